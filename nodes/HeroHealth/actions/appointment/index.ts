import type { Resource } from '../operation';
import { book } from './book.operation';
import { cancel } from './cancel.operation';
import { create } from './create.operation';
import { get } from './get.operation';

export const appointment: Resource = {
	name: 'Appointment',
	value: 'appointment',
	description: 'Hold, book, read and cancel appointments',
	operations: [book, cancel, create, get],
};
