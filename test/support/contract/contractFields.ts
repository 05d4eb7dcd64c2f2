import type { ContractParameter, JsonSchema } from '../../../api';
import type { PlacedField } from '../../../nodes/HeroHealth/form/layout';
import type { Operation } from '../../../nodes/HeroHealth/form/operation';
import type { DocumentedCall } from './calls';
import type { ContractNode, ContractCall } from './openapi';
import { bodySchema, nodeAt } from './openapi';

/** A query parameter, a placeholder of the path or a member of the body, as the contract has it. */
export interface ContractField {
	place: PlacedField['place'];
	wireName: string;
	schema: ContractNode<JsonSchema>;
	/** "some": only in one of several forms of the body. */
	required: 'always' | 'some' | 'never' | 'unknown';
	/** A guess of the contract may be offered and need not be. */
	guessed?: true;
}

export const pagingParameters = ['page_index', 'page_size'];

/** Their parameters are not documented; the contract guesses that they are paged as others are. */
const guessedPaging = ['listAppointments', 'listEpisodesV2'];

/** All fields of a call but those of paging. */
export const contractFields = ({ contractCall, operation }: DocumentedCall): ContractField[] => [
	...parameterFields(contractCall).filter(({ wireName }) => !pagingParameters.includes(wireName)),
	...bodyFields(contractCall),
	...guessedFields(contractCall, operation),
];

/** True when the contract paginates the call, or guesses that it does. */
export function isPaged({ contractCall, operation }: DocumentedCall): boolean {
	const names = parameterFields(contractCall).map(({ wireName }) => wireName);
	return (
		pagingParameters.every((one) => names.includes(one)) || guessedPaging.includes(operation.id)
	);
}

function parameterFields({ operation }: ContractCall): ContractField[] {
	return (operation.part.parameters ?? []).map((_, index) => {
		const parameter = nodeAt<ContractParameter>(operation, 'parameters', String(index));
		const { name, required, in: place, 'x-evidence': evidence } = parameter.part;
		return {
			place: place === 'path' ? 'path' : 'query',
			wireName: name,
			schema: nodeAt(parameter, 'schema'),
			required: required ? 'always' : evidence?.required === 'unknown' ? 'unknown' : 'never',
		};
	});
}

function bodyFields(hero: ContractCall): ContractField[] {
	const body = bodySchema(hero);
	if (!body) return [];
	const forms = (body.part.anyOf ?? []).map((_, index) =>
		nodeAt<JsonSchema>(body, 'anyOf', `${index}`),
	);
	const open = forms.length === 0 ? [body] : forms;
	// A form without documentation has no required fields that are known.
	const known = open.filter(({ part }) => part['x-evidence'] !== 'unknown');
	const members = known.flatMap((form) =>
		Object.keys(form.part.properties ?? {}).map((wireName): [string, ContractField] => {
			const requiring = known.filter(({ part }) => part.required?.includes(wireName)).length;
			const isKnown = form.part['x-required-evidence'] !== 'unknown';
			const unasked = isKnown ? 'never' : 'unknown';
			const required = requiring === 0 ? unasked : requiring === known.length ? 'always' : 'some';
			const schema = nodeAt<JsonSchema>(form, 'properties', wireName);
			return [wireName, { place: 'body', wireName, schema, required }];
		}),
	);
	return [...new Map(members).values()];
}

/** Guessed fields may be offered where the body is not documented. */
function guessedFields(hero: ContractCall, { undocumented = [] }: Operation): ContractField[] {
	const { 'x-guess': guess } = hero.operation.part;
	if (!undocumented.includes('body') || !guess?.requestBody) return [];
	const schema = nodeAt<JsonSchema>(hero.operation, 'x-guess', 'requestBody');
	return Object.keys(schema.part.properties ?? {}).map((wireName) => ({
		place: 'body',
		wireName,
		schema: nodeAt(schema, 'properties', wireName),
		required: 'unknown',
		guessed: true,
	}));
}
