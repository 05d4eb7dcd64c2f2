import type { INodeParameters, INodePropertyOptions } from 'n8n-workflow';

import type { PlacedField } from '../../../nodes/HeroHealth/form/layout';
import { placedFields } from '../../../nodes/HeroHealth/form/layout';
import type { Operation, Variant } from '../../../nodes/HeroHealth/form/operation';
import { parameterName } from '../../../nodes/HeroHealth/form/operation';
import { resources } from '../../../nodes/HeroHealth/actions/resources';
import type { ContractCall } from './openapi';
import { contractCalls } from './openapi';

/** One call of the node, with its counterpart in the contract. */
export interface NodeCall {
	name: string;
	/** Parameters that select the call: resource, operation and version. */
	selection: INodeParameters;
	operation: Operation;
	/** Undefined where the contract has no such operation. */
	contractCall: ContractCall | undefined;
	/** Fields of the form that go on the wire. */
	fields: PlacedField[];
}

export type DocumentedCall = NodeCall & { contractCall: ContractCall };

/** The checks make calls that other operations stand for: a list of webhooks, and a read of each area. */
const checks = ['checkSubscriptions', 'checkAccess'];

/** Custom API Call stands for what the contract does not have. */
export const nodeOperations = resources
	.filter(({ value }) => value !== 'customApiCall')
	.flatMap((resource) => resource.operations.map((operation) => ({ resource, operation })))
	.filter(({ operation }) => !checks.includes(operation.value));

/** Every call of the node, versions included. */
export const nodeCalls = nodeOperations.flatMap(callsOf);
/** The calls that the contract has. */
export const documentedCalls = nodeCalls.filter(
	(call): call is DocumentedCall => call.contractCall !== undefined,
);

/** The operation itself, and each older version that it has. */
function callsOf({ resource, operation }: (typeof nodeOperations)[number]): NodeCall[] {
	const { formField = '', byValue = {} } = operation.variants ?? {};
	const choices = (operation.formOnly?.[formField]?.property.options ??
		[]) as INodePropertyOptions[];
	const newest = choices.map(({ value }) => String(value)).filter((value) => !(value in byValue));
	const call = (values: string[], variant: Variant): NodeCall => ({
		name: [`${resource.name}: ${operation.name}`, ...values].join(', '),
		selection: {
			...{ resource: resource.value, operation: operation.value },
			...(formField ? { [parameterName(formField)]: values[0] } : {}),
		},
		operation: { ...operation, ...variant },
		contractCall: contractCalls.get(variant.id ?? operation.id),
		fields: placedFields(operation).filter(({ place, field }) => {
			const shown = field.shownWhen?.[formField];
			const isShown = !shown || values.some((value) => shown.includes(value));
			const isOfHero = place !== 'formOnly' && place !== 'practiceGroup' && !field.notSent;
			return isShown && isOfHero;
		}),
	});
	return [
		call(newest, {}),
		...Object.entries(byValue).map(([value, variant]) => call([value], variant)),
	];
}
