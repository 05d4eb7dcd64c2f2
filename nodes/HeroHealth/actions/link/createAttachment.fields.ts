import {
	lastDay,
	patientText,
	required,
	select,
	shownWhen,
	text,
	wholeNumber,
} from '../../form/fields';
import { locator, patientLocator } from '../../form/locators';
import type { Fields } from '../../form/operation';

const fromItem = { file: ['item'] };

export const formOnly: Fields = {
	file: required(
		select('File', 'Where the file comes from', [
			['item', 'Input Item', 'A file of the input item, up to 10 MB'],
			['record', 'Health Record', 'An attachment on the health record of the patient'],
		]),
	),
	data_field: shownWhen(
		fromItem,
		required(
			text('Input Data Field Name', 'Field of the item that contains the file', {
				default: 'data',
			}),
		),
	),
	encoding: shownWhen(
		fromItem,
		required(
			select('File Encoding', 'How the file is sent. Hero does not document the encoding', [
				['base64', 'Base64'],
				['dataUrl', 'Data URL'],
			]),
		),
	),
};

export const body: Fields = {
	ehr_file_id: shownWhen(
		{ file: ['record'] },
		required(
			locator(
				'Record Attachment',
				'The attachment, by its ID from Get Many Record Attachments of the patient',
			),
		),
	),
	file_name: patientText('File Name', 'Name that the patient sees', {
		placeholder: 'e.g. letter.pdf',
	}),
	patient_id: patientLocator,
	expiry_date: lastDay('Expiry Date', 'Last day on which the link works'),
	maximum_use_count: wholeNumber('Maximum Uses', 'Number of times that the file can be opened'),
};
