import type { IDataObject } from 'n8n-workflow';

import { askTool, ways, type Asked } from './agents';
import { json, startHero, type Hero } from './hero';
import * as records from './records';
import { byId, runHero } from './run';

let hero: Hero;
beforeEach(async () => {
	hero = await startHero();
});
afterEach(() => hero.stop());

const fromModel = (name: string) => `={{ $fromAI('${name}', '', 'string') }}`;

const patient: Asked = {
	operation: 'patient: get',
	parameters: { id: byId(fromModel('patient')), simplify: false },
	values: { patient: '98765' },
};

describe.each(ways)('the answer to a language model, where the tool is run %s,', (way) => {
	const ask = async (asked: Asked) => await askTool(hero, way, asked);
	const toldOf = async (answer: object) => {
		hero.answers(json(answer));
		return (await ask(patient)).told as IDataObject[];
	};

	test('has nothing that says nothing, in nested objects and lists neither', async () => {
		const address = { line: '', town: null, notes: ['', null, { text: ' ' }, 'Ring twice'] };
		const told = await toldOf({
			...{ id: '1', nickname: null, alias: '\u200b', address, employer: { name: null } },
			...{ count: 0, restricted: false, allergies: [] },
		});
		const said = { id: '1', address: { notes: ['Ring twice'] } };
		expect(told).toEqual([{ ...said, count: 0, restricted: false, allergies: [] }]);
	});

	test.each(['auth_token', 'access_token', 'token', 'signing_key', 'password', 'authToken'])(
		'has no %s, wherever it stands',
		async (name) => {
			const secret = 'secret-canary';
			const told = await toldOf({
				...{ id: '1', [name]: secret, links: [{ id: '2', [name]: { value: secret } }] },
				only: { [name]: secret },
			});
			expect(told).toEqual([{ id: '1', links: [{ id: '2' }] }]);
		},
	);

	test('has the token of a merge, without which the merge cannot be carried out', async () => {
		hero.answers(json({ merge_token: 'mrg_3f9d2c' }));
		const { told } = await ask({
			operation: 'patient: previewMerge',
			parameters: { id: byId('98765'), patientId: byId(fromModel('other')) },
			values: { other: '98766' },
		});
		expect(told).toEqual([{ merge_token: 'mrg_3f9d2c' }]);
	});

	test('has what nobody can read through left out, and the rest', async () => {
		const deep = JSON.parse(`${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`) as IDataObject;
		expect(await toldOf({ id: '1', deep })).toMatchObject([{ id: '1' }]);
	});

	test('says so where a list has no rows', async () => {
		hero.answers(json(records.list()));
		const { told } = await ask({ operation: 'location: getMany' });
		expect(told).toEqual([{ result: 'Hero has nothing that matches.' }]);
	});

	test('says so where Hero carries something out and answers an empty object', async () => {
		hero.answers(json({}));
		const { told } = await ask({
			operation: 'appointment: cancel',
			parameters: { id: byId(fromModel('appointment')) },
			values: { appointment: '48213' },
		});
		expect(told).toEqual([{ result: 'Hero answered with success, and without details.' }]);
	});

	test.each(['practiceGroup: createAccessToken', 'partner: getHeidiToken'])(
		'is that a token is not handed to a language model for %s, and Hero is asked nothing',
		async (operation) => {
			hero.answers(json({ access_token: 'secret-canary', token: 'secret-canary' }));
			const { told } = await ask({ operation });
			const [{ error }] = told as IDataObject[];
			expect(error).toMatch(/^A token is not handed to a language model\./);
			expect(error).toMatch(/Nothing was sent or changed\. Do not try again: a person must/);
			expect(hero.received).toEqual([]);
		},
	);
});

describe('an ordinary run of the node', () => {
	test('gives out what Hero answers as it is', async () => {
		const answer = { id: '1', nickname: null, auth_token: 'example', address: { town: '' } };
		hero.answers(json(answer));
		const { json: items } = await runHero(hero, {
			operation: 'patient: get',
			parameters: { id: byId('98765'), simplify: false },
		});
		expect(items).toEqual([answer]);
	});

	test('gives out no item where a list has no rows', async () => {
		hero.answers(json(records.list()));
		expect((await runHero(hero, { operation: 'location: getMany' })).json).toEqual([]);
	});

	test('gives out tokens where they are what was asked for', async () => {
		hero.answers(json({ access_token: 'example' }));
		const run = await runHero(hero, { operation: 'practiceGroup: createAccessToken' });
		expect(run.json).toEqual([{ access_token: 'example' }]);
	});
});
