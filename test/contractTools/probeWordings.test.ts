import type { Contract, JsonSchema } from '../../api';
import { problemWording } from '../support/contractTools/mockWordings';
import {
	changed,
	differencesOf,
	doubtsOf,
	moveCall,
	operationOf,
	probeMock,
} from '../support/contractTools/probeInProcess';

const probeChanged = async (
	only: string[],
	change: (contract: Contract) => void = () => undefined,
) => await probeMock(changed(change), { only, wording: problemWording });

function setResponse(contract: Contract, id: string, content: object): void {
	operationOf(contract, id).responses['200'].content = { 'application/json': content };
}

function requireNoteField(contract: Contract, name: string, schema: JsonSchema): void {
	const note = contract.components.schemas.NoteCreate;
	note.required = [...(note.required ?? []), name];
	note.properties = { ...note.properties, [name]: schema };
}

describe('a mock that answers with problem details', () => {
	it('is no different if it says the same, although a refused list quotes the name of its field', async () => {
		const only = ['listForms', 'listBatchMessages', 'listEpisodes', 'updateTask', 'createPharmacy'];
		const probed = await probeChanged(only);
		expect(differencesOf(probed)).toEqual([]);
		expect(doubtsOf(probed)).toEqual([]);
	});

	it('shows another method, although a wrong one is answered with the methods of the path', async () => {
		const probed = await probeChanged(['editAppointment'], (contract) =>
			moveCall(contract, ['/v1/appointments/{id}', 'put'], ['/v1/appointments/{id}', 'patch']),
		);
		expect(differencesOf(probed)).toEqual([
			'refuted editAppointment method | ours PUT | Hero PATCH',
		]);
	});

	it('shows a required body that it does not call by a name', async () => {
		const probed = await probeChanged(['sendBatchMessage'], (contract) => {
			operationOf(contract, 'sendBatchMessage').requestBody = {
				required: true,
				content: {
					'application/json': {
						schema: {
							type: 'object',
							required: ['confirm'],
							properties: { confirm: { type: 'boolean' } },
						},
					},
				},
			};
		});
		expect(differencesOf(probed).join()).toContain('new sendBatchMessage requestBody');
	});
});

describe('a required field of which no value is accepted', () => {
	it('is found all the same, while the rest of the call is not clear', async () => {
		const probed = await probeChanged(['createEpisodeNote'], (contract) =>
			requireNoteField(contract, 'visibility', { type: 'string', enum: ['inside', 'outside'] }),
		);
		expect(differencesOf(probed)).toEqual([
			'new createEpisodeNote requestBody visibility field | Hero anything, required',
		]);
		expect(doubtsOf(probed)).toHaveLength(1);
	});
});

describe('a call that has moved', () => {
	it.each([
		['listLocations', '/v1/locations', '/v4/locations'],
		['listAppointmentTypes', '/v1/appointment_types', '/v1/appointmentTypes'],
		['listCoupons', '/v1/invoicing/coupons', '/v1/coupons'],
	])('is found: %s', async (id, from, to) => {
		const probed = await probeChanged([id], (contract) =>
			moveCall(contract, [from, 'get'], [to, 'get']),
		);
		expect(differencesOf(probed)).toEqual([`refuted ${id} path | ours ${from} | Hero ${to}`]);
	});

	it('is not taken for the other method of a call beside it, nor for a name without a path', async () => {
		const probed = await probeChanged(['updateTask', 'getTask', 'listTasks'], (contract) => {
			moveCall(contract, ['/v1/tasks/{id}', 'patch'], ['/v1/tasks/{id}', 'put']);
			moveCall(contract, ['/v2/tasks/{id}', 'get'], ['/v1/tasks/{id}', 'get']);
		});
		expect(differencesOf(probed).sort()).toEqual([
			'refuted getTask path | ours /v2/tasks/{id} | Hero /v1/tasks/{id}',
			'refuted updateTask method | ours PATCH | Hero PUT',
		]);
	});
});

describe('a value that the mock makes up', () => {
	it.each<[string, string, object]>([
		['a key of an object with free keys', 'createWebhook', { headers: { 'X-Own': 'a' } }],
		['names of a sampler', 'createWebhook', { headers: { property1: 'a', property2: 'b' } }],
		[
			'null where the contract leaves all open',
			'getBookingLink',
			{ meta: { location_id: [null] } },
		],
	])('is no new field: %s', async (_name, id, example) => {
		const probed = await probeChanged([id], (contract) => setResponse(contract, id, { example }));
		expect(differencesOf(probed)).toEqual([]);
	});
});
