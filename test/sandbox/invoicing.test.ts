import type { AxiosInstance } from 'axios';
import type { Sandbox } from '../../sandbox';
import {
	validationErrorOf,
	openSandbox,
	stoppedClock,
	type Clock,
} from '../support/sandbox/client';

let clock: Clock;
let sandbox: Sandbox;
let hero: AxiosInstance;

beforeEach(async () => {
	clock = stoppedClock();
	({ sandbox, hero } = await openSandbox({ now: clock.now }));
});
afterEach(() => sandbox.stop());

const letter = { description: 'Private medical letter', quantity: 2, unit_amount: 3500 };
const sam = '98765';
const create = (body: object = {}) =>
	hero.post('/v1/invoicing/invoices', {
		...{ issuer_id: '77', patient_id: sam, invoice_items_attributes: [letter] },
		...body,
	});
const update = (id: string, body: object) =>
	hero.patch(`/v1/invoicing/invoices/${id}`, { issuer_id: '77', ...body });
const link = (body: object) => hero.post('/v1/invoicing/invoices/link', body);
const search = async (query: string) =>
	(await hero.get('/v1/invoicing/customers', { params: { query } })).data;
const defaultOf = (patient_id: string) =>
	hero.get('/v1/invoicing/customers/default', { params: { patient_id } });
const appointmentOf = async (patient_id?: string): Promise<string> => {
	const [slot] = (await hero.get('/v1/slots?page_size=1')).data.data;
	return (await hero.post('/v1/appointments', { ...slot, duration: 15, patient_id })).data.id;
};

describe('customers', () => {
	test('are found by name, email and phone, in any case', async () => {
		expect(await search('TESTPATIENT')).toMatchObject({
			count: 1,
			data: [{ id: 'cus_example01', name: 'Sam Testpatient', sources: [{ last4: '4242' }] }],
		});
		expect((await search('sam.testpatient@')).count).toBe(1);
		expect((await search('07700 900123')).count).toBe(1);
		expect((await search('nobody at all')).data).toEqual([]);
		const empty = await hero.get('/v1/invoicing/customers?query=');
		expect(validationErrorOf(empty).path).toEqual(['query', 'query']);
	});

	test('can be created, and are found then', async () => {
		const { status, data } = await hero.post('/v1/invoicing/customers', { name: 'Pat Payer' });
		expect([status, data]).toEqual([
			200,
			{ id: expect.stringMatching(/^cus_/), name: 'Pat Payer', sources: [] },
		]);
		expect((await search('payer')).data).toEqual([data]);
	});

	test('a patient has a default customer or none', async () => {
		expect((await defaultOf(sam)).data.id).toBe('cus_example01');
		expect((await defaultOf('98766')).status).toBe(404);
		expect(validationErrorOf(await defaultOf('1'))).toMatchObject({
			path: ['query', 'patient_id'],
		});
		const nobody = await hero.get('/v1/invoicing/customers/default');
		expect(validationErrorOf(nobody).path).toEqual(['query', 'patient_id']);
	});
});

describe('an invoice', () => {
	test('is a draft at first, with status 201', async () => {
		const { status, data } = await create();
		expect(status).toBe(201);
		expect(data).toMatchObject({
			id: expect.any(String),
			stripe_id: expect.stringMatching(/^in_/),
			status: 'draft',
			subtotal: 7000,
			amount_due: 7000,
			patient_record_id: sam,
			appointment_id: null,
			created_at: '2026-03-16T08:00:00Z',
		});
	});

	test.each([
		[[{ id: 'SPRING10' }], 6300],
		[[{ id: 'WELCOME5' }], 6500],
		[[{ id: 'SPRING10' }, { id: 'WELCOME5' }], 5800],
	])('costs less with the coupons %j', async (coupons, amount_due) => {
		expect((await create({ coupons })).data).toMatchObject({ subtotal: 7000, amount_due });
	});

	test('never has a negative total, and accepts prices in pounds', async () => {
		const invoice_items_attributes = [{ quantity: 3, unit_amount_in_pounds: 1.15 }];
		const coupons = [{ id: 'WELCOME5' }];
		expect((await create({ invoice_items_attributes, coupons })).data).toMatchObject({
			subtotal: 345,
			amount_due: 0,
		});
	});

	test('takes the patient from the appointment', async () => {
		const appointment_id = await appointmentOf('98766');
		expect((await create({ patient_id: undefined, appointment_id })).data).toMatchObject({
			patient_record_id: '98766',
			appointment_id,
		});
		const anonymous = { patient_id: undefined, appointment_id: await appointmentOf() };
		expect(validationErrorOf(await create(anonymous)).path).toEqual(['body', 'patient_id']);
	});

	test('has the default customer, or creates one for the patient', async () => {
		await create({ patient_id: '98766', set_default_customer: true });
		expect((await defaultOf('98766')).data.name).toBe('Alex Example');
		await create({ customer_stripe_id: 'cus_example02', set_default_customer: true });
		expect((await defaultOf(sam)).data.id).toBe('cus_example02');
	});

	test.each([
		['issuer_id', '1'],
		['patient_id', '1'],
		['appointment_id', '1'],
		['practitioner_id', '1'],
		['customer_stripe_id', 'cus_nobody'],
		['due_date', 'soon'],
	])('with a %s of %s is refused, and not made', async (name, value) => {
		const before = sandbox.practice.invoices.size;
		expect(validationErrorOf(await create({ [name]: value })).path).toEqual(['body', name]);
		expect(sandbox.practice.invoices.size).toBe(before);
	});

	test('needs known coupons and a quantity of at least 1', async () => {
		expect(validationErrorOf(await create({ coupons: [{ id: 'FREE' }] })).path).toEqual([
			...['body', 'coupons', '0', 'id'],
		]);
		const nothing = [{ ...letter, quantity: 0 }];
		expect(validationErrorOf(await create({ invoice_items_attributes: nothing })).path).toEqual([
			...['body', 'invoice_items_attributes', '0', 'quantity'],
		]);
	});
});

describe('changing an invoice', () => {
	test('is possible while it is a draft, by either of its ids', async () => {
		const { id, stripe_id } = (await create()).data;
		clock.pass(60_000);
		expect((await update(id, { memo: 'Thank you', due_date: '2026-04-15' })).data).toMatchObject({
			...{ id, memo: 'Thank you', due_date: '2026-04-15', subtotal: 7000 },
			updated_at: '2026-03-16T08:01:00Z',
		});
		const invoice_items_attributes = [{ quantity: 1, unit_amount: 100 }];
		expect((await update(stripe_id, { invoice_items_attributes })).data).toMatchObject({
			...{ id, memo: 'Thank you', subtotal: 100 },
		});
	});

	test('is limited to memo, footer and coupons when it is finalized', async () => {
		const { id } = (await create()).data;
		expect((await update(id, { mode: 'finalize' })).data.status).toBe('open');
		expect(validationErrorOf(await update(id, { due_date: '2026-04-15' }))).toEqual({
			code: 'invoice_finalized',
			expected: 'memo, footer and coupons only',
			path: ['body', 'due_date'],
		});
		const { data } = await update(id, { footer: 'Pay soon', coupons: [{ id: 'SPRING10' }] });
		expect(data).toMatchObject({ status: 'open', footer: 'Pay soon', amount_due: 6300 });
	});

	test('charging at once pays it', async () => {
		const paid = { mode: 'finalize', collection_method: 'charge_automatically' };
		expect((await create(paid)).data.status).toBe('paid');
	});

	test('needs the invoice', async () => {
		expect((await update('1', { memo: 'Thank you' })).status).toBe(404);
	});
});

describe('linking an invoice of Stripe', () => {
	test('adds it at Hero, with the patient of the appointment', async () => {
		expect((await update('5120', {})).status).toBe(404);
		const appointment_id = await appointmentOf(sam);
		const body = { stripe_invoice_id: 'in_example01', appointment_id, issuer_id: '77' };
		expect((await link(body)).data).toMatchObject({
			...{ id: '5120', stripe_id: 'in_example01', appointment_id, patient_record_id: sam },
		});
		expect((await update('5120', { memo: 'Linked' })).data.memo).toBe('Linked');
	});

	test.each(['stripe_invoice_id', 'appointment_id', 'issuer_id'])('needs a %s', async (name) => {
		const appointment_id = await appointmentOf(sam);
		const body = { stripe_invoice_id: 'in_example01', appointment_id, issuer_id: '77' };
		for (const value of ['1', undefined]) {
			expect(validationErrorOf(await link({ ...body, [name]: value })).path).toEqual([
				'body',
				name,
			]);
		}
	});
});

test('coupons are listed', async () => {
	expect((await hero.get('/v1/invoicing/coupons')).data).toEqual({
		data: [
			{ id: 'SPRING10', name: 'Spring offer', percent_off: 10 },
			{ id: 'WELCOME5', name: 'Five pounds off', amount_off: 500 },
		],
		count: 2,
	});
});
