import type { Ask } from '../answer';
import { doubtOf } from '../answer';
import type { Manner } from '../manner';
import type { RequestPlan } from '../request/buildRequest';
import { buildRequest } from '../request/buildRequest';
import type { CallSource } from '../request/callSource';

/** The errors that an API of this kind may declare. */
const usualStatuses = ['400', '401', '403', '404', '409', '422', '429', '500'];

/** What the mock told of one error status of one call. */
export interface ErrorAnswer {
	status: string;
	/** Undefined if the answer is in doubt. */
	isDeclared?: boolean;
	reason?: string;
}

/** The statuses that are asked for a call. */
export const askedStatuses = ({ call }: CallSource): string[] =>
	[...new Set([...usualStatuses, ...(call.errors ?? [])])]
		.filter((status) => /^\d{3}$/.test(status))
		.sort();

/** Asks for each error status. What Hero's document does not declare has a canned answer. */
export async function askErrors(
	ask: Ask,
	source: CallSource,
	plan: RequestPlan,
	isCanned: NonNullable<Manner['isCanned']>,
): Promise<ErrorAnswer[]> {
	const answers: ErrorAnswer[] = [];
	for (const status of askedStatuses(source)) {
		const request = buildRequest(source, { ...plan, forcedStatus: Number(status) });
		const answer = await ask(request);
		const reason = doubtOf(answer, Number(status));
		answers.push(
			isCanned(request, answer)
				? { status, isDeclared: false }
				: { status, ...(reason ? { reason } : { isDeclared: true }) },
		);
	}
	return answers;
}
