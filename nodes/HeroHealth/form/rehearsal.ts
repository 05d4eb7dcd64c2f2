import type { RehearsedField, WireValue } from './operation';

/** A made-up ID of this kind of record. */
export const madeUpId =
	(kind: string): RehearsedField =>
	(_, madeUp) =>
		madeUp.id(kind);

/** A made-up ID in a field that holds a number. */
export const madeUpNumber: RehearsedField = (_, madeUp) => madeUp.numberId();

/** A made-up link. */
export const madeUpLink: RehearsedField = (_, madeUp) => madeUp.link();

/** The value that is sent in this field. */
export const sent =
	(name: string): RehearsedField =>
	({ body, path }) =>
		body[name] ?? path[name] ?? null;

/** A value that only Hero knows. */
export const onlyHeroKnows: RehearsedField = () => null;

/** A fixed value. */
export const fixed =
	(value: WireValue): RehearsedField =>
	() =>
		value;

/** The time of the rehearsal, or so many minutes later, in UTC. */
export const minutesFromNow =
	(minutes: number): RehearsedField =>
	(_, { now }) =>
		new Date(now + minutes * 60_000).toISOString();
