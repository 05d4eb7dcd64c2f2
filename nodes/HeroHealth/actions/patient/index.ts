import type { Resource } from '../operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { register } from './register.operation';
import { registerPds } from './registerPds.operation';

export const patient: Resource = {
	name: 'Patient',
	value: 'patient',
	description: 'Register, find and read patients',
	operations: [get, getMany, register, registerPds],
};
