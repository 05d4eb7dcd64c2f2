import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { HeroHealth } from '../../nodes/HeroHealth/HeroHealth.node';
import { openDropdown, type Dropdown, type DropdownQuery } from '../support/engine/dropdown';
import { jsonResponse, useHeroServer } from '../support/engine/heroServer';
import { list } from '../support/engine/records';
import { byId, practiceGroupId, apiKey, type HeroRunOptions } from '../support/engine/runHero';

const hero = useHeroServer();

const targets = () => hero.received.map(({ target }) => target);

const open = async (name: Dropdown, opened?: DropdownQuery, form?: Partial<HeroRunOptions>) =>
	await openDropdown(hero, name, opened, form);

const dropdowns = Object.keys(new HeroHealth().methods.listSearch) as Dropdown[];

test('every list method of a field exists, and each one is used by a field', () => {
	const withMembers = (property: INodeProperties): INodeProperties[] => {
		const members = (property.options ?? []).flatMap((option) => {
			if ('values' in option) return option.values;
			return 'type' in option ? [option] : [];
		});
		return [property, ...members.flatMap(withMembers)];
	};
	const opened = new HeroHealth().description.properties
		.flatMap(withMembers)
		.flatMap(({ modes = [] }) => modes)
		.map(({ typeOptions }) => typeOptions?.searchListMethod)
		.filter(Boolean);
	expect([...new Set(opened)].sort()).toEqual([...dropdowns].sort());
});

describe.each(dropdowns)('%s', (name) => {
	test('sends the headers of the credential', async () => {
		hero.respondWith(jsonResponse(list()));
		await open(name, { filter: 'sam' });
		expect(hero.received.length).toBeGreaterThan(0);
		for (const { method, headers } of hero.received) {
			expect(method).toBe('GET');
			expect(headers).toMatchObject({
				'x-api-key': apiKey,
				'x-practice-group-id': practiceGroupId,
			});
		}
	});

	test('explains that Hero rejects the key', async () => {
		hero.respondWith({ status: 401, body: { error: true } });
		const { error } = await open(name, { filter: 'sam' });
		expect(error?.message).toBe('Hero refused the API key for this practice group');
		expect(error?.description).toContain('Check API Key, Practice Group ID and Environment');
		expect(JSON.stringify(error)).not.toContain(apiKey);
	});

	test('explains that the response is not a list', async () => {
		hero.respondWith(jsonResponse({ rows: [] }));
		const { error } = await open(name, { filter: 'sam' });
		expect(error?.message).toBe('Hero answered without a list');
	});
});

describe.each([
	['searchLocations', '/v1/locations'],
	['searchPractitioners', '/v1/practitioners'],
	['searchAdmins', '/v1/admins?page_index=0&page_size=50'],
	['searchBatchMessages', '/v1/batch_message?page_index=0&page_size=50'],
] as const)('%s', (name, target) => {
	const rows = [
		{ id: '5', name: 'Main Site' },
		{ id: 6, title: 'Dr', first_name: 'Ann', last_name: 'Example' },
		{ id: '7' },
	];

	test('lists each row by its name, or else its ID', async () => {
		hero.respondWith(jsonResponse(list(...rows)));
		expect((await open(name)).results).toEqual([
			{ name: 'Main Site', value: '5' },
			{ name: 'Dr Ann Example', value: '6' },
			{ name: '7', value: '7' },
		]);
		expect(targets()).toEqual([target]);
	});

	test.each([
		['main', ['5']],
		['ANN EX', ['6']],
		['e', ['5', '6']],
		['nowhere', []],
	])('%j narrows it', async (filter, expected) => {
		hero.respondWith(jsonResponse(list(...rows)));
		const { results } = await open(name, { filter });
		expect(results.map(({ value }) => value)).toEqual(expected);
	});
});

describe('records without a name are labeled by distinguishing fields', () => {
	test.each<[Dropdown, string, IDataObject, string]>([
		[
			'searchBookingLinks',
			'/v2/bookinglinks',
			{ short_link: 'https://links.example.com/s/abc123' },
			'https://links.example.com/s/abc123, 31',
		],
		[
			'searchEpisodes',
			'/v1/episodes?page_index=0&page_size=50',
			{ status: 'open', priority: 'medium', patient: { first_name: 'Sam', last_name: 'Test' } },
			'Sam Test, open, medium',
		],
		['searchForms', '/v1/forms', { title: 'Asthma review' }, 'Asthma review'],
		[
			'searchWebhooks',
			'/v1/webhooks',
			{ event_type: 'appointment.booked', url: 'https://n8n.example.com/webhook/1' },
			'appointment.booked → https://n8n.example.com/webhook/1',
		],
	])('%s', async (name, target, row, label) => {
		hero.respondWith(jsonResponse(list({ id: '31', ...row })));
		expect((await open(name)).results).toEqual([{ name: label, value: '31' }]);
		expect(targets()).toEqual([target]);
	});
});

describe.each([
	['searchPatients', 'Example'],
	['searchSlots', ''],
	['searchAdmins', ''],
] as const)('%s goes on page by page', (name, filter) => {
	test.each([
		[50, undefined, 'page_index=0', '1'],
		[50, '1', 'page_index=1', '2'],
		[49, '2', 'page_index=2', undefined],
		[0, undefined, 'page_index=0', undefined],
	])('%i rows after page %j', async (count, page, asked, next) => {
		const rows = Array.from({ length: count }, (_, index) => ({
			...{ id: `${index}`, hero_id: `${index}`, start_time: '2026-03-24T09:30:00Z' },
		}));
		hero.respondWith(jsonResponse(list(...rows)));
		const { results, paginationToken } = await open(name, { filter, page });
		expect(results).toHaveLength(count);
		expect(paginationToken).toBe(next);
		expect(targets().join()).toContain(asked);
	});
});

describe('searchSlots', () => {
	const slot = { id: '900417', practitioner_id: '15', location_id: '5' };
	const answers = (startTime: string) =>
		hero.onRequest(({ target }) => {
			if (target.startsWith('/v1/slots'))
				return jsonResponse(list({ ...slot, start_time: startTime }));
			if (target === '/v1/locations') return jsonResponse(list({ id: '5', name: 'Main Site' }));
			return jsonResponse(list({ id: 15, title: 'Dr', first_name: 'Ann', last_name: 'Example' }));
		});

	test.each([
		['2026-03-24T09:30:00Z', 'Europe/London', 'Tue 24 Mar 09:30'],
		['2026-06-24T08:30:00Z', 'Europe/London', 'Wed 24 Jun 09:30'],
		['2026-06-24T22:30:00Z', 'Europe/Berlin', 'Thu 25 Jun 00:30'],
	])('%s in %s reads %s', async (start, timezone, said) => {
		answers(start);
		expect((await open('searchSlots', { timezone })).results).toEqual([
			{ name: `${said}, Dr Ann Example, Main Site`, value: '900417' },
		]);
	});

	test.each([
		['24 mar', 1],
		['example', 1],
		['main site', 1],
		['branch', 0],
	])('%j narrows it', async (filter, count) => {
		answers('2026-03-24T09:30:00Z');
		expect((await open('searchSlots', { filter })).results).toHaveLength(count);
	});

	test.each<[string, Partial<HeroRunOptions>, string]>([
		[
			'what stands in the filters above',
			{
				operation: 'slot: getMany',
				parameters: {
					filters: {
						appointmentTypeId: byId('31'),
						locationId: { __rl: true, mode: 'list', value: '5' },
					},
				},
			},
			'appointment_type_id=31&location_id=5&',
		],
		[
			'nothing where nothing stands above',
			{ operation: 'appointment: create', parameters: { time: 'slot', slot: byId('1') } },
			'',
		],
		[
			'no expression, which has no value before the run',
			{
				operation: 'slot: getMany',
				parameters: { filters: { practitionerId: byId('={{ $json.id }}') } },
			},
			'',
		],
	])('asks for %s', async (_title, form, query) => {
		answers('2026-03-24T09:30:00Z');
		await open('searchSlots', {}, form);
		expect(targets()).toContain(`/v1/slots?${query}page_index=0&page_size=50`);
	});

	test('omits unknown names', async () => {
		hero.onRequest(({ target }) =>
			jsonResponse(
				target.startsWith('/v1/slots')
					? list({ ...slot, start_time: '2026-03-24T09:30:00Z' })
					: list(),
			),
		);
		const { results } = await open('searchSlots');
		expect(results).toEqual([{ name: 'Tue 24 Mar 09:30', value: '900417' }]);
	});
});
