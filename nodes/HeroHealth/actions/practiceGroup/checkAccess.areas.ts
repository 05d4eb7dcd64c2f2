import type { AccessArea, AccessRead } from '../../form/access';

/** An ID that no record has, since Hero's IDs count from 1. */
const missingId = { id: '0' };

/** A page behind the end of any list, so that the response has no row. */
const emptyPage = { page_index: 1_000_000, page_size: 1 };

/** A valid NHS number that nobody has: the range 999 is never issued. */
const nobody = { nhs_number: '9999876544', page_size: 1 };

const list = (path: string, query?: AccessRead['query']): AccessRead => ({
	path,
	...(query ? { query } : {}),
	expects: 'list',
});

/**
 * The areas of Check Access: the three scopes that Hero names, then the other sections of its documentation. Hero
 * does not say which call needs which scope, so the operations of an area are a guess. Each read is documented as a
 * GET, but for the list of booking links and the path of the list of webhooks, which are inferred.
 */
export const accessAreas: AccessArea[] = [
	{
		name: 'Messaging',
		operations: { message: 'all', batchMessage: 'all', automatedMessage: 'all' },
		read: list('/v1/templates'),
	},
	{
		name: 'Booking',
		operations: { appointment: 'all', slot: 'all' },
		read: { path: '/v1/slots/count' },
	},
	{
		name: 'Booking Links',
		operations: { link: ['createBooking', 'getBooking', 'getManyBooking', 'updateBooking'] },
		read: list('/v2/bookinglinks'),
	},
	{
		name: 'Other Links',
		operations: {
			link: ['createAttachment', 'createForm', 'createVideo', 'getManyShort', 'getStatus'],
		},
		read: list('/v1/short_links', { exclude_patient_specific_links: true, ...emptyPage }),
	},
	{ name: 'Patients', operations: { patient: 'all' }, read: list('/v3/patients', nobody) },
	{
		name: 'Forms',
		operations: { form: 'all', formResponse: 'all' },
		read: list('/v1/forms'),
	},
	{ name: 'Episodes', operations: { episode: 'all' }, read: list('/v1/episodes', emptyPage) },
	{
		name: 'Tasks',
		operations: { task: 'all' },
		read: { path: '/v2/tasks/{id}', pathValues: missingId },
	},
	{
		name: 'Invoicing',
		operations: { coupon: 'all', customer: 'all', invoice: 'all' },
		read: list('/v1/invoicing/coupons'),
	},
	{
		name: 'Subscriptions',
		operations: { subscription: 'all' },
		read: list('/v1/subscriptions', emptyPage),
	},
	{
		name: 'Prescriptions',
		operations: { pharmacy: 'all' },
		read: { ...list('/v1/prescriber/{id}/pharmacies'), pathValues: missingId },
	},
	{
		name: 'Practice Group',
		operations: {
			appointmentType: 'all',
			location: 'all',
			practiceGroup: 'all',
			practitioner: 'all',
		},
		read: { path: '/v1/me/capabilities' },
	},
	{ name: 'Admins', operations: { admin: 'all' }, read: list('/v1/admins', emptyPage) },
	{ name: 'Webhooks', operations: { webhook: 'all' }, read: list('/v1/webhooks') },
	{
		name: 'HCA Consultants',
		operations: { hcaConsultant: 'all' },
		read: list('/v1/booking-hca/consultants'),
	},
	{
		name: 'Partners',
		operations: { partner: 'all' },
		noReadReason: 'Its only call makes a token, so a check would make one, too.',
	},
];
