import { randomBytes, randomInt } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

import type { MadeUp } from '../../form/operation';
import { realClock } from '../../transport/clock';
import { processState } from '../../transport/processState';

/** The most records that this process remembers. The oldest are forgotten first. */
const maxRecords = 10_000;

/** Milliseconds after which a record is forgotten, since it holds what would be sent to a patient. */
const maxAgeMs = 24 * 60 * 60_000;

/** The records that rehearsals of this process made up, by their IDs. */
const records = processState(() => new Map<string, { at: number; record: IDataObject }>());

const linkHost = 'rehearsed.invalid';
const textId = /rehearsed-[a-z]+-[0-9a-f]{12}/i;

/** No SNOMED code ends so: the two digits before its last one are 00 to 15. Such a code must never count as made up. */
const numberId = /^999\d{9}990$/;

/** Returns the made-up ID that a value is, or that a text contains in any spelling; undefined if there is none. */
function madeUpIdOf(value: unknown): string | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const text = String(value).trim();
	if (numberId.test(text)) return text;
	const plain = text.includes('%') ? text.replace(/%2d/gi, '-') : text;
	return textId.exec(plain)?.[0].toLowerCase();
}

/** Yields all values at any depth. A value that contains itself is yielded once. */
function* valuesIn(value: unknown): Generator<unknown> {
	const seen = new Set<object>();
	const pending = [value];
	while (pending.length > 0) {
		const one = pending.pop();
		if (typeof one !== 'object' || one === null) yield one;
		else if (!seen.has(one)) {
			seen.add(one);
			for (const inner of Object.values(one)) pending.push(inner);
		}
	}
}

/** Returns the first made-up ID in a value, at any depth; undefined if there is none. */
export function madeUpIdIn(value: unknown): string | undefined {
	for (const one of valuesIn(value)) {
		const id = madeUpIdOf(one);
		if (id !== undefined) return id;
	}
	return undefined;
}

/** True if a value contains a made-up ID or link, which would be of no use at Hero or to a patient. */
export function containsMadeUp(value: unknown): boolean {
	for (const one of valuesIn(value)) {
		if (madeUpIdOf(one) !== undefined) return true;
		if (typeof one === 'string' && one.toLowerCase().includes(linkHost)) return true;
	}
	return false;
}

/** Makes up the values of one response, and collects the IDs under which its record can be read. */
export function createMadeUp(): MadeUp & { ids: string[] } {
	const ids: string[] = [];
	const remember = <Id extends string | number>(id: Id): Id => {
		ids.push(String(id));
		return id;
	};
	const random = () => randomBytes(6).toString('hex');
	return {
		ids,
		id: (kind) => remember(`rehearsed-${kind}-${withDigit(random())}`),
		numberId: () => remember(Number(`999${String(randomInt(10 ** 8, 10 ** 9))}990`)),
		link: () => `https://${linkHost}/${random()}`,
		now: realClock.now(),
	};
}

/** An ID of Hero has a digit, so a made-up one has, too. */
const withDigit = (hex: string): string => (/\d/.test(hex) ? hex : `0${hex.slice(1)}`);

/** Remembers a made-up record under each of these IDs. */
export function rememberRecord(ids: string[], record: IDataObject): void {
	const known = records();
	const now = realClock.now();
	const remembered = { at: now, record: withoutRecipients(record) };
	for (const id of ids) {
		// A record that changes becomes the newest.
		known.delete(id);
		known.set(id, remembered);
	}
	for (const [oldest, { at }] of known) {
		if (known.size <= maxRecords && now - at < maxAgeMs) return;
		known.delete(oldest);
	}
}

/** Keeps only the number of a batch's recipients, of whom there can be thousands. */
const withoutRecipients = (record: IDataObject): IDataObject =>
	Array.isArray(record.recipients)
		? { ...record, recipients: record.recipients.map(() => ({})) }
		: record;

/** Returns the record of a made-up ID. A record of another process is known by its ID alone. */
export const recordOf = (id: string): IDataObject => ({ id, ...records().get(id)?.record });
