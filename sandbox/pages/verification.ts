import type { Practice } from '../practice/create';
import { html } from '../lib/html';
import { dateOfBirth, dateOfBirthFields } from './identity';
import { problem, type Page } from './page';
import type { Place, Visit } from './visit';

/** Behind a verification link: the proof of who somebody is, in the sandbox the date of birth. */
export const verificationPlace: Place = {
	open: (visit) => (whoMustProve(visit) ? askForProof(visit) : proven),

	send: (visit) => {
		const nhsNumber = whoMustProve(visit);
		if (!nhsNumber) return proven;
		if (visit.practice.spine.get(nhsNumber)?.dob !== dateOfBirth(visit)) {
			return askForProof(visit, 'That does not match the records. Please check it.');
		}
		visit.practice.confirmIdentity(nhsNumber);
		visit.link.number_of_uses += 1;
		return { to: new URL(visit.link.url).pathname };
	},
};

const proven: Page = {
	title: 'Thank you',
	body: html`<p>You have proved who you are. The practice can register you now.</p>`,
};

const askForProof = (visit: Visit, wrong?: string): Page => ({
	title: 'Prove who you are',
	body: html`
		${problem(wrong)}
		<p>Outside a sandbox, this would be NHS login. Here your date of birth will do.</p>
		<form method="post">
			${dateOfBirthFields(visit)}
			<button>This is me</button>
		</form>
	`,
});

/** The NHS number whose owner the link asks; none once they have answered. */
const whoMustProve = ({ practice, link }: { practice: Practice; link: Visit['link'] }) =>
	[...practice.identityChecks].find((nhsNumber) => link.name?.endsWith(nhsNumber));
