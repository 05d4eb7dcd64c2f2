import type { Resource } from '../../form/operation';
import { getMany } from './getMany.operation';

export const appointmentType: Resource = {
	name: 'Appointment Type',
	value: 'appointmentType',
	description: 'Kinds of appointment that can be booked',
	operations: [getMany],
};
