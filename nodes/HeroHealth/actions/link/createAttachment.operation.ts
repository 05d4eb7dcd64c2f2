import type { Operation } from '../../form/operation';
import { madeUpId, madeUpLink } from '../../form/rehearsal';
import { attachFile } from './attachFile';
import { body, formOnly } from './createAttachment.fields';
import { linkSafeguards } from '../../form/safeguards';
import { linkToPatient } from './linkToPatient';

export const createAttachment: Operation = {
	id: 'createAttachmentLink',
	name: 'Create Attachment Link',
	value: 'createAttachment',
	action: 'Create an attachment link',
	description:
		'Create a link with which a patient opens a file. To send it with a message, use its "attachment_uuid".',
	method: 'POST',
	path: '/v1/attachment_links',
	formOnly,
	toPatient: linkToPatient,
	safeguards: linkSafeguards,
	body,
	prepare: attachFile,
	rehearsal: {
		response: {
			attachment_link: madeUpLink,
			attachment_uuid: madeUpId('attachment'),
		},
	},
};
