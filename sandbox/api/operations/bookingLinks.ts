import { addLink, linkStatus } from '../../practice/links';
import { orNotFound, badRequest } from '../../lib/httpError';
import { readDate } from '../../lib/time';
import { expiryDate, readExpiry } from './links';
import { requirePatient } from '../../practice/register';
import { positiveNumber, list, requireKnown, type Operations } from './operation';
import type { Link, Practice } from '../../practice/model';

/** What a booking link lets a patient book. */
interface BookingOffer {
	appointment_type_id?: string;
	location_id?: string;
	practitioner_id?: string;
	from_date?: string;
	to_date?: string;
}

interface BookingLinkCreate extends BookingOffer {
	patient_id?: string;
	expiry_date?: string;
	maximum_use_count?: number;
}

export const bookingLinkOperations: Operations = {
	createBookingLink: (practice, call) => {
		const body = call.body as unknown as BookingLinkCreate;
		requirePatient(practice, body.patient_id);
		const link = addLink(practice, {
			type: 'booking',
			patient_id: body.patient_id,
			expiry: readExpiry(body.expiry_date),
			maximum_uses: positiveNumber(call.body, 'maximum_use_count'),
			...readOffer(practice, body),
		});
		return { id: link.id, booking_link: link.url, short_link_id: link.id };
	},

	getBookingLink: (practice, { params, practiceGroupId }) =>
		toApi(practice, bookingLink(practice, params.id), practiceGroupId),

	// The response is a guess.
	updateBookingLink: (practice, { params, body, practiceGroupId }) => {
		const link = bookingLink(practice, params.id);
		const { meta, ...dates } = readOffer(practice, { ...link, ...body });
		Object.assign(link, dates, { meta: { ...link.meta, ...meta } });
		return toApi(practice, link, practiceGroupId);
	},

	// The response is a guess; no paging is documented.
	listBookingLinks: (practice, { practiceGroupId }) => {
		const links = [...practice.links.values()].filter(({ type }) => type === 'booking');
		return list(links.map((link) => toApi(practice, link, practiceGroupId)));
	},
};

function bookingLink({ links }: Practice, id: string): Link {
	const link = links.get(id);
	return orNotFound(link?.type === 'booking' ? link : undefined);
}

function toApi({ now }: Practice, link: Link, practice_group_id: string) {
	const { id, maximum_uses, number_of_uses, open_count, meta, from_date, to_date } = link;
	const isOpen = linkStatus(link, now()) !== 'expired';
	return {
		id,
		practice_group_id,
		short_link: link.url,
		active: isOpen && number_of_uses < (maximum_uses ?? Infinity),
		expiry_date: expiryDate(link),
		maximum_uses,
		number_of_uses,
		open_count,
		unlimited_use: maximum_uses === undefined,
		meta,
		from_date,
		to_date,
	};
}

function readOffer(
	practice: Practice,
	offer: BookingOffer,
): Pick<Link, 'meta' | 'from_date' | 'to_date'> {
	const { appointment_type_id, location_id, practitioner_id } = offer;
	requireKnown(practice.appointmentTypes, appointment_type_id, ['body', 'appointment_type_id']);
	requireKnown(practice.locations, location_id, ['body', 'location_id']);
	requireKnown(practice.practitioners, practitioner_id, ['body', 'practitioner_id']);
	const from_date = offer.from_date && readDate(offer.from_date, ['body', 'from_date']);
	const to_date = offer.to_date && readDate(offer.to_date, ['body', 'to_date']);
	if (from_date && to_date && from_date > to_date) {
		badRequest('invalid_date', 'from_date or later', ['body', 'to_date']);
	}
	return {
		meta: {
			...(appointment_type_id && { appointment_type_id: [appointment_type_id] }),
			...(location_id && { location_id: [location_id] }),
			...(practitioner_id && { practitioner_id: [practitioner_id] }),
		},
		from_date,
		to_date,
	};
}
