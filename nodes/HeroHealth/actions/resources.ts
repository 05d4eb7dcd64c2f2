import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { resourceProperties } from '../form/layout';
import type { Operation, Resource } from '../form/operation';
import { admin } from './admin';
import { appointment } from './appointment';
import { appointmentType } from './appointmentType';
import { automatedMessage } from './automatedMessage';
import { batchMessage } from './batchMessage';
import { coupon } from './coupon';
import { customApiCall } from './customApiCall';
import { customer } from './customer';
import { episode } from './episode';
import { form } from './form';
import { formResponse } from './formResponse';
import { hcaConsultant } from './hcaConsultant';
import { invoice } from './invoice';
import { link } from './link';
import { location } from './location';
import { message } from './message';
import { partner } from './partner';
import { patient } from './patient';
import { pharmacy } from './pharmacy';
import { practiceGroup } from './practiceGroup';
import { practitioner } from './practitioner';
import { slot } from './slot';
import { subscription } from './subscription';
import { task } from './task';
import { webhook } from './webhook';

/** All resources, in the order of the list. n8n adds its own Custom API Call unless this one is last. */
export const resources: Resource[] = [
	admin,
	appointment,
	appointmentType,
	automatedMessage,
	batchMessage,
	coupon,
	customer,
	episode,
	form,
	formResponse,
	hcaConsultant,
	invoice,
	link,
	location,
	message,
	partner,
	patient,
	pharmacy,
	practiceGroup,
	practitioner,
	slot,
	subscription,
	task,
	webhook,
	customApiCall,
];

/**
 * Returns the Resource list, then the operations and fields of each resource. `others` are resources that do not
 * call Hero.
 */
export function resourceListProperties(others: INodePropertyOptions[]): INodeProperties[] {
	const options = resources.map(({ name, value, description }) => ({ name, value, description }));
	const last = options.pop()!;
	const sorted = [...options, ...others].sort((a, b) => a.name.localeCompare(b.name));
	const list: INodeProperties = {
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [...sorted, last],
		default: 'appointment',
	};
	return [list, ...resources.flatMap(resourceProperties)];
}

/** Returns the operation with this value, or undefined. */
export function findOperation(
	resourceValue: string,
	operationValue: string,
): Operation | undefined {
	const resource = resources.find(({ value }) => value === resourceValue);
	return resource?.operations.find(({ value }) => value === operationValue);
}
