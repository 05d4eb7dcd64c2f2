import { confirmIdentity } from '../practice/register';
import { html } from '../lib/html';
import { dateOfBirth, dateOfBirthFields } from './identity';
import { errorMessage, type Page } from './page';
import type { LinkPage, Visit } from './linkPage';
import type { Practice } from '../practice/model';

/** The page of a verification link: in the sandbox the date of birth proves the identity. */
export const verificationPage: LinkPage = {
	open: (visit) => (unverifiedNhsNumber(visit) ? proofPage(visit) : verifiedPage),

	submit: (visit) => {
		const nhsNumber = unverifiedNhsNumber(visit);
		if (!nhsNumber) return verifiedPage;
		if (visit.practice.spine.get(nhsNumber)?.dob !== dateOfBirth(visit)) {
			return proofPage(visit, 'That does not match the records. Please check it.');
		}
		confirmIdentity(visit.practice, nhsNumber);
		visit.link.number_of_uses += 1;
		return { to: new URL(visit.link.url).pathname };
	},
};

const verifiedPage: Page = {
	title: 'Thank you',
	body: html`<p>You have proved who you are. The practice can register you now.</p>`,
};

const proofPage = (visit: Visit, wrong?: string): Page => ({
	title: 'Prove who you are',
	body: html`
		${errorMessage(wrong)}
		<p>Outside a sandbox, this would be NHS login. Here your date of birth will do.</p>
		<form method="post">
			${dateOfBirthFields(visit)}
			<button>This is me</button>
		</form>
	`,
});

/** The NHS number that the link verifies; undefined once it is verified. */
const unverifiedNhsNumber = ({ practice, link }: { practice: Practice; link: Visit['link'] }) =>
	[...practice.identityChecks].find((nhsNumber) => link.name?.endsWith(nhsNumber));
