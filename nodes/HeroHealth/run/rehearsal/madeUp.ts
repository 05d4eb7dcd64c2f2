import { randomBytes, randomInt } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

import type { MadeUp } from '../../form/operation';
import { realClock } from '../../transport/clock';
import { processState } from '../../transport/processState';

/** The most records that this process remembers. Each is small, and the oldest are forgotten first. */
const maxRecords = 10_000;

/** The records that rehearsals of this process made up, by their IDs. */
const records = processState(() => new Map<string, IDataObject>());

const linkHost = 'rehearsed.invalid';
const textId = /^rehearsed-[a-z]+-[0-9a-f]{12}$/;
const numberId = /^999\d{12}$/;

/** True for an ID that a rehearsal made up. No record of Hero has such an ID. */
export const isMadeUpId = (value: unknown): boolean =>
	(typeof value === 'string' || typeof value === 'number') &&
	(textId.test(String(value)) || numberId.test(String(value)));

/** True for a text with a made-up link or ID in it, which would be of no use to a patient. */
const hasMadeUpPart = (text: string): boolean =>
	text.includes(linkHost) || /\brehearsed-[a-z]+-[0-9a-f]{12}\b/.test(text);

/** True if a value is a made-up ID or contains one at any depth, on its own or in a text. */
export function containsMadeUp(value: unknown): boolean {
	if (typeof value === 'object' && value !== null) {
		return Object.values(value).some(containsMadeUp);
	}
	return isMadeUpId(value) || (typeof value === 'string' && hasMadeUpPart(value));
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
		numberId: () => remember(Number(`999${String(randomInt(10 ** 11, 10 ** 12))}`)),
		link: () => `https://${linkHost}/${random()}`,
		now: realClock.now(),
	};
}

/** An ID of Hero has a digit, so a made-up one has, too. */
const withDigit = (hex: string): string => (/\d/.test(hex) ? hex : `0${hex.slice(1)}`);

/** Remembers a made-up record under each of these IDs. */
export function rememberRecord(ids: string[], record: IDataObject): void {
	for (const id of ids) records().set(id, record);
	const surplus = records().size - maxRecords;
	for (const id of [...records().keys()].slice(0, Math.max(0, surplus))) records().delete(id);
}

/** Returns the record of a made-up ID. A record of another process is known by its ID alone. */
export const recordOf = (id: string): IDataObject => ({ ...records().get(id), id });
