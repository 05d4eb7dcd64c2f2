import type { Document } from 'yaml';

import { isObject } from '../description/schemaContext';
import { anyMember } from '../description/schemaFields';

/** The place of a part in the contract, as the keys that lead to it. */
export type Place = Array<string | number>;

/** The part of the contract at a place, as plain data. */
export const partAtPlace = (contract: Document, place: Place): unknown => {
	const node = contract.getIn(place, true) as { toJS?(document: Document): unknown } | undefined;
	return node?.toJS ? node.toJS(contract) : node;
};

/** Decides whether a named schema may be changed for all who use it. If not, the one place gets a copy. */
export type MayChange = (reference: string) => boolean;

/** Follows references from a place. Where the named part must not change, its copy takes the place of the reference. */
export function ownPlace(contract: Document, place: Place, mayChange: MayChange): Place {
	const part = partAtPlace(contract, place);
	if (!isObject(part) || typeof part.$ref !== 'string') return place;
	const target = part.$ref.slice('#/'.length).split('/');
	if (mayChange(part.$ref)) return ownPlace(contract, target, mayChange);
	contract.setIn(place, contract.createNode(partAtPlace(contract, target)));
	return ownPlace(contract, place, mayChange);
}

/**
 * Finds the place of a field such as `data[].id` below the place of a schema. Returns undefined where the schema has
 * several forms with this field, or none.
 */
export function fieldPlace(
	contract: Document,
	schema: Place,
	name: string,
	mayChange: MayChange,
): Place | undefined {
	const steps = name.match(/\[\]|[^.[\]]+/g) ?? [];
	return steps.reduce<Place | undefined>(
		(place, step) =>
			place && memberPlaceOf(contract, ownPlace(contract, place, mayChange), step, mayChange),
		schema,
	);
}

function memberPlaceOf(
	contract: Document,
	place: Place,
	step: string,
	mayChange: MayChange,
): Place | undefined {
	const part = partAtPlace(contract, place);
	if (!isObject(part)) return undefined;
	if (step === '[]' && part.items !== undefined) return [...place, 'items'];
	if (isObject(part.properties) && Object.hasOwn(part.properties, step))
		return [...place, 'properties', step];
	if (step === anyMember && isObject(part.additionalProperties))
		return [...place, 'additionalProperties'];
	const forms = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) =>
		Array.isArray(part[keyword]) ? part[keyword].map((_, index) => [...place, keyword, index]) : [],
	);
	const found = forms.flatMap((form) => {
		const member = memberPlaceOf(contract, ownPlace(contract, form, mayChange), step, mayChange);
		return member ? [member] : [];
	});
	return found.length === 1 ? found[0] : undefined;
}

/** Finds the place of a field if it may be changed there for all who use it, and changes nothing on the way. */
export function changeablePlace(
	contract: Document,
	schema: Place,
	name: string,
	mayChange: MayChange,
): Place | undefined {
	let isChangeable = true;
	const follow: MayChange = (reference) => {
		isChangeable &&= mayChange(reference);
		return true;
	};
	const found = fieldPlace(contract, schema, name, follow);
	const place = found && ownPlace(contract, found, follow);
	return isChangeable ? place : undefined;
}
