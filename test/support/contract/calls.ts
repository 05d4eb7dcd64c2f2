import type { INodeParameters, INodePropertyOptions } from 'n8n-workflow';

import type { PlacedField } from '../../../nodes/HeroHealth/form/layout';
import { placedFields } from '../../../nodes/HeroHealth/form/layout';
import type { Operation, Variant } from '../../../nodes/HeroHealth/form/operation';
import { parameterName } from '../../../nodes/HeroHealth/form/operation';
import { resources } from '../../../nodes/HeroHealth/actions/resources';
import type { Published } from './openapi';
import { published } from './openapi';

/** One call of the node, with its counterpart in the contract. */
export interface Call {
	name: string;
	/** What is chosen on the screen to get to it. */
	chosen: INodeParameters;
	operation: Operation;
	/** Undefined where the contract has no such operation. */
	hero: Published | undefined;
	/** What is offered for it and goes on the wire. */
	fields: PlacedField[];
}

export type KnownCall = Call & { hero: Published };

/** Custom API Call stands for what the contract does not have; Check Subscriptions reads what Get Many does. */
export const operations = resources
	.filter(({ value }) => value !== 'customApiCall')
	.flatMap((resource) => resource.operations.map((operation) => ({ resource, operation })))
	.filter(({ operation }) => operation.value !== 'checkSubscriptions');

export const calls = operations.flatMap(callsOf);
export const knownCalls = calls.filter((call): call is KnownCall => call.hero !== undefined);

/** The operation itself, and each older version that it has. */
function callsOf({ resource, operation }: (typeof operations)[number]): Call[] {
	const { by = '', of = {} } = operation.variants ?? {};
	const choices = (operation.formOnly?.[by]?.property.options ?? []) as INodePropertyOptions[];
	const newest = choices.map(({ value }) => String(value)).filter((value) => !(value in of));
	const call = (values: string[], variant: Variant): Call => ({
		name: [`${resource.name}: ${operation.name}`, ...values].join(', '),
		chosen: {
			...{ resource: resource.value, operation: operation.value },
			...(by ? { [parameterName(by)]: values[0] } : {}),
		},
		operation: { ...operation, ...variant },
		hero: published.get(variant.id ?? operation.id),
		fields: placedFields(operation).filter(({ place, field }) => {
			const shown = field.shownWhen?.[by];
			const isShown = !shown || values.some((value) => shown.includes(value));
			const isOfHero = place !== 'formOnly' && place !== 'practiceGroup' && !field.notSent;
			return isShown && isOfHero;
		}),
	});
	return [
		call(newest, {}),
		...Object.entries(of).map(([value, variant]) => call([value], variant)),
	];
}
