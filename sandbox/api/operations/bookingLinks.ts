import { addLink, linkStatus } from '../../practice/links';
import { orNotFound, badRequest } from '../../lib/httpError';
import { readDate } from '../../lib/time';
import { expiryDate, readLinkDetails } from './links';
import { list, requireKnown, type Operations } from './operation';
import type { Link, Practice } from '../../practice/model';

/** Limits of a booking link; a field that is left out allows any value. Dates are YYYY-MM-DD. */
interface BookingConstraints {
	appointment_type_id?: string;
	location_id?: string;
	practitioner_id?: string;
	from_date?: string;
	to_date?: string;
}

/** Operations of booking links. */
export const bookingLinkOperations: Operations = {
	createBookingLink: (practice, call) => {
		const link = addLink(practice, {
			type: 'booking',
			...readLinkDetails(practice, call.body),
			...readConstraints(practice, call.body),
		});
		return { id: link.id, booking_link: link.url, short_link_id: link.id };
	},

	getBookingLink: (practice, { params, practiceGroupId }) =>
		toApi(practice, bookingLink(practice, params.id), practiceGroupId),

	// The response is a guess.
	updateBookingLink: (practice, { params, body, practiceGroupId }) => {
		const link = bookingLink(practice, params.id);
		const { meta, ...dates } = readConstraints(practice, { ...link, ...body });
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

function readConstraints(
	practice: Practice,
	constraints: BookingConstraints,
): Pick<Link, 'meta' | 'from_date' | 'to_date'> {
	const { appointment_type_id, location_id, practitioner_id } = constraints;
	requireKnown(practice.appointmentTypes, appointment_type_id, ['body', 'appointment_type_id']);
	requireKnown(practice.locations, location_id, ['body', 'location_id']);
	requireKnown(practice.practitioners, practitioner_id, ['body', 'practitioner_id']);
	const from_date = constraints.from_date && readDate(constraints.from_date, ['body', 'from_date']);
	const to_date = constraints.to_date && readDate(constraints.to_date, ['body', 'to_date']);
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
