import type { Document } from 'yaml';

import type { Finding } from '../comparison/finding';
import type { DescribedField, FieldSet } from '../description/describedApi';
import { styleKeywords } from '../description/parameters';
import { isObject } from '../description/schemaContext';
import { changeField } from './changeField';
import type { MayChange, Place } from './contractPlaces';
import { ownPlace, partAtPlace } from './contractPlaces';
import { schemaOfFields } from './schemaOfFields';

/** The parameters of a call in the contract, and what Hero says of them. */
export interface ParameterChange {
	contract: Document;
	/** The place of the call. */
	call: Place;
	hero: FieldSet;
	mayChange: MayChange;
}

/** Changes a parameter such as `query page_index` as Hero has it. Returns false where it has no one place. */
export function changeParameter(change: ParameterChange, finding: Finding): boolean {
	const { contract, hero, mayChange } = change;
	const { kind, parameter, inside } = parameterName(finding.name ?? '');
	const fields = fieldsOf(hero, `${kind} ${parameter}`);
	const place = findParameter(change, kind, parameter);
	if (!place) return inside === '' && addParameter(change, kind, parameter, fields);
	if (hero.isComplete && contract.hasIn([...place, 'x-evidence'])) {
		contract.deleteIn([...place, 'x-evidence']);
	}
	if (finding.verdict === 'confirmed' && finding.aspect === 'field') return true;
	if (finding.aspect === 'required' && inside === '') {
		contract.setIn([...place, 'required'], fields.get('')?.required === true);
		return true;
	}
	if (finding.aspect === 'style') return setStyle(change, place, fields);
	const schema: Place = [...place, 'schema'];
	const ofSchema = { contract, schema, hero: { ...hero, fields }, mayChange };
	return changeField(ofSchema, { name: inside, aspect: finding.aspect });
}

function setStyle(
	{ contract }: ParameterChange,
	place: Place,
	fields: Map<string, DescribedField>,
): boolean {
	const keywords = styleKeywords(fields.get('')?.style ?? '');
	for (const [name, value] of Object.entries(keywords ?? {}))
		contract.setIn([...place, name], value);
	return keywords !== undefined;
}

/** Splits `query filter.status` into where the parameter stands, its name, and the field inside it. */
function parameterName(name: string): { kind: string; parameter: string; inside: string } {
	const [, kind = '', parameter = '', inside = ''] =
		/^(\w+) ([^.[]+(?:\[\])?)(.*)$/.exec(name) ?? [];
	return { kind, parameter, inside: inside.replace(/^\./, '') };
}

/** The fields of one parameter, named from it: an empty text for itself. */
function fieldsOf({ fields }: FieldSet, name: string): Map<string, DescribedField> {
	const own = [...fields].filter(
		([other]) => other === name || other.startsWith(`${name}.`) || other.startsWith(`${name}[`),
	);
	return new Map(own.map(([other, field]) => [other.slice(name.length).replace(/^\./, ''), field]));
}

function findParameter(
	{ contract, call, mayChange }: ParameterChange,
	kind: string,
	name: string,
): Place | undefined {
	const listed = partAtPlace(contract, [...call, 'parameters']);
	const places = Array.isArray(listed)
		? listed.map((_, index): Place => [...call, 'parameters', index])
		: [];
	const ofKind = places.filter((place) => parameterAt(contract, place).in === kind);
	const isNamed = (place: Place, index: number) =>
		kind === 'path' ? String(index + 1) === name : parameterAt(contract, place).name === name;
	const found = ofKind.find(isNamed);
	return found && ownPlace(contract, found, mayChange);
}

/** The parameter at a place; a reference is followed without changing anything. */
function parameterAt(contract: Document, place: Place): Record<string, unknown> {
	const part = partAtPlace(
		contract,
		ownPlace(contract, place, () => true),
	);
	return isObject(part) ? part : {};
}

function addParameter(
	{ contract, call }: ParameterChange,
	kind: string,
	name: string,
	fields: Map<string, DescribedField>,
): boolean {
	if (kind === 'path' || !fields.has('')) return false;
	if (partAtPlace(contract, [...call, 'parameters']) === undefined) {
		contract.setIn([...call, 'parameters'], contract.createNode([]));
	}
	const required = fields.get('')?.required === true;
	contract.addIn(
		[...call, 'parameters'],
		contract.createNode({
			name,
			in: kind,
			required,
			...styleKeywords(fields.get('')?.style ?? 'as JSON'),
			schema: schemaOfFields(fields, ''),
		}),
	);
	return true;
}
