import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { useHeroServer } from '../support/engine/heroServer';
import { byList, formWith, needed } from '../support/engine/nestedForms';
import { runHero } from '../support/engine/runHero';

const hero = useHeroServer();

const bodies = () => hero.received.map(({ body }) => body);

const run = async (operation: string, parameters: INodeParameters, items: IDataObject[] = [{}]) =>
	await runHero(hero, { operation, parameters, items });

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
