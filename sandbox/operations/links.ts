import { addLink, linkStatus } from '../links';
import { found, refuse } from '../refusal';
import { readTime, toIso } from '../times';
import { mustKnow, mustKnowPatient, type Operations } from './operation';

interface BookingLinkCreate {
	appointment_type_id: string;
	location_id: string;
	patient_id?: string;
	practitioner_id?: string;
	from_date?: string;
	to_date?: string;
	expiry_date?: string;
	maximum_use_count?: number;
}

interface VideoLinkCreate {
	link_name?: string;
	patient_id?: string;
	expiry_date?: string;
}

export const linkOperations: Operations = {
	createBookingLink: (practice, call) => {
		const body = call.body as unknown as BookingLinkCreate;
		mustKnow(practice.appointmentTypes, body.appointment_type_id, ['body', 'appointment_type_id']);
		mustKnow(practice.locations, body.location_id, ['body', 'location_id']);
		mustKnow(practice.practitioners, body.practitioner_id, ['body', 'practitioner_id']);
		mustKnowPatient(practice, body.patient_id);
		if (body.from_date !== undefined) readTime(body.from_date, ['body', 'from_date']);
		if (body.to_date !== undefined) readTime(body.to_date, ['body', 'to_date']);
		const link = addLink(practice, {
			type: 'booking',
			patient_id: body.patient_id,
			expiry: readExpiry(body.expiry_date),
			maximum_uses: body.maximum_use_count,
			meta: {
				appointment_type_id: [body.appointment_type_id],
				location_id: [body.location_id],
				...(body.practitioner_id && { practitioner_id: [body.practitioner_id] }),
			},
		});
		return { id: link.id, booking_link: link.url, short_link_id: link.id };
	},

	getBookingLink: (practice, { params, practiceGroupId }) => {
		const link = found(practice.links.get(params.id));
		if (link.type !== 'booking') found(undefined);
		const { maximum_uses, number_of_uses, open_count, meta } = link;
		return {
			id: link.id,
			practice_group_id: practiceGroupId,
			short_link: link.url,
			active:
				linkStatus(link, practice.now()) !== 'expired' &&
				number_of_uses < (maximum_uses ?? Infinity),
			expiry_date: link.expiry === undefined ? undefined : toIso(link.expiry),
			maximum_uses,
			number_of_uses,
			open_count,
			unlimited_use: maximum_uses === undefined,
			meta,
		};
	},

	createVideoLink: (practice, call) => {
		const body = call.body as unknown as VideoLinkCreate;
		mustKnowPatient(practice, body.patient_id);
		const link = addLink(practice, {
			type: 'video',
			name: body.link_name,
			patient_id: body.patient_id,
			expiry: readExpiry(body.expiry_date),
		});
		return {
			video_link: link.url,
			short_link_id: link.id,
			main_room_url: `${practice.url}/s/room-${link.id}`,
		};
	},

	getLinkStatus: ({ links, now }, { query }) => {
		const { id, url } = query;
		if (!id && !url) refuse('invalid_type', 'url or id of a link', ['query']);
		const link = [...links.values()].find(
			(one) => (!id || one.id === id) && (!url || one.url === url),
		);
		if (!link) refuse('unknown_link', 'url or id of a link', ['query']);
		const { type, patient_id } = link;
		return { status: linkStatus(link, now()), type, reference: patient_id ? [{ patient_id }] : [] };
	},
};

/** A link that expires on a date can be used to the end of that day. */
const readExpiry = (date?: string) =>
	date === undefined ? undefined : readTime(date, ['body', 'expiry_date'], 'end');
