import { lastDay, patientText } from '../../form/fields';
import { patientLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';
import { madeUpId, madeUpLink } from '../../form/rehearsal';
import { linkSafeguards } from '../../form/safeguards';
import { linkToPatient } from './linkToPatient';

export const createVideo: Operation = {
	id: 'createVideoLink',
	name: 'Create Video Link',
	value: 'createVideo',
	action: 'Create a video link',
	description:
		'Create a link to a video room for a patient. To send it with a message, use its "short_link_id".',
	method: 'POST',
	path: '/v1/video_links',
	notFoundMeans: 'Hero did not find the patient or another record in this item',
	toPatient: linkToPatient,
	safeguards: linkSafeguards,
	body: {
		link_name: patientText('Link Name', 'Title of the video call', {
			placeholder: 'e.g. Video consultation',
		}),
		patient_id: patientLocator,
		expiry_date: lastDay('Expiry Date', 'Last day on which the link works'),
	},
	rehearsal: {
		response: {
			video_link: madeUpLink,
			short_link_id: madeUpId('link'),
			main_room_url: madeUpLink,
		},
	},
};
