import {
	addEntry,
	confirmWhenStored,
	isDuplicate,
	retract,
	startDelivery,
} from '../../../nodes/HeroHealth/trigger/deduplication';

export const minute = 60_000;
export const now = Date.parse('2026-03-15T09:30:00.250Z');

interface Options {
	at?: number;
	for?: number;
	kept?: string;
	by?: string;
	/** The state of the record. */
	state?: string;
	record?: string;
}

/** Adds a delivery that n8n has not responded to yet. */
export function arrive(
	name: string,
	{ at = now, kept = '', by = 'trigger', ...options }: Options = {},
) {
	let answer: (isOk: boolean) => void = () => undefined;
	const delivery = startDelivery(by, kept, at, new Promise((resolve) => (answer = resolve)));
	const { record = '1', state = '' } = options;
	const entry = addEntry(delivery, ['record', record], options.for ?? minute, name);
	const repeat = async () => await isDuplicate(entry, [name, state]);
	return {
		repeat,
		retract: () => retract(entry),
		/** Stores the entries, as n8n does with the execution. */
		store: () => JSON.parse(JSON.stringify(confirmWhenStored(delivery))) as string,
		answer: async (isOk: boolean) => {
			answer(isOk);
			await delivery.accepted;
		},
	};
}

/** Receives a delivery to its end; returns whether it starts a run. */
export async function starts(name: string, options: Options = {}): Promise<boolean> {
	const delivery = arrive(name, options);
	const isRepeat = await delivery.repeat();
	await delivery.answer(true);
	return !isRepeat;
}

/** Returns the text that is stored with the run of a delivery. */
export async function kept(name: string, options: Options = {}): Promise<string> {
	const delivery = arrive(name, options);
	await delivery.repeat();
	const stored = delivery.store();
	await delivery.answer(true);
	return stored;
}
