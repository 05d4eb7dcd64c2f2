import type { IExecuteFunctions } from 'n8n-workflow';

import type { Operation } from '../../form/operation';
import { send } from '../../transport/client';
import type { ItemValues } from '../parameters';
import { fieldLabels } from '../parameters';
import type { RunRehearsal } from '../rehearsal/rehearsal';
import type { SharedOptions } from '../requestOptions';
import type { ReadHero } from './patientRecords';

/** Creates the look-ups of a run's safeguards. They also find what a rehearsal made up. */
export function createReader(
	context: IExecuteFunctions,
	operation: Operation,
	shared: SharedOptions,
	rehearsal: RunRehearsal,
): (values: ItemValues, itemIndex: number) => ReadHero {
	const labels = fieldLabels(operation);
	return ({ practiceGroupId }, itemIndex) =>
		async (path, pathValues, query) => {
			const rehearsed = rehearsal.lookUp(pathValues);
			if (rehearsed) return rehearsed;
			const request = { method: 'GET', path, pathValues, query, practiceGroupId } as const;
			return await send(context, request, { ...shared, errorContext: { labels, itemIndex } });
		};
}
