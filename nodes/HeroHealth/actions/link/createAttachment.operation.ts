import {
	select,
	lastDay,
	patientText,
	rejectInput,
	required,
	shownWhen,
	text,
	wholeNumber,
} from '../../form/fields';
import { locator, patientLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';
import { hasFailedExpression } from '../../form/values/failedExpressions';

const fromItem = { file: ['item'] };

/** Ours, since Hero documents no limit: a letter or a scan is far below it. */
const largestFile = 10 * 1024 * 1024;

export const createAttachment: Operation = {
	id: 'createAttachmentLink',
	name: 'Create Attachment Link',
	value: 'createAttachment',
	action: 'Create an attachment link',
	description:
		'Create a link through which a patient opens a file. Its "attachment_uuid" can go with a message.',
	method: 'POST',
	path: '/v1/attachment_links',
	formOnly: {
		file: required(
			select('File', 'Where the file comes from', [
				['item', 'Input Item', 'A file of the input item, up to 10 MB'],
				['record', 'Health Record', 'An attachment on the health record of the patient'],
			]),
		),
		data_field: shownWhen(
			fromItem,
			required(
				text('Input Data Field Name', 'Field of the item with the file', { default: 'data' }),
			),
		),
		encoding: shownWhen(
			fromItem,
			required(
				select('File Encoding', 'How the file is sent. Hero does not document it', [
					['base64', 'Base64'],
					['dataUrl', 'Data URL'],
				]),
			),
		),
	},
	body: {
		ehr_file_id: shownWhen(
			{ file: ['record'] },
			required(
				locator(
					'Record Attachment',
					'The ID that Get Many Record Attachments of the patient gives',
				),
			),
		),
		file_name: patientText('File Name', 'Name that the patient sees', {
			placeholder: 'e.g. letter.pdf',
		}),
		patient_id: patientLocator,
		expiry_date: lastDay('Expiry Date', 'Last day of the link'),
		maximum_use_count: wholeNumber('Maximum Uses', 'How often the file can be opened'),
	},
	async prepare({ formOnly, body }, { readFile }) {
		if (formOnly.file !== 'item') return;
		const file = await readFile(formOnly.data_field as string);
		if (!file) {
			return rejectInput(
				"'Input Data Field Name' names no file",
				'Take the name from the input item.',
			);
		}
		const { content, name, type } = file;
		if (content.length === 0) rejectInput('The file is empty', 'Check the node that provides it.');
		if (content.length > largestFile)
			rejectInput('The file is larger than 10 MB', 'Send a smaller one.');
		const data = content.toString('base64');
		body.file_data = formOnly.encoding === 'dataUrl' ? `data:${type};base64,${data}` : data;
		if (body.file_name === undefined && hasFailedExpression(name ?? '')) {
			rejectInput('The file has a name that an expression did not fill in', 'Add File Name.');
		}
		body.file_name ??= name ?? 'attachment';
	},
};
