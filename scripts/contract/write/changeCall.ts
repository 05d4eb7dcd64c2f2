import type { Document } from 'yaml';

import type { CallPair } from '../comparison/compareCalls';
import type { Finding, Part } from '../comparison/finding';
import type { DescribedCall, FieldSet } from '../description/describedApi';
import { changeField, settleField } from './changeField';
import { changeParameter } from './changeParameter';
import type { MayChange, Place } from './contractPlaces';
import { partAtPlace } from './contractPlaces';
import { mergeFields } from './mergeFields';
import { schemaOfFields } from './schemaOfFields';

/** A pair of calls, its findings, and the contract into which they go. */
export interface CallChange {
	contract: Document;
	pair: CallPair;
	findings: Finding[];
	/** True where a named schema of a part may be changed for all calls that use it. */
	mayChange: MayChange;
}

/** The place of a call in the contract. */
export const callPlace = ({ method, path }: Pick<DescribedCall, 'method' | 'path'>): Place => [
	'paths',
	path,
	method.toLowerCase(),
];

/** Takes what Hero says of one call into the contract, as far as its schemas have a place for it. */
export function changeCall(change: CallChange): void {
	const { contract, pair, findings } = change;
	const call = moveCall(contract, pair);
	const takeable = findings.filter(isTakeable);
	for (const finding of takeable) changePart(change, call, finding);
	changeSuccess(contract, call, pair);
	if (pair.hero.isDeprecated) contract.setIn([...call, 'deprecated'], true);
	addErrors(contract, call, takeable);
}

/** True for a finding that the contract can take in. A sample with another value does not tell the list. */
export const isTakeable = ({ verdict, aspect, hero, isGuess }: Finding): boolean => {
	if (aspect === 'values' && hero === 'another value') return false;
	// The contract has JSON alone, so a person decides on any other type.
	if (aspect === 'media type' || hero === 'as JSON') return false;
	return (
		verdict === 'refuted' || verdict === 'new' || (verdict === 'confirmed' && isGuess === true)
	);
};

/** Moves a call to the method and path that Hero has. The names of its placeholders move with it. */
function moveCall(contract: Document, { ours, hero }: CallPair): Place {
	const [from, to] = [callPlace(ours), callPlace(hero)];
	if (from.join() === to.join() || pathOf(from) === pathOf(to)) return from;
	const operation = contract.getIn(from, true);
	contract.deleteIn(from);
	if (Object.keys((partAtPlace(contract, from.slice(0, 2)) as object) ?? {}).length === 0) {
		contract.deleteIn(from.slice(0, 2));
	}
	contract.setIn(to, operation);
	renamePlaceholders(contract, to, hero.path);
	return to;
}

const pathOf = ([, path, method]: Place): string =>
	`${method} ${String(path).replace(/\{[^}]*\}/g, '{}')}`;

function renamePlaceholders(contract: Document, call: Place, path: string): void {
	const names = [...path.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name);
	const listed = (partAtPlace(contract, [...call, 'parameters']) ?? []) as Array<{ in?: string }>;
	const indexes = listed.flatMap((parameter, index) => (parameter.in === 'path' ? [index] : []));
	indexes.forEach((index, position) => {
		if (names[position]) contract.setIn([...call, 'parameters', index, 'name'], names[position]);
	});
}

type FieldPart = 'parameters' | 'requestBody' | 'response';
const isFieldPart = (part: Part): part is FieldPart =>
	part === 'parameters' || part === 'requestBody' || part === 'response';

/** The place of the schema of a part. */
const schemaPlace = (call: Place, part: Part, status: string): Place => [
	...call,
	...(part === 'response' ? ['responses', status] : ['requestBody']),
	'content',
	'application/json',
	'schema',
];

/** True for the status of success. A field of the response may have the same name. */
const isStatus = ({ name, aspect }: Finding): boolean => name === 'status' && aspect === undefined;

function changePart(change: CallChange, call: Place, finding: Finding): void {
	const { contract, pair, mayChange } = change;
	const { part, name = '' } = finding;
	if (!isFieldPart(part) || isStatus(finding)) return;
	const hero = pair.hero[part];
	if (!hero) return;
	if (part === 'parameters') {
		changeParameter({ contract, call, hero, mayChange }, finding);
		return;
	}
	const schema = schemaPlace(call, part, pair.ours.successStatus ?? '200');
	if (partAtPlace(contract, schema) === undefined) return;
	const ofSchema = { contract, schema, hero, mayChange };
	if (finding.isGuess) settleField(ofSchema, name);
	if (part === 'requestBody' && name === '' && finding.aspect === 'required') {
		setBodyRequired(contract, call, hero);
		return;
	}
	const isSettled = finding.verdict === 'confirmed' && finding.aspect === 'field';
	if (!isSettled) changeField(ofSchema, finding);
}

function setBodyRequired(contract: Document, call: Place, hero: FieldSet): void {
	contract.setIn([...call, 'requestBody', 'required'], hero.fields.get('')?.required === true);
	contract.deleteIn([...call, 'requestBody', 'x-required-evidence']);
}

function changeSuccess(contract: Document, call: Place, { ours, hero }: CallPair): void {
	const [own, told] = [ours.successStatus, hero.successStatus];
	if (!own || !told || own === told || !/^2\d\d$/.test(told)) return;
	if (hero.otherSuccess?.includes(own)) return;
	const response = contract.getIn([...call, 'responses', own], true);
	contract.deleteIn([...call, 'responses', own]);
	contract.setIn([...call, 'responses', told], response);
	contract.setIn([...call, 'responses', told, 'x-status-evidence'], 'seen');
}

function addErrors(contract: Document, call: Place, findings: Finding[]): void {
	for (const { part, verdict, name } of findings) {
		if (part !== 'errors' || verdict !== 'new' || !name) continue;
		contract.setIn(
			[...call, 'responses', name],
			contract.createNode({ description: 'Declared by Hero' }, { flow: true }),
		);
	}
}

/** Writes a part anew from all its fields, where its present schema has no place for what Hero says. */
export function rewritePart(
	contract: Document,
	{ ours, hero }: CallPair,
	part: 'requestBody' | 'response',
): void {
	const told = hero[part] as FieldSet;
	const merged = mergeFields(ours[part], told);
	const status = hero.successStatus ?? ours.successStatus ?? '200';
	const schema = contract.createNode(schemaOfFields(merged.fields, ''), { flow: false });
	const call = callPlace(addressIn(contract, ours, hero));
	contract.setIn(schemaPlace(call, part, status), schema);
	if (part === 'requestBody') setBodyRequired(contract, call, told);
}

/** The address at which the contract has the call now. */
const addressIn = (contract: Document, ours: DescribedCall, hero: DescribedCall): DescribedCall =>
	contract.hasIn(callPlace(ours)) ? ours : hero;
