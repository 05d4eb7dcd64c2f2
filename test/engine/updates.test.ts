import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { useHeroServer } from '../support/engine/heroServer';
import { formWith } from '../support/engine/nestedForms';
import { byId, runHero } from '../support/engine/runHero';

const hero = useHeroServer();

const bodies = () => hero.received.map(({ body }) => body);

const run = async (operation: string, parameters: INodeParameters, items: IDataObject[] = [{}]) =>
	await runHero(hero, { operation, parameters, items });

describe('an update without a change is rejected', () => {
	test.each<[string, INodeParameters]>([
		['practiceGroup: update', {}],
		['admin: update', { id: byId('77') }],
		['episode: update', { id: byId('4410') }],
		['task: update', { id: byId('5511') }],
		['link: updateBooking', { id: byId('30990') }],
		['invoice: update', { id: byId('in_example01'), issuerId: byId('77') }],
	])('%s', async (operation, parameters) => {
		for (const updateFields of [{}, undefined]) {
			const { error } = await run(operation, {
				...parameters,
				...(updateFields ? { updateFields } : {}),
				options: { practiceGroupId: '1043' },
			});
			expect(error).toMatchObject({
				message: 'Nothing to change [item 0]',
				description: 'Add a field under Update Fields.',
			});
		}
		expect(hero.connectionCount()).toBe(0);
	});
});

describe('External Prescriber ID of an admin', () => {
	const update = async (externalPrescriberId: string, items?: IDataObject[]) =>
		await run('admin: update', formWith('admin: update', { externalPrescriberId }), items);

	test.each(['', '={{ "" }}', '={{ null }}'])('is cleared by %j', async (entered) => {
		await update(entered);
		expect(bodies()).toEqual([{ external_prescriber_id: null }]);
	});

	test('is not cleared when an expression gives nothing', async () => {
		const { error } = await update('={{ $json.prescriber }}', [{}]);
		expect(error?.message).toBe("'External Prescriber ID' is empty [item 0]");
		expect(hero.connectionCount()).toBe(0);
	});

	test('is not sent unless it was added', async () => {
		await run('admin: update', formWith('admin: update', { prescriberDetails: { name: 'Jo' } }));
		expect(bodies()).toEqual([{ prescriber_details: { name: 'Jo' } }]);
	});
});
