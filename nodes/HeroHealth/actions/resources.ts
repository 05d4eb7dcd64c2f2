import type { INodeProperties } from 'n8n-workflow';

import { appointment } from './appointment';
import { appointmentType } from './appointmentType';
import { resourceProperties } from './layout';
import { link } from './link';
import { location } from './location';
import { message } from './message';
import type { Operation, Resource } from './operation';
import { patient } from './patient';
import { practiceGroup } from './practiceGroup';
import { practitioner } from './practitioner';
import { slot } from './slot';

/** All that the node can do, in the order of the Resource list. */
export const resources: Resource[] = [
	appointment,
	appointmentType,
	link,
	location,
	message,
	patient,
	practiceGroup,
	practitioner,
	slot,
];

/** The whole form: the Resource list, then the operations and fields of each. */
export const properties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: resources.map(({ name, value, description }) => ({ name, value, description })),
		default: 'appointment',
	},
	...resources.flatMap(resourceProperties),
];

/** The operation of this name, or undefined. */
export function findOperation(
	resourceValue: string,
	operationValue: string,
): Operation | undefined {
	const resource = resources.find(({ value }) => value === resourceValue);
	return resource?.operations.find(({ value }) => value === operationValue);
}
