import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { useHeroServer } from '../support/engine/heroServer';
import { byId, runHero } from '../support/engine/runHero';

const hero = useHeroServer();

const bodies = () => hero.received.map(({ body }) => body);

const run = async (operation: string, parameters: INodeParameters, items: IDataObject[] = [{}]) =>
	await runHero(hero, { operation, parameters, items });

/** The required parameters of each operation, and Hero's name of its collection. */
const needed: Record<string, { parameters: INodeParameters; body: IDataObject; place: string }> = {
	'practiceGroup: update': { parameters: {}, body: {}, place: 'updateFields' },
	'admin: update': { parameters: { id: byId('77') }, body: {}, place: 'updateFields' },
	'episode: update': { parameters: { id: byId('4410') }, body: {}, place: 'updateFields' },
	'customer: create': {
		parameters: { name: 'Sam Testpatient' },
		body: { name: 'Sam Testpatient' },
		place: 'additionalFields',
	},
	'invoice: create': {
		parameters: { issuerId: byId('77') },
		body: { issuer_id: '77', patient_id: '98765' },
		place: 'additionalFields',
	},
	'invoice: update': {
		parameters: { id: byId('in_example01'), issuerId: byId('77') },
		body: { issuer_id: '77' },
		place: 'updateFields',
	},
};

/** The form with these fields in its collection. */
function formWith(operation: string, fields: INodeParameters): INodeParameters {
	const { parameters, place } = needed[operation];
	const patient = operation === 'invoice: create' ? { patientId: byId('98765') } : {};
	return { ...parameters, [place]: { ...patient, ...fields } };
}

/** A list of objects by expression, beside the rows that are filled in. */
const byList = (expression: string) => ({ list: [{ json: expression }] });

describe('an object has only the added members', () => {
	test.each([
		{
			operation: 'practiceGroup: update',
			fields: {
				address: {
					...{ line1: '12 High Street', line2: 'Headingley', line3: 'Unit 3', town: 'Leeds' },
					...{ county: 'West Yorkshire', postcode: 'LS1 4AP', country: 'United Kingdom' },
				},
			},
			sent: {
				address: {
					...{ line_1: '12 High Street', line_2: 'Headingley', line_3: 'Unit 3', town: 'Leeds' },
					...{ county: 'West Yorkshire', postcode: 'LS1 4AP', country: 'United Kingdom' },
				},
			},
		},
		{
			operation: 'practiceGroup: update',
			fields: { name: 'Example Road Surgery', address: { postcode: 'LS1 4AP' } },
			sent: { name: 'Example Road Surgery', address: { postcode: 'LS1 4AP' } },
		},
		{
			operation: 'practiceGroup: update',
			fields: {
				prescriptionPartner: 'signature_rx',
				prescriptionPartnerEnabled: true,
				prescriptionPartnerCredentials: { email: 'rx@example.com', password: 'not-a-password' },
			},
			sent: {
				prescription_partner: 'signature_rx',
				prescription_partner_enabled: true,
				prescription_partner_credentials: { email: 'rx@example.com', password: 'not-a-password' },
			},
		},
		{
			operation: 'admin: update',
			fields: {
				prescriberDetails: {
					...{ name: 'Dr Jo Example', email: 'jo@example.com', registrationCode: '7654321' },
				},
			},
			sent: {
				prescriber_details: {
					...{ name: 'Dr Jo Example', email: 'jo@example.com', registration_code: '7654321' },
				},
			},
		},
	])('$operation, $sent', async ({ operation, fields, sent }) => {
		await run(operation, formWith(operation, fields));
		expect(bodies()).toEqual([{ ...needed[operation].body, ...sent }]);
	});

	test('each item has its own values', async () => {
		const address = { town: '={{ $json.town }}', country: 'United Kingdom' };
		const items = [{ town: 'Leeds' }, { town: 'York' }];
		await run('practiceGroup: update', { updateFields: { address } }, items);
		expect(bodies()).toEqual([
			{ address: { town: 'Leeds', country: 'United Kingdom' } },
			{ address: { town: 'York', country: 'United Kingdom' } },
		]);
	});

	test('no member that was not added is sent', async () => {
		const address = { town: 'Leeds', planet: 'Earth' };
		await run('practiceGroup: update', { updateFields: { address } });
		expect(bodies()).toEqual([{ address: { town: 'Leeds' } }]);
	});
});

interface Rows {
	operation: string;
	/** Rows as filled in. */
	fields: INodeParameters;
	/** The same rows as a list, under Hero's name of the field. */
	sent: Record<string, IDataObject[]>;
}

const rowsOf: Rows[] = [
	{
		operation: 'episode: update',
		fields: {
			assignees: {
				rows: [
					{ type: 'Admin', additionalFields: { id: '77', name: 'Dr Jo Example' } },
					{ type: 'AdminTeam', additionalFields: { id: '5' } },
					{ type: 'Unassigned' },
				],
			},
		},
		sent: {
			assignees: [
				{ type: 'Admin', id: '77', name: 'Dr Jo Example' },
				{ type: 'AdminTeam', id: '5' },
				{ type: 'Unassigned' },
			],
		},
	},
	{
		operation: 'customer: create',
		fields: {
			sources: {
				rows: [
					{ additionalFields: { id: 'card_1', type: 'card', brand: 'visa', last4: '4242' } },
					{ additionalFields: { fingerprint: 'f1', expMonth: 12, expYear: 2027 } },
				],
			},
		},
		sent: {
			sources: [
				{ id: 'card_1', type: 'card', brand: 'visa', last4: '4242' },
				{ fingerprint: 'f1', exp_month: 12, exp_year: 2027 },
			],
		},
	},
	...['invoice: create', 'invoice: update'].map((operation) => ({
		operation,
		fields: {
			coupons: {
				rows: [{ id: 'SPRING10', additionalFields: { name: 'Spring offer' } }, { id: 'STAFF' }],
			},
		},
		sent: { coupons: [{ id: 'SPRING10', name: 'Spring offer' }, { id: 'STAFF' }] },
	})),
	{
		operation: 'invoice: create',
		fields: {
			invoiceItemsAttributes: {
				rows: [
					{
						quantity: 1,
						additionalFields: { description: 'Private medical letter', unitAmountInPounds: 17.5 },
					},
					{ quantity: 2, additionalFields: { unitAmount: 0, create: false } },
					{
						quantity: 3,
						additionalFields: { price: 'price_1', product: 'prod_1', stripeId: 'ii_1' },
					},
				],
			},
		},
		sent: {
			invoice_items_attributes: [
				{ quantity: 1, description: 'Private medical letter', unit_amount_in_pounds: 17.5 },
				{ quantity: 2, unit_amount: 0, create: false },
				{ quantity: 3, price: 'price_1', product: 'prod_1', stripe_id: 'ii_1' },
			],
		},
	},
];

describe.each(rowsOf)('$operation, rows $sent', ({ operation, fields, sent }) => {
	const [name] = Object.keys(fields);
	const [wireName] = Object.keys(sent);
	const { body } = needed[operation];

	test('filled in', async () => {
		await run(operation, formWith(operation, fields));
		expect(bodies()).toEqual([{ ...body, ...sent }]);
	});

	test('as a list with the names of Hero', async () => {
		const items = [{ rows: sent[wireName] }, { rows: sent[wireName].slice(0, 1) }];
		await run(operation, formWith(operation, { [name]: byList('={{ $json.rows }}') }), items);
		expect(bodies()).toEqual(items.map(({ rows }) => ({ ...body, [wireName]: rows })));
	});

	test('as JSON text, beside a filled-in row', async () => {
		const { rows } = fields[name] as { rows: INodeParameters[] };
		const list = [{ json: JSON.stringify(sent[wireName].slice(1)) }];
		await run(operation, formWith(operation, { [name]: { rows: rows.slice(0, 1), list } }));
		expect(bodies()).toEqual([{ ...body, ...sent }]);
	});
});
