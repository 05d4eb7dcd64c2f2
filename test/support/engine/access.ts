import type { IDataObject } from 'n8n-workflow';

import { jsonResponse, type HeroResponse, type ReceivedRequest } from './heroServer';
import { runHero, type HeroRunOptions } from './runHero';

/** The areas in the order of the output, with the path of their read. */
export const readOfArea: Record<string, string> = {
	Messaging: '/v1/templates',
	Booking: '/v1/slots/count',
	'Booking Links': '/v2/bookinglinks',
	'Other Links': '/v1/short_links',
	Patients: '/v3/patients',
	Forms: '/v1/forms',
	Episodes: '/v1/episodes',
	Tasks: '/v2/tasks/0',
	Invoicing: '/v1/invoicing/coupons',
	Subscriptions: '/v1/subscriptions',
	Prescriptions: '/v1/prescriber/0/pharmacies',
	'Practice Group': '/v1/me/capabilities',
	Admins: '/v1/admins',
	Webhooks: '/v1/webhooks',
	'HCA Consultants': '/v1/booking-hca/consultants',
};

/** Areas that Hero's answers leave open even for a key with every scope. */
export const alwaysOpen = ['Tasks', 'Partners'];

/** Runs Check Access. */
export const checkAccess = async (hero: { url: string }, options: Partial<HeroRunOptions> = {}) =>
	await runHero(hero, { operation: 'practiceGroup: checkAccess', ...options });

/** The path of a request without its query. */
export const pathOf = ({ target }: Pick<ReceivedRequest, 'target'>): string => target.split('?')[0];

/** The answer of a Hero that allows the read at this path. */
export function allowedAnswer(path: string): HeroResponse {
	if (path === '/v1/slots/count') return jsonResponse({ count: 3 });
	if (path === '/v1/me/capabilities') return jsonResponse({ capabilities: ['sms_messaging'] });
	if (path === readOfArea.Tasks) return { status: 404, body: { error: true, statusCode: 404 } };
	return jsonResponse({ data: [], count: 0 });
}

/** Answers as a Hero that allows everything, but for the reads of these areas. */
export const answering =
	(others: Record<string, HeroResponse>) =>
	(request: ReceivedRequest): HeroResponse => {
		const path = pathOf(request);
		const area = Object.keys(others).find((name) => readOfArea[name] === path);
		return area === undefined ? allowedAnswer(path) : others[area];
	};

/** The names of the areas with this verdict. */
export const areasThatAre = (access: string, rows: IDataObject[]) =>
	rows.filter((row) => row.access === access).map(({ area }) => area);

/** The row of one area. */
export const rowOf = (area: string, rows: IDataObject[]): IDataObject =>
	rows.find((row) => row.area === area) ?? {};
