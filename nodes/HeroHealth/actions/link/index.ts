import type { Resource } from '../operation';
import { createBooking } from './createBooking.operation';
import { createVideo } from './createVideo.operation';
import { getStatus } from './getStatus.operation';

export const link: Resource = {
	name: 'Link',
	value: 'link',
	description: 'Links for patients to book or to join video calls',
	operations: [createBooking, createVideo, getStatus],
};
