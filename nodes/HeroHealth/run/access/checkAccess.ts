import type { IDataObject } from 'n8n-workflow';

import type { AccessArea } from '../../form/access';
import type { Answer } from '../../transport/answer';
import { answerTo } from '../../transport/answer';
import { NotSentError } from '../../transport/apiErrors';
import { inParallel } from '../concurrency';
import type { ItemCall } from '../records';
import { accessRows, wrongKeyError } from './report';

/**
 * Sends the read of each area once and returns one record per area. Throws the error of the first read if Hero
 * refuses the key for all areas, since then the key itself is wrong.
 */
export async function checkAccess(call: ItemCall): Promise<IDataObject[]> {
	const areas = call.operation.accessAreas ?? [];
	const answers = await readAreas(call, areas);
	const error = wrongKeyError(answers);
	if (error) throw error;
	return accessRows(areas, answers);
}

/** The longest pause that Hero may ask for before a read. After a longer one the areas are not clear. */
const maxPauseMs = 10_000;

/** Returns the answer for each area, undefined for one without a read. */
async function readAreas(
	{ context, request: { practiceGroupId }, sendOptions }: ItemCall,
	areas: AccessArea[],
): Promise<Array<Answer | undefined>> {
	const { run, retryWindowMs = maxPauseMs } = sendOptions;
	const options = {
		...sendOptions,
		retryWindowMs: Math.min(retryWindowMs, maxPauseMs),
		// A read that is lost leaves its area open, and the user can run the check again.
		run: { ...run, isRetryDisabled: true },
	};
	const answers = areas.map((): Answer | undefined => undefined);
	await inParallel(areas.length, run.parallel, run.isCancelled, async (index) => {
		const { read } = areas[index];
		if (!read) return;
		const { path, pathValues, query } = read;
		const request = { method: 'GET', path, pathValues, query, practiceGroupId } as const;
		answers[index] = await answerTo(context, request, options);
	});
	if (run.isCancelled()) throw new NotSentError();
	return answers;
}
