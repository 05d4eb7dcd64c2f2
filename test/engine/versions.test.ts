import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { isLaterPage, jsonResponse, emptyPage, useHeroServer } from '../support/engine/heroServer';
import * as records from '../support/engine/records';
import { byId, runHero } from '../support/engine/runHero';

const hero = useHeroServer();

const targets = () => hero.received.map(({ method, target }) => `${method} ${target}`);
const firstPages = () => targets().filter((target) => !isLaterPage({ target }));

const whole = records.patient('98765');
const simple = records.simplePatient('98765');

/** A row of version 1, where the ID has another name; only this version marks archived patients. */
const asV1 = ({ hero_id: id, ...patient }: IDataObject): IDataObject => ({
	...{ id, ...patient, ehr_registered: undefined },
	status: 'unarchived',
});

/** Rows of version 2 do not show whether a health record is connected. */
const asRowOfV2 = (row: IDataObject): IDataObject => ({ ...row, ehr_registered: undefined });

interface Version {
	operation: string;
	/** The newest version by default. */
	version?: string;
	/** The fields of all versions, which stay in the form when the version changes. */
	fields: INodeParameters;
	sent: string;
	answer: unknown;
	/** The output, with Simplify and without. */
	simple: IDataObject[];
	whole?: IDataObject[];
}

const patientGet = {
	operation: 'patient: get',
	fields: { id: byId('98765'), options: { dataSource: 'ehr' } },
};
const patientGetMany = {
	operation: 'patient: getMany',
	fields: {
		filters: {
			...{ firstName: 'Sam', lastName: 'Testpatient', dob: '1990-12-31' },
			...{ nhsNumber: '9990000018', ehrPartnerId: '20451', field: 'emis_id', search: '2 0' },
		},
	},
};
const v3Query =
	'first_name=Sam&last_name=Testpatient&dob=1990-12-31&nhs_number=9990000018&ehr_partner_id=20451';

const episode = { id: '4410', status: 'open', priority: 'high', tasks: [{ id: '5511' }] };
const episodeGet = {
	...{ operation: 'episode: get', fields: { id: byId('4410') } },
	...{ answer: episode, simple: [episode] },
};
const episodeGetMany = {
	operation: 'episode: getMany',
	fields: {
		filters: {
			assigneeId: '77, 78',
			assigneeType: ['Admin', 'AdminTeam'],
			status: ['open', 'in_progress'],
			priority: ['high'],
			orderBy: ['priority', 'created_at'],
			orderDescending: 'true, false',
			additionalQueryParameters: '{ "patient_id": "98765" }',
		},
	},
	...{ answer: records.list(episode), simple: [episode] },
};
const v1Filters = [
	...['assignee_id[]=77', 'assignee_id[]=78', 'assignee_type[]=Admin', 'assignee_type[]=AdminTeam'],
	...['status[]=open', 'status[]=in_progress', 'priority[]=high'],
	...['order_by[]=priority', 'order_by[]=created_at'],
	...['order_descending[]=true', 'order_descending[]=false'],
].join('&');

const patients = records.list(whole);
const v2Get = { sent: 'GET /v2/patients/98765?data_source=ehr', answer: whole };
const v3List = { sent: `GET /v3/patients?${v3Query}&page_index=0&page_size=50`, answer: patients };
const v2Episodes = 'GET /v2/episodes?patient_id=98765&page_index=0&page_size=50';

const versions: Version[] = [
	{ ...patientGet, ...v2Get, simple: [simple], whole: [whole] },
	{ ...patientGet, version: 'v2', ...v2Get, simple: [simple], whole: [whole] },
	{
		...patientGet,
		version: 'v1',
		sent: 'GET /v1/patients/98765',
		answer: asV1(whole),
		simple: [asV1(simple)],
		whole: [asV1(whole)],
	},
	{ ...patientGetMany, ...v3List, simple: [simple], whole: [whole] },
	{ ...patientGetMany, version: 'v3', ...v3List, simple: [simple], whole: [whole] },
	{
		...patientGetMany,
		version: 'v2',
		sent: 'GET /v2/patients?field=emis_id&search=2 0',
		answer: patients,
		simple: [asRowOfV2(simple)],
		whole: [whole],
	},
	{
		...patientGetMany,
		version: 'v1',
		sent: 'GET /v1/patients?field=emis_id&search=2 0',
		answer: records.list(asV1(whole)),
		simple: [asV1(simple)],
		whole: [asV1(whole)],
	},
	{ ...episodeGet, sent: 'GET /v2/episodes/4410' },
	{ ...episodeGet, version: 'v2', sent: 'GET /v2/episodes/4410' },
	{ ...episodeGet, version: 'v1', sent: 'GET /v1/episodes/4410' },
	{ ...episodeGetMany, sent: v2Episodes },
	{ ...episodeGetMany, version: 'v2', sent: v2Episodes },
	{
		...episodeGetMany,
		version: 'v1',
		sent: `GET /v1/episodes?${v1Filters}&page_index=0&page_size=50`,
	},
];

const parametersOf = ({ version, fields }: Version, more: INodeParameters = {}) => ({
	...fields,
	...(version ? { version } : {}),
	...more,
});

describe.each(versions)('$operation, version $version', (one) => {
	test('sends its own fields, without those of other versions', async () => {
		hero.respondWith(jsonResponse(one.answer), emptyPage);
		await runHero(hero, { operation: one.operation, parameters: parametersOf(one) });
		expect(firstPages().map((target) => decodeURIComponent(target))).toEqual([one.sent]);
	});

	test('returns its records, with Simplify and without', async () => {
		hero.respondWith(jsonResponse(one.answer));
		const run = async (simplify: boolean) =>
			(
				await runHero(hero, {
					operation: one.operation,
					parameters: parametersOf(one, { simplify }),
				})
			).json;
		expect(await run(true)).toEqual(one.simple);
		expect(await run(false)).toEqual(one.whole ?? one.simple);
	});
});

test('the version may differ between items', async () => {
	hero.respondWith(jsonResponse(whole), jsonResponse(asV1(whole)));
	const { output } = await runHero(hero, {
		operation: 'patient: get',
		parameters: { ...patientGet.fields, version: '={{ $json.version }}' },
		items: [{ version: 'v2' }, { version: 'v1' }],
	});
	expect(targets()).toEqual([v2Get.sent, 'GET /v1/patients/98765']);
	expect(output).toEqual([
		{ json: simple, pairedItem: { item: 0 } },
		{ json: asV1(simple), pairedItem: { item: 1 } },
	]);
});

test('an unknown version is rejected', async () => {
	const { error } = await runHero(hero, {
		operation: 'patient: get',
		parameters: { ...patientGet.fields, version: '={{ "v4" }}' },
	});
	expect(error?.message).toBe("'Version' takes only: V2, V1 [item 0]");
	expect(hero.connectionCount()).toBe(0);
});

describe('a search for patients', () => {
	const people = Array.from({ length: 120 }, (_, index) => records.patient(`${90_001 + index}`));
	const search = async (version: string, parameters: INodeParameters) => {
		const filters = { lastName: 'Testpatient', field: 'ehr_partner_id', search: '20451' };
		const run = await runHero(hero, {
			operation: 'patient: getMany',
			parameters: { version, filters, ...parameters },
		});
		return run.json.map(({ hero_id: heroId, id }) => heroId ?? id);
	};

	test('is paginated in version 3', async () => {
		hero.onRequest((_received, index) =>
			jsonResponse({ data: people.slice(index * 50, (index + 1) * 50), count: 120 }),
		);
		expect(await search('v3', { returnAll: true })).toHaveLength(120);
		expect(targets()).toEqual(
			[0, 1, 2].map(
				(index) => `GET /v3/patients?last_name=Testpatient&page_index=${index}&page_size=50`,
			),
		);
	});

	test.each(['v2', 'v1'])('is not paginated in version %s', async (version) => {
		hero.respondWith(jsonResponse(records.list(...people)));
		expect(await search(version, { returnAll: true })).toHaveLength(120);
		expect(await search(version, { limit: 3 })).toHaveLength(3);
		const expectedRequest = `GET /${version}/patients?field=ehr_partner_id&search=20451`;
		expect(targets()).toEqual([expectedRequest, expectedRequest]);
	});

	test.each([
		['v3', { field: 'ehr_partner_id', search: '20451' }],
		['v2', { lastName: 'Testpatient' }],
		['v1', { nhsNumber: '9990000018' }],
	])('in version %s is not made with the filters of another one', async (version, filters) => {
		const parameters = { version, filters };
		const { error } = await runHero(hero, { operation: 'patient: getMany', parameters });
		expect(error?.message).toBe('At least one filter is needed [item 0]');
		expect(hero.connectionCount()).toBe(0);
	});
});

describe('a 404 for an episode', () => {
	const advice = async (version: string) => {
		hero.respondWith({ status: 404 });
		const parameters = { id: byId('4410'), version };
		const { error } = await runHero(hero, { operation: 'episode: get', parameters });
		return error?.description;
	};

	test('may be due to the newest version, which Hero does not document', async () => {
		expect(await advice('v2')).toContain('Hero does not publish the exact form of this call');
	});

	test('is due to the ID in the older version, which Hero documents', async () => {
		expect(await advice('v1')).toBe(
			'Check the ID, the practice group and the Environment in the credential.',
		);
	});
});
