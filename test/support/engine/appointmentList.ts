import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { json, type Answer, type Hero } from './heroServer';
import { runHero, type RunHero } from './runHero';

/** Runs Get Many on all appointments that these filters leave. */
export const getManyAppointments = async (
	hero: Hero,
	filters: INodeParameters,
	more: INodeParameters = {},
	run: Partial<RunHero> = {},
) =>
	await runHero(hero, {
		operation: 'appointment: getMany',
		parameters: { filters, returnAll: true, ...more },
		...run,
	});

export type Answered = [rows: IDataObject[], statusOf?: (id: string) => Answer];

/** A Hero with these appointments, and an answer for the status of each. */
export function appointmentsOf(hero: Hero, ...[rows, statusOf = () => json({})]: Answered): void {
	hero.responds(({ target }) => {
		const { pathname, searchParams } = new URL(target, hero.url);
		const [, id] = /^\/v1\/appointments\/([^/]+)\/status$/.exec(pathname) ?? [];
		if (id) return statusOf(id);
		const size = Number(searchParams.get('page_size'));
		const index = Number(searchParams.get('page_index'));
		return json({ data: rows.slice(index * size, (index + 1) * size), count: rows.length });
	});
}
