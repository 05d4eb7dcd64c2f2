import type { INodeProperties } from 'n8n-workflow';

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

/** The parameter that makes one node rehearse. */
export const rehearseOnlyName = 'rehearseOnly';

/**
 * The option that makes one node rehearse, whatever the credential says. It takes no expression, which could switch it
 * off for some items.
 */
export const rehearseOnlyProperty: INodeProperties = {
	displayName: 'Rehearse Only',
	name: rehearseOnlyName,
	type: 'boolean',
	noDataExpression: true,
	default: true,
	description:
		'Whether this node only shows what it would send, and changes nothing at Hero. To rehearse a whole workflow, choose a credential whose Mode is Rehearsal.',
};
