import type { Resource } from '../../form/operation';
import { book } from './book.operation';
import { cancel } from './cancel.operation';
import { create } from './create.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { getStatus } from './getStatus.operation';
import { reschedule } from './reschedule.operation';
import { update } from './update.operation';

export const appointment: Resource = {
	name: 'Appointment',
	value: 'appointment',
	description: 'Hold, book, move, read and cancel appointments',
	operations: [book, cancel, create, get, getMany, getStatus, reschedule, update],
};
