import { UserError } from 'n8n-workflow';

import type { Operation } from '../../form/operation';
import type { Digest, Meaning } from '../digest';
import type { ItemValues } from '../parameters';
import { patientOf } from '../patients';
import { periodsCovering, periodsOf } from './days';
import type { SendOnceOptions } from './options';

/** The keys of one write in n8n's store. All are digests of what the write means. */
export interface WriteKeys {
	/** Recorded from the first claim on. It also identifies the write within this process. */
	claim: string;
	/** Recorded from the claim until its outcome is known. */
	open: string;
	/** Recorded when Hero's response left the outcome unclear. */
	unclear: string;
	/** The keys of a claim that ends after some days; undefined if it never ends. */
	days?: {
		/** Recorded for a claim that ends. */
		dated: string;
		/** The claim still holds today if one of these is recorded. */
		today: string[];
		/** Recorded with a claim that begins today. */
		covered: string[];
	};
}

/** Returns the keys that are recorded with a claim that ends. */
export const daysOf = ({ days }: WriteKeys): string[] =>
	days ? [days.dated, ...days.covered] : [];

/** The parts of a run that decide what a write means. */
export interface KeyContext {
	operation: Operation;
	options: SendOnceOptions;
	nodeId: string;
	/** Rises each time that somebody forgets the campaign. */
	generation: number;
	digest: Digest;
	meaning: Meaning;
	/** Days since 1970. */
	today: number;
}

/**
 * Returns the keys of a write. Throws a UserError if Send Only Once counts by patient and the item names none. A
 * key stands for the practice, the operation and the values or the patient, never for an execution.
 */
export async function writeKeys(
	context: KeyContext,
	values: ItemValues,
	itemIndex: number,
): Promise<WriteKeys> {
	const { digest, options, today } = context;
	const claim = await digest(['once', await onceMeaning(context, values, itemIndex)]);
	const named = (name: string) => `${claim}:${name}`;
	const keys = { claim, open: named('open'), unclear: named('unclear') };
	const { rememberForDays } = options;
	if (rememberForDays === 0) return keys;
	const covered = periodsCovering(today, rememberForDays).map(named);
	return { ...keys, days: { dated: named('dated'), today: periodsOf(today).map(named), covered } };
}

async function onceMeaning(
	{ operation, options, nodeId, generation, meaning }: KeyContext,
	values: ItemValues,
	itemIndex: number,
): Promise<unknown> {
	const { oncePer, campaign } = options;
	const { operationId, practice, ...content } = await meaning(values, itemIndex);
	if (oncePer === 'values') return [oncePer, operationId, practice, content];
	const patient = patientOf(operation, values);
	if (patient === undefined) {
		throw new UserError("The item names no patient, but 'Once Per' counts by patient", {
			description:
				'Nothing was sent for it. Name its patient, or set Once Per to These Values in the Settings.',
		});
	}
	const scope = oncePer === 'patient' ? nodeId : [campaign, generation];
	return [oncePer, operationId, practice, scope, patient];
}
