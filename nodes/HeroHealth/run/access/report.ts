import type { IDataObject, NodeApiError } from 'n8n-workflow';

import { resources } from '../../actions/resources';
import type { AccessArea, AccessRead } from '../../form/access';
import type { Answer } from '../../transport/answer';
import { isList } from '../../transport/pagination';
import { wordsOf } from '../errors';

/** The verdict on one area. Only a read that Hero answered with data counts as allowed. */
type Access = 'allowed' | 'refused' | 'not clear';

interface Verdict {
	access: Access;
	/** A sentence or more, in plain words. */
	reason: string;
}

/** One output item of Check Access. */
interface AccessRow extends IDataObject, Verdict {
	area: string;
	/** Hero's own words, without personal data; null if it gave none. */
	hero_says: string | null;
	/** The HTTP status; null without a response. */
	status: number | null;
	/** Method and path of the read; null for an area without one. */
	call: string | null;
	/** The resources of this node in the area, with the names of their operations if it has only some of them. */
	covers: string[];
}

/**
 * Returns the error of the first refused read if no answer shows that the key is right. Hero's documentation calls
 * both 401 and 403 unauthorised, so a single refusal can mean a missing scope, while a refusal of all areas means
 * the key. Returns undefined while a busy or broken connection leaves it open.
 */
export function wrongKeyError(answers: Array<Answer | undefined>): NodeApiError | undefined {
	const received = answers.filter((answer) => answer !== undefined);
	if (!received.every((answer) => answer.isKeyRefused || isAboutCall(answer))) return undefined;
	return received.find(({ isKeyRefused }) => isKeyRefused)?.error;
}

/** Statuses about the call itself. Hero may send them before it looks at the key. */
const isAboutCall = ({ status = 0 }: Answer): boolean => [400, 404, 405, 422].includes(status);

/** Returns one output item per area. `answers` has undefined for an area without a read. */
export function accessRows(areas: AccessArea[], answers: Array<Answer | undefined>): AccessRow[] {
	const isKeyAccepted = areas.some(({ read }, index) => isAllowed(read, answers[index]));
	return areas.map((area, index) => {
		const { status = null, heroSays = null } = answers[index] ?? {};
		return {
			area: area.name,
			...verdictOn(area, answers[index], isKeyAccepted),
			hero_says: heroSays,
			status,
			call: area.read ? `GET ${area.read.path}` : null,
			covers: coverageOf(area),
		};
	});
}

function isAllowed(read: AccessRead | undefined, answer: Answer | undefined): boolean {
	if (!read || !answer || answer.error) return false;
	const { body } = answer;
	if (read.expects === 'list') return isList(body);
	return typeof body === 'object' && body !== null && Object.keys(body).length > 0;
}

function verdictOn(
	{ read, noReadReason = '' }: AccessArea,
	answer: Answer | undefined,
	isKeyAccepted: boolean,
): Verdict {
	if (!read || !answer) {
		return notClear(`This area has no read without a risk, so Hero was not asked. ${noReadReason}`);
	}
	if (isAllowed(read, answer)) {
		return { access: 'allowed', reason: 'Hero answered the read. Writing was not tried.' };
	}
	if (answer.isKeyRefused) return isKeyAccepted ? refused : notClear(refusedWithoutComparison);
	return notClear(reasonForDoubt(read, answer));
}

const notClear = (reason: string): Verdict => ({ access: 'not clear', reason });

const refused: Verdict = {
	access: 'refused',
	reason:
		'Hero refused this read and answered others with the same key, so the key seems to lack the scope for this area. Ask Hero or the practice for it.',
};

const refusedWithoutComparison =
	'Hero refused this read, but answered no other. So the key itself may be wrong, or it lacks the scope. Run the check again when Hero answers.';

/** The reason why an answer that is neither data nor a refusal shows nothing about the key. */
function reasonForDoubt({ pathValues }: AccessRead, { status, error }: Answer): string {
	if (!error) return 'Hero answered with success, but with other data than expected.';
	if (status === 404 && pathValues) {
		return 'Hero looked for a record that does not exist and did not refuse the key. That speaks for access, but Hero does not document in which order it checks.';
	}
	if (status === 404 || status === 405) {
		return 'Hero does not know this call. That says nothing about the key, since it may differ from the documentation.';
	}
	if (status === 400 || status === 422) {
		return 'Hero did not accept the values of this read. It may have looked at them before the key.';
	}
	const isTransient = status === undefined || status === 408 || status === 429 || status >= 500;
	const { message } = wordsOf(error);
	return isTransient ? `${message}. Run the check again in a while.` : `${message}.`;
}

/** Names the resources of an area as the form does, such as "Link: Get Booking Link". */
function coverageOf({ operations }: AccessArea): string[] {
	return Object.entries(operations).flatMap(([value, chosen]) => {
		const resource = resources.find((known) => known.value === value);
		if (!resource || chosen === 'all') return resource?.name ?? [];
		const included = resource.operations.filter((operation) => chosen.includes(operation.value));
		return included.map(({ name }) => `${resource.name}: ${name}`);
	});
}
