import type { Resource } from '../../form/operation';
import { createAttachment } from './createAttachment.operation';
import { createBooking } from './createBooking.operation';
import { createForm } from './createForm.operation';
import { createVideo } from './createVideo.operation';
import { getBooking } from './getBooking.operation';
import { getManyBooking } from './getManyBooking.operation';
import { getManyShort } from './getManyShort.operation';
import { getStatus } from './getStatus.operation';
import { updateBooking } from './updateBooking.operation';

export const link: Resource = {
	name: 'Link',
	value: 'link',
	description: 'Links for patients to book, to fill in forms, to open files or to join video calls',
	operations: [
		createAttachment,
		createBooking,
		createForm,
		createVideo,
		getBooking,
		getManyBooking,
		getManyShort,
		getStatus,
		updateBooking,
	],
};
