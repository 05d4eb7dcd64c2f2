import type {
	INodeParameters,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	NodeParameterValueType,
} from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { parameterName } from '../../../nodes/HeroHealth/form/operation';
import { rehearseOnlyName } from '../../../nodes/HeroHealth/form/rehearsal';
import { HeroHealth } from '../../../nodes/HeroHealth/HeroHealth.node';
import { settingsProperties } from '../../../nodes/HeroHealth/run/settings';
import { byId } from '../engine/runHero';
import type { ContractField } from './contractFields';
import { exampleOf } from './examples';

const { description } = new HeroHealth();

/** A value that was entered for a field of the contract. */
export interface FilledField {
	field: Pick<ContractField, 'place' | 'wireName'>;
	value: unknown;
}

export interface FilledForm {
	parameters: INodeParameters;
	filledFields: FilledField[];
	/** Fields that are unknown, or that do not accept the contract's value. */
	problems: string[];
}

/** Parameters that are no fields: paging, Simplify, notices, filters of the node, and settings. */
const otherParameters = [
	...['returnAll', 'limit', 'simplify', 'evidenceNotice', 'notice'],
	...['includeStatus', 'startsAfter', 'startsBefore'],
	rehearseOnlyName,
	...settingsProperties.map(({ name }) => name),
];

/** JSON fields for members that the contract does not have. */
const openFields: Record<string, ContractField['place']> = {
	additionalBodyFields: 'body',
	additionalQueryParameters: 'query',
};

/** The fields of a form, or of a collection in it, that are shown for these values. */
const shownFor = (values: INodeParameters, properties: INodeProperties[]) =>
	properties.filter((property) =>
		NodeHelpers.displayParameter(values, property, { typeVersion: 1 }, description, values),
	);

/**
 * One form for each value of the lists on the first level that must be chosen first: other fields
 * depend on them, or they are not in the contract.
 */
export function formsFor(selection: INodeParameters, fields: ContractField[]): INodeParameters[] {
	const governing = governingNames(selection);
	const open = shownFor(selection, description.properties).find(({ name, type, isNodeSetting }) => {
		const isOfContract = fields.some(({ wireName }) => parameterName(wireName) === name);
		const decides = !isOfContract || governing.includes(name);
		return type === 'options' && decides && !isNodeSetting && !(name in selection);
	});
	if (!open) return [selection];
	return (open.options as INodePropertyOptions[]).flatMap(({ value }) =>
		formsFor({ ...selection, [open.name]: value }, fields),
	);
}

function governingNames({ resource, operation }: INodeParameters): string[] {
	const own = description.properties.filter(({ displayOptions: { show = {} } = {} }) => {
		const { resource: resources, operation: operations } = show;
		return resources?.includes(resource as string) && operations?.includes(operation as string);
	});
	const all = own.flatMap((one) =>
		one.type === 'collection' ? [one, ...(one.options as INodeProperties[])] : [one],
	);
	return all.flatMap(({ displayOptions }) =>
		Object.keys(displayOptions?.show ?? {}).map((name) => name.replace('/', '')),
	);
}

/**
 * Fills in the wanted fields of a form: fields of the contract with its values, and `others` by
 * their names.
 */
export function fillForm(
	{ selection, fields }: { selection: INodeParameters; fields: ContractField[] },
	others: INodeParameters,
	isWanted: (property: INodeProperties, field?: ContractField) => boolean,
	valueOf = ({ wireName, schema }: ContractField) => exampleOf(wireName, schema),
): FilledForm {
	const filledFields: FilledField[] = [];
	const problems: string[] = [];

	const fill = (property: INodeProperties): NodeParameterValueType | undefined => {
		const { name, type } = property;
		const field = fields.find(({ wireName }) => parameterName(wireName) === name);
		if (name in selection) {
			if (field) filledFields.push({ field, value: selection[name] });
			return selection[name];
		}
		if (type === 'collection' && !field) return fillAll(property.options as INodeProperties[]);
		if (!isWanted(property, field) || otherParameters.includes(name)) return undefined;
		if (field) {
			const value = valueOf(field);
			filledFields.push({ field, value });
			try {
				return formValue(property, value);
			} catch (problem) {
				problems.push(String(problem));
				return undefined;
			}
		}
		if (openFields[name]) {
			filledFields.push({
				field: { place: openFields[name], wireName: 'not_documented' },
				value: '7',
			});
			return '{ "not_documented": "7" }';
		}
		if (!(name in others)) problems.push(`Nothing is known of ${name}`);
		return others[name];
	};

	const fillAll = (properties: INodeProperties[]): INodeParameters => {
		const filled = shownFor(selection, properties).map((one) => [one.name, fill(one)] as const);
		return Object.fromEntries(filled.filter(([, value]) => value !== undefined));
	};
	return { parameters: fillAll(description.properties), filledFields, problems };
}

/** A value as it is entered in this field; an expression goes anywhere. Throws where it cannot be. */
function formValue(property: INodeProperties, value: unknown): NodeParameterValueType {
	if (typeof value === 'string' && value.startsWith('={{')) {
		return property.type === 'resourceLocator' ? byId(value) : value;
	}
	const taken = formValueByType[property.type]?.(value, property);
	if (taken !== undefined) return taken;
	throw new Error(`'${property.displayName}' cannot be filled with ${JSON.stringify(value)}`);
}

type ToFormValue = (
	value: unknown,
	property: INodeProperties,
) => NodeParameterValueType | undefined;

const formValueByType: Partial<Record<INodeProperties['type'], ToFormValue>> = {
	string: (value) => (Array.isArray(value) ? value.join(', ') : String(value)),
	number: (value) => (Number.isFinite(Number(value)) ? Number(value) : undefined),
	boolean: (value) => (typeof value === 'boolean' ? value : undefined),
	json: (value) => JSON.stringify(value),
	dateTime: (value) => (/^\d{4}-\d{2}-\d{2}/.test(String(value)) ? String(value) : undefined),
	options: (value, property) => (isOffered(value, property) ? value : undefined),
	multiOptions: (value, property) =>
		Array.isArray(value) && value.every((one) => isOffered(one, property)) ? value : undefined,
	resourceLocator: (value, { modes }) =>
		modes?.some(({ name }) => name === 'id') ? byId(String(value)) : undefined,
	collection: (value, { options }) => members(value, options as INodeProperties[]),
	fixedCollection: (value, { options }) => {
		const [{ name, values }] = options as INodePropertyCollection[];
		return { [name]: (value as unknown[]).map((row) => members(row, values)) };
	},
};

const isOffered = (value: unknown, { options }: INodeProperties): value is string =>
	(options as INodePropertyOptions[]).some((option) => option.value === value);

/** The members of an object, each in the field of its name, here or in a collection among these. */
function members(object: unknown, properties: INodeProperties[]): INodeParameters {
	const filled: INodeParameters = {};
	for (const [wireName, value] of Object.entries(object as object)) {
		const isMember = ({ name }: INodeProperties) => name === parameterName(wireName);
		const property = properties.find(isMember);
		const collection = properties.find(
			({ type, options = [] }) =>
				type === 'collection' && (options as INodeProperties[]).some(isMember),
		);
		if (property) filled[property.name] = formValue(property, value);
		else if (collection) {
			const inside = (collection.options as INodeProperties[]).find(isMember)!;
			const others = filled[collection.name] as INodeParameters | undefined;
			filled[collection.name] = { ...others, [inside.name]: formValue(inside, value) };
		} else throw new Error(`No field for ${wireName}`);
	}
	return filled;
}
