import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { jsonResponse, type HeroResponse, type HeroServer } from './heroServer';
import { runHero, type HeroRunOptions } from './runHero';

/** Runs Get Many on all appointments that these filters leave. */
export const getManyAppointments = async (
	hero: HeroServer,
	filters: INodeParameters,
	more: INodeParameters = {},
	run: Partial<HeroRunOptions> = {},
) =>
	await runHero(hero, {
		operation: 'appointment: getMany',
		parameters: { filters, returnAll: true, ...more },
		...run,
	});

export type AppointmentList = [rows: IDataObject[], statusOf?: (id: string) => HeroResponse];

/** Responds with these appointments, and to the status of each. */
export function respondWithAppointments(
	hero: HeroServer,
	...[rows, statusOf = () => jsonResponse({})]: AppointmentList
): void {
	hero.onRequest(({ target }) => {
		const { pathname, searchParams } = new URL(target, hero.url);
		const [, id] = /^\/v1\/appointments\/([^/]+)\/status$/.exec(pathname) ?? [];
		if (id) return statusOf(id);
		const size = Number(searchParams.get('page_size'));
		const index = Number(searchParams.get('page_index'));
		return jsonResponse({ data: rows.slice(index * size, (index + 1) * size), count: rows.length });
	});
}
