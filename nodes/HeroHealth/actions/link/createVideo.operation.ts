import { lastDay, patientText } from '../../form/fields';
import { patientLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';

export const createVideo: Operation = {
	id: 'createVideoLink',
	name: 'Create Video Link',
	value: 'createVideo',
	action: 'Create a video link',
	description:
		'Create a link to a video room for a patient. Its "short_link_id" can go with a message.',
	method: 'POST',
	path: '/v1/video_links',
	notFoundMeans: 'Hero did not find the patient, or another record that the item names',
	body: {
		link_name: patientText('Link Name', 'Title of the call', {
			placeholder: 'e.g. Video consultation',
		}),
		patient_id: patientLocator,
		expiry_date: lastDay('Expiry Date', 'Last day of the link'),
	},
};
