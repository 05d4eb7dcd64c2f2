import type { IDataObject } from 'n8n-workflow';

import type { Operation } from '../../nodes/HeroHealth/form/operation';
import { resources } from '../../nodes/HeroHealth/actions/resources';
import { registerPds } from '../../nodes/HeroHealth/actions/patient/registerPds.operation';
import { simplifyRecord } from '../../nodes/HeroHealth/form/simplify';
import { responseJson, withoutEmpty, withoutSecrets } from '../../nodes/HeroHealth/run/output';

const values = (path = {}) => ({ formOnly: {}, path, query: {}, body: {} });

const operation = (method: Operation['method']): Operation => ({
	id: 'doThing',
	name: 'Do',
	value: 'do',
	action: 'Do a thing',
	description: 'Does it',
	method,
	path: '/v1/things/{id}',
});

describe('a simplified record', () => {
	test('has the named fields alone, in their order', () => {
		const record = { name: 'Sam', id: '1', other: true };
		expect(Object.entries(simplifyRecord(record, ['id', 'name']))).toEqual([
			['id', '1'],
			['name', 'Sam'],
		]);
	});

	test('joins nested names with an underscore', () => {
		const record = { patient: { id: '1', address: { postcode: 'LS1 4AP' } } };
		expect(simplifyRecord(record, ['patient.id', 'patient.address.postcode'])).toEqual({
			patient_id: '1',
			patient_address_postcode: 'LS1 4AP',
		});
	});

	test('has null for a field that is missing, so that every item has the same fields', () => {
		const record = { id: '1', patient: null, admin: 'text' };
		expect(simplifyRecord(record, ['id', 'name', 'patient.id', 'admin.id', 'a.b.c'])).toEqual({
			id: '1',
			name: null,
			patient_id: null,
			admin_id: null,
			a_b_c: null,
		});
	});

	test.each([false, 0, '', []])('keeps %j as it is', (value) => {
		expect(simplifyRecord({ id: '1', value }, ['id', 'value'])).toEqual({ id: '1', value });
	});

	test('stays whole where it has none of the fields, since it is another form than documented', () => {
		for (const record of [{ unknown: { form: 1 } }, {}] as IDataObject[]) {
			expect(simplifyRecord(record, ['id', 'patient.id'])).toBe(record);
		}
	});

	test.each([
		'cancelled_at',
		'deceased_at',
		'is_active',
		'opted_out',
		'status',
		'archived',
		'hidden',
	])('has %s even where no list names it, since it decides whether to contact somebody', (name) => {
		const record = { id: '1', [name]: 'x', other: true, cancellation_policy_hours: 24 };
		expect(simplifyRecord(record, ['id'])).toEqual({ id: '1', [name]: 'x' });
	});

	test('has no two fields of one name in any operation', () => {
		for (const { simplify = [] } of resources.flatMap(({ operations }) => operations)) {
			const names = simplify.map((path) => path.replace(/\./g, '_'));
			expect([...new Set(names)]).toEqual(names);
		}
	});
});

describe('with an empty response', () => {
	test('an action is told to be done, with the ID that it was done to', () => {
		expect(responseJson(operation('PATCH'), undefined, values({ id: '48213' }))).toEqual({
			success: true,
			id: '48213',
		});
	});

	test('an action without an ID is told to be done', () => {
		expect(responseJson(operation('POST'), undefined, values())).toEqual({ success: true });
	});

	test('a record is told to be deleted', () => {
		expect(responseJson(operation('DELETE'), undefined, values({ id: '7' }))).toEqual({
			deleted: true,
			id: '7',
		});
	});
});

describe('with a response', () => {
	test('an object, it is the item', () => {
		const answer = { id: '1', nested: { a: [1] } };
		expect(responseJson(operation('GET'), answer, values())).toEqual(answer);
	});

	test('a bare list, it is one item that holds it', () => {
		expect(responseJson(operation('GET'), [{ id: 1 }], values())).toEqual({ data: [{ id: 1 }] });
	});
});

describe('registering via PDS', () => {
	const registered = (answer: IDataObject) => responseJson(registerPds, answer, values());

	test('returns a registered patient', () => {
		expect(registered({ patient_id: '98765' })).toEqual({ registered: true, patient_id: '98765' });
	});

	test('returns a person who must first prove their identity', () => {
		const answer = { message: 'Identity check needed', login_url: 'https://example.com/verify' };
		expect(registered(answer)).toEqual({ registered: false, ...answer });
	});

	test.each([null, ''])('takes %j for no patient', (patient_id) => {
		const answer = { patient_id, login_url: 'https://example.com/verify' };
		expect(registered(answer)).toEqual({ registered: false, ...answer });
	});
});

test('a language model gets nothing that says nothing', () => {
	const record = { a: null, b: undefined, c: '', d: 0, e: false, f: [], g: 'x' };
	expect(withoutEmpty(record)).toEqual({ d: 0, e: false, f: [], g: 'x' });
});

test('a language model gets the empty "deceased_at" of a patient, which says that the patient lives', () => {
	const patient = { title: null, deceased_at: null, restricted: false, status: undefined };
	expect(withoutEmpty(patient)).toEqual({ deceased_at: null, restricted: false });
});

test('a language model gets nothing that says nothing in what a record holds, either', () => {
	const record = {
		patient: { name: 'Sam', title: null, address: { line: ' ', town: '\u2060' } },
		notes: [null, '', { text: null }, { text: 'Ring twice' }, [], 0],
	};
	expect(withoutEmpty(record)).toEqual({
		patient: { name: 'Sam' },
		notes: [{ text: 'Ring twice' }, [], 0],
	});
});

test.each([
	'token',
	'auth_token',
	'accessToken',
	'x-n8n-token',
	'password',
	'API_KEY',
	'signingKey',
])('a language model gets no %s', (name) => {
	expect(withoutSecrets({ id: '1', [name]: 'x', in: [{ [name]: 'x' }] })).toEqual({
		id: '1',
		in: [{}],
	});
});

test.each(['merge_token', 'token_count', 'tokens', 'password_changed_at', 'key'])(
	'a language model gets %s, which is no secret',
	(name) => {
		expect(withoutSecrets({ [name]: 'x' })).toEqual({ [name]: 'x' });
	},
);

test('a language model gets a record without what is too deep to go through', () => {
	const deep = JSON.parse(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`) as IDataObject;
	for (const clean of [withoutEmpty, withoutSecrets]) {
		expect(clean({ id: '1', deep })).toMatchObject({ id: '1' });
		expect(JSON.stringify(clean({ deep })).length).toBeLessThan(1000);
	}
});
