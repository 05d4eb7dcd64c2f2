import type { IDataObject, INodeListSearchResult } from 'n8n-workflow';

import { startSandbox } from '../../sandbox';
import { openDropdown, type DropdownQuery } from '../support/engine/dropdown';
import { jsonResponse, useHeroServer } from '../support/engine/heroServer';
import { list } from '../support/engine/records';
import { runHero } from '../support/engine/runHero';

const hero = useHeroServer();

const targets = () => hero.received.map(({ target }) => target);

const open = async (opened: DropdownQuery) => await openDropdown(hero, 'searchPatients', opened);

/** The requests for a search text, without their page indexes. */
const requestsFor = async (filter: string) => {
	hero.respondWith(jsonResponse(list()));
	await open({ filter });
	return targets().map((target) =>
		decodeURIComponent(target.replace('&page_index=0&page_size=50', '')),
	);
};
const sought = (...queries: string[]) => queries.map((query) => `/v3/patients?${query}`);

describe('searches a single word as a last name', () => {
	test.each([
		['Testpatient', 'Testpatient'],
		[" O'Example ", "O'Example"],
		['Sample-Example', 'Sample-Example'],
		['Sample\u2011Example', 'Sample-Example'],
		['M\u00fcller', 'M\u00fcller'],
		['Mu\u0308ller', 'M\u00fcller'],
		['Ng', 'Ng'],
		['\u00a0Testpatient\u200b\u00a0', 'Testpatient'],
		['Ms Testpatient', 'Testpatient'],
		['Dr. Testpatient', 'Testpatient'],
	])('%j', async (filter, last) => {
		expect(await requestsFor(filter)).toEqual(sought(`last_name=${last}`));
	});
});

describe('splits several words into first and last names in every possible way, the likeliest first', () => {
	test.each([
		['Sam Testpatient', ['Sam|Testpatient', '|Sam Testpatient']],
		['Sam\u00a0Testpatient', ['Sam|Testpatient', '|Sam Testpatient']],
		['Ms Sam Testpatient', ['Sam|Testpatient', '|Sam Testpatient']],
		['De Souza', ['|De Souza', 'De|Souza']],
		['Ann De Souza', ['Ann|De Souza', 'Ann De|Souza', '|Ann De Souza']],
		['ann de souza', ['ann|de souza', 'ann de|souza', '|ann de souza']],
		[' Anna Maria  Example ', ['Anna|Maria Example', 'Anna Maria|Example', '|Anna Maria Example']],
		['Van der Example', ['|Van der Example', 'Van|der Example', 'Van der|Example']],
		[
			'Anna Maria De Souza',
			['Anna Maria|De Souza', 'Anna|Maria De Souza', 'Anna Maria De|Souza', '|Anna Maria De Souza'],
		],
		[
			'Anna Maria De Souza Example',
			[
				...['Anna Maria|De Souza Example', 'Anna|Maria De Souza Example'],
				...['Anna Maria De|Souza Example', 'Anna Maria De Souza|Example'],
			],
		],
	])('%j', async (filter, names) => {
		const queries = names.map((one) => {
			const [first, last] = one.split('|');
			return [first && `first_name=${first}`, `last_name=${last}`].filter(Boolean).join('&');
		});
		expect(await requestsFor(filter)).toEqual(sought(...queries));
	});
});

describe('reads the part before a comma as the last name', () => {
	test.each([
		['EXAMPLE, Ann', 'first_name=Ann&last_name=EXAMPLE'],
		['De Souza,Ann Maria', 'first_name=Ann Maria&last_name=De Souza'],
		['EXAMPLE, Ann (Ms)', 'first_name=Ann&last_name=EXAMPLE'],
		['EXAMPLE,', 'last_name=EXAMPLE'],
		[', Ann', 'first_name=Ann'],
	])('%j', async (filter, query) => {
		expect(await requestsFor(filter)).toEqual(sought(query));
	});
});

test('searches a curly apostrophe as it is and as a straight one', async () => {
	expect(await requestsFor('O\u2019Example')).toEqual(
		sought("last_name=O'Example", 'last_name=O\u2019Example'),
	);
});

describe('searches a date as the date of birth, the day first', () => {
	test.each([
		'1990-06-15',
		'15/06/1990',
		'15.06.1990',
		'15-06-1990',
		'15.6.1990',
		'15 06 1990',
		'15 Jun 1990',
		'15 june 1990',
		'15th June, 1990',
		'15-Jun-1990',
		'15\u00a0Jun\u00a01990',
		'DOB: 15/06/1990',
	])('%j', async (filter) => {
		expect(await requestsFor(filter)).toEqual(sought('dob=1990-06-15'));
	});

	test.each([
		['Example 15/06/1990', ['last_name=Example&dob=1990-06-15']],
		['15/06/1990 Example', ['last_name=Example&dob=1990-06-15']],
		['EXAMPLE, Ann 15 Jun 1990', ['first_name=Ann&last_name=EXAMPLE&dob=1990-06-15']],
		['EXAMPLE, Ann (15.06.1990)', ['first_name=Ann&last_name=EXAMPLE&dob=1990-06-15']],
		[
			'Ms Sam Testpatient, born 1990-12-31',
			[
				'first_name=Sam&last_name=Testpatient&dob=1990-12-31',
				'last_name=Sam Testpatient&dob=1990-12-31',
			],
		],
		['Born 15/06/1990', ['last_name=Born&dob=1990-06-15']],
	])('beside a name, too: %j', async (filter, queries) => {
		expect(await requestsFor(filter)).toEqual(sought(...queries));
	});

	test('does not search a date that does not exist', async () => {
		expect(await requestsFor('31/02/1990')).toEqual(sought('last_name=31/02/1990'));
	});
});

describe('searches an NHS number with any separators', () => {
	test.each([
		...['9990000018', '999 000 0018', '999-000-0018', '999\u00a0000\u202f0018'],
		...['999\u2013000\u20110018', ' 999  0000 018 '],
	])('%j', async (filter) => {
		expect(await requestsFor(filter)).toEqual(sought('nhs_number=9990000018'));
	});
});

describe('searches other digits, and a UUID, as a Hero ID and as a health record ID', () => {
	const uuid = 'b3b1c1de-0000-4000-8000-000000000001';

	test.each([
		['98765', '98765'],
		['98 765', '98765'],
		['9990000019', '9990000019'],
		[uuid, uuid],
	])('%j', async (filter, id) => {
		expect(await requestsFor(filter)).toEqual([
			`/v2/patients/${id}`,
			...sought(`ehr_partner_id=${id}`),
		]);
	});

	const sam = {
		hero_id: '98765',
		first_name: 'Sam',
		last_name: 'Testpatient',
		dob: '1990-12-31',
	};
	const listed = { name: 'Sam Testpatient, born 1990-12-31', value: '98765' };

	test('and returns the patient with this ID', async () => {
		hero.onRequest(({ target }) => jsonResponse(target.startsWith('/v2') ? sam : list()));
		expect((await open({ filter: '98765' })).results).toEqual([listed]);
	});

	test.each([404, 400])('and returns nobody when the status is %i', async (status) => {
		hero.onRequest(({ target }) => (target.startsWith('/v2') ? { status } : jsonResponse(list())));
		const { results, error } = await open({ filter: '98765' });
		expect([results, error]).toEqual([[], undefined]);
	});

	test('and returns the patient with this health record ID when it is not a Hero ID', async () => {
		hero.onRequest(({ target }) =>
			target.startsWith('/v2') ? { status: 404 } : jsonResponse(list(sam)),
		);
		expect((await open({ filter: '20451' })).results).toEqual([listed]);
	});

	test('and fails when Hero does not respond', async () => {
		hero.respondWith({ status: 500 });
		const { error } = await open({ filter: '98765' });
		expect(error?.message).toBe('Hero could not process the request (status 500)');
	});
});

const people = (count: number, first = 1) =>
	Array.from({ length: count }, (_, index) => ({
		...{ hero_id: String(first + index), first_name: 'Ann', last_name: 'De Souza' },
		dob: '1990-12-31',
	}));
const valuesOf = ({ results }: INodeListSearchResult) => results.map(({ value }) => value);

test('returns each patient once when several searches find them', async () => {
	hero.respondWith(jsonResponse(list(...people(3))), jsonResponse(list(...people(3, 2))));
	const found = await open({ filter: 'De Souza' });
	expect(valuesOf(found)).toEqual(['1', '2', '3', '4']);
	expect(found.paginationToken).toBeUndefined();
});

test('reads all pages of each search, and returns nobody twice', async () => {
	const rowsByQuery: Record<string, IDataObject[]> = {
		'last_name=De Souza': people(70),
		'first_name=De&last_name=Souza': people(60, 40),
	};
	hero.onRequest(({ target }) => {
		const query = new URL(target, hero.url).searchParams;
		const page = Number(query.get('page_index'));
		const names = [...query].filter(([name]) => name.endsWith('_name'));
		const rows = rowsByQuery[names.map(([name, value]) => `${name}=${value}`).join('&')];
		return jsonResponse(list(...rows.slice(page * 50, page * 50 + 50)));
	});
	const values: unknown[] = [];
	let page: string | undefined;
	let pages = 0;
	do {
		const found = await open({ filter: 'De Souza', page });
		values.push(...valuesOf(found));
		page = found.paginationToken as string | undefined;
		pages++;
	} while (page !== undefined && pages < 10);
	expect(values).toEqual(people(99).map(({ hero_id }) => hero_id));
	expect(hero.received).toHaveLength(4);
});

test('marks patients who died and restricted records', async () => {
	const [living, died] = people(2);
	hero.respondWith(
		jsonResponse(
			list({ ...living, restricted: true }, { ...died, deceased_at: '2026-02-01T00:00:00Z' }),
		),
	);
	const { results } = await open({ filter: 'Example' });
	expect(results.map(({ name }) => name)).toEqual([
		'Ann De Souza, born 1990-12-31, restricted',
		'Ann De Souza, born 1990-12-31, deceased',
	]);
});

test.each([undefined, '', '  '])('sends no request before text is typed (%j)', async (filter) => {
	expect((await open({ filter })).results).toEqual([]);
	expect(hero.received).toEqual([]);
});

test('distinguishes patients of the same name by their date of birth', async () => {
	const sam = { title: 'Ms', first_name: 'Sam', last_name: 'Testpatient' };
	hero.respondWith(
		jsonResponse(
			list(
				{ hero_id: '98765', ...sam, dob: '1990-12-31' },
				{ hero_id: '98766', ...sam, dob: '1985-07-14T00:00:00Z' },
				{ hero_id: '98767', ...sam, title: null, dob: null },
				{ hero_id: null, ehr_partner_id: '20451', ...sam, dob: '1985-07-14' },
			),
		),
	);
	expect((await open({ filter: 'Testpatient' })).results).toEqual([
		{ name: 'Ms Sam Testpatient, born 1990-12-31', value: '98765' },
		{ name: 'Ms Sam Testpatient, born 1985-07-14', value: '98766' },
		{ name: 'Sam Testpatient, born unknown', value: '98767' },
	]);
});

describe('at the sandbox', () => {
	test('Ann De Souza is found by each of her details', async () => {
		const sandbox = await startSandbox();
		const { apiKey, practiceGroupId } = sandbox;
		const credentials = { apiKey, practiceGroupId };
		const {
			json: [{ patient_id }],
		} = await runHero(sandbox, {
			operation: 'patient: register',
			parameters: {
				...{ firstName: 'Ann', lastName: 'De Souza', reachBy: 'mobile' },
				...{ dob: '1990-06-15', mobile: '07700 900555' },
				additionalFields: { ehrPartnerId: '777001' },
			},
			credentials,
		});
		const found = async (filter: string) => {
			const { results } = await openDropdown(
				sandbox,
				'searchPatients',
				{ filter },
				{ credentials },
			);
			return results.map(({ value }) => value);
		};
		const id = String(patient_id);
		const texts = [
			'De Souza',
			'Ann De Souza',
			'DE SOUZA, Ann',
			'De Souza 15/06/1990',
			id,
			'777001',
		];
		for (const text of texts) expect([text, await found(text)]).toEqual([text, [id]]);
		expect(await found('Ann Souza')).toEqual([]);
		expect(await found('15 Jun 1990')).toContain(id);
		await sandbox.stop();
	});
});
