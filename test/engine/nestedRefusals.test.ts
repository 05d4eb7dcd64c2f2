import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { badRequest, useHeroServer } from '../support/engine/heroServer';
import { byList, formWith, needed } from '../support/engine/nestedForms';
import { runHero } from '../support/engine/runHero';

const hero = useHeroServer();

const run = async (operation: string, parameters: INodeParameters, items: IDataObject[] = [{}]) =>
	await runHero(hero, { operation, parameters, items });

describe('the error of an invalid value names the row and the member', () => {
	const assignees = (...rows: INodeParameters[]) => ({ assignees: { rows } });
	const nothing = '={{ $json.nothing }}';

	test.each<[string, INodeParameters, string]>([
		['episode: update', assignees(), "'Assignees' is empty"],
		['episode: update', { assignees: {} }, "'Assignees' is empty"],
		['episode: update', { assignees: byList('={{ [] }}') }, "'Assignees' is empty"],
		['episode: update', { assignees: byList(nothing) }, "'Assignees' is empty"],
		[
			'episode: update',
			{ assignees: byList('={{ ["Admin"] }}') },
			"'Assignees' needs a list of objects",
		],
		['episode: update', { assignees: byList('{ "a": ') }, "'Assignees' needs a list of objects"],
		[
			'episode: update',
			assignees({ type: 'Admin' }, { type: nothing }),
			"'Assignees' row 2 › 'Type' is empty",
		],
		[
			'episode: update',
			{ assignees: byList('={{ [{ id: "77" }] }}') },
			"'Assignees' row 1 › 'Type' is empty",
		],
		[
			'episode: update',
			assignees({ type: '={{ "Robot" }}' }),
			"'Assignees' row 1 › 'Type' takes only: Admin, Admin Team, Unassigned",
		],
		[
			'episode: update',
			assignees({ type: 'Admin' }, { type: 'Admin', additionalFields: { name: '' } }),
			"'Assignees' row 2 › 'Name' is empty",
		],
		['customer: create', { sources: { rows: [{}] } }, "'Payment Sources' row 1 is empty"],
		[
			'customer: create',
			{ sources: { rows: [{ additionalFields: { expMonth: '={{ "May" }}' } }] } },
			"'Payment Sources' row 1 › 'Expiry Month' needs a whole number from 1 to 12",
		],
		[
			'invoice: create',
			{ invoiceItemsAttributes: { rows: [{ quantity: '={{ 0 }}' }] } },
			"'Items' row 1 › 'Quantity' needs a whole number of 1 or more",
		],
		[
			'invoice: create',
			{
				invoiceItemsAttributes: {
					rows: [{ quantity: 1 }, { quantity: 1, additionalFields: { unitAmount: '={{ 17.5 }}' } }],
				},
			},
			"'Items' row 2 › 'Unit Amount' needs a whole number from 0 to 99999999",
		],
		[
			'invoice: update',
			{ coupons: { rows: [{ id: nothing }] } },
			"'Coupons' row 1 › 'ID' is empty",
		],
		['practiceGroup: update', { address: {} }, "'Address' is empty"],
		['practiceGroup: update', { address: { line1: '' } }, "'Address' › 'Line 1' is empty"],
		['practiceGroup: update', { address: { town: nothing } }, "'Address' › 'Town' is empty"],
		[
			'practiceGroup: update',
			{ prescriptionPartnerCredentials: { email: 'rx@example.com', password: '' } },
			"'Prescription Partner Login' › 'Password' is empty",
		],
		[
			'admin: update',
			{ prescriberDetails: { email: '={{ ["a"] }}' } },
			"'Prescriber Details' › 'Email' needs a text",
		],
	])('%s, %j: %s', async (operation, fields, reason) => {
		const { error } = await run(operation, formWith(operation, fields));
		expect(error?.message).toBe(`${reason} [item 0]`);
		expect(hero.connectionCount()).toBe(0);
	});

	test('validation errors of Hero are shown with the names of the form', async () => {
		hero.respondWith(
			badRequest(
				{ code: 'invalid_type', expected: 'string', path: ['body', 'assignees', 1, 'id'] },
				{ code: 'too_small', expected: '1', path: ['body', 'assignees'] },
			),
		);
		const { error } = await run('episode: update', {
			...needed['episode: update'].parameters,
			updateFields: assignees({ type: 'Unassigned' }, { type: 'Unassigned' }),
		});
		expect(error?.description).toContain("'Assignees':");
		expect(error?.description).toMatch(/'Assignees › .+': Hero expects string \(invalid_type\)/);
	});
});
