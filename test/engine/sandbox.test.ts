import axios from 'axios';
import type { IDataObject, INodeParameters, IWorkflowBase } from 'n8n-workflow';

import { runWorkflow } from '../../scripts/engine';
import bookAndText from '../../examples/book-and-text.json';
import { startSandbox, type Sandbox } from '../../sandbox';
import { byId, installedPackage, runHero } from '../support/engine/runHero';
import { nextYear } from '../support/futureDates';

const minute = 60_000;
/** A Monday, before the practice opens. */
let time: number;
let sandbox: Sandbox;

beforeEach(async () => {
	time = Date.parse(`${nextYear}-03-16T08:00:00Z`);
	sandbox = await startSandbox({ now: () => new Date(time) });
});
afterEach(() => sandbox.stop());

const credentials = () => ({
	apiKey: sandbox.apiKey,
	practiceGroupId: sandbox.practiceGroupId,
});

const run = async (
	operation: string,
	parameters: INodeParameters = {},
	items: IDataObject[] = [{}],
) => await runHero(sandbox, { operation, parameters, items, credentials: credentials() });

const answered = (operationId: string, status = 200) =>
	sandbox.ledger.filter((entry) => entry.operationId === operationId && entry.status === status)
		.length;

/** The number of records of each kind in the sandbox. */
const recordCounts = async () =>
	(await axios.get<Record<string, number>>(`${sandbox.url}/_sandbox/state`)).data;

/** The writes with the status of their responses, sorted. */
const writes = () =>
	sandbox.ledger
		.filter(({ method }) => method !== 'GET')
		.map(({ operationId, status }) => `${operationId} ${status}`)
		.sort();

describe('the example Book a Free Slot and Text the Patient', () => {
	test('books and texts registered patients, and lists people who must prove their identity', async () => {
		await sandbox.stop();
		// The example looks for slots from tomorrow on, by real time.
		sandbox = await startSandbox();
		const { status, items } = await runWorkflow({
			workflow: bookAndText as unknown as IWorkflowBase,
			...installedPackage(sandbox, { credentials: credentials() }),
		});
		expect(status).toBe('success');

		expect(items('Registered?')).toMatchObject([{ json: { registered: true } }]);
		expect(items('Registered?', 1)).toMatchObject([{ json: { registered: false } }]);
		const [{ json: held }] = items('Hold Slot');
		expect(items('Book Appointment')).toMatchObject([
			{ json: { id: held.id, patient_id: '98765', booking_confirmed_at: expect.any(String) } },
		]);
		expect(items('Text the Patient')).toMatchObject([
			{
				json: {
					content: expect.stringMatching(/^Your appointment is booked for \w+day \d+ \w+ at/),
				},
			},
		]);
		expect(items('Ask the Patient to Prove Identity')).toMatchObject([
			{ json: { login_url: expect.stringContaining(sandbox.url) } },
		]);

		expect(writes()).toEqual([
			'bookAppointment 200',
			'createAppointment 200',
			'registerPatientPds 200',
			'registerPatientPds 200',
			'sendMessage 200',
		]);
		expect(await recordCounts()).toMatchObject({ messages: 1, appointments: 1 });
	});
});

describe('holding and booking', () => {
	const freeSlot = async () => (await run('slot: getMany', { limit: 1 })).json[0];
	const hold = async (slot: IDataObject, more: INodeParameters = {}) =>
		await run('appointment: create', {
			...{ time: 'byHand', appointmentTypeId: byId(String(slot.appointment_type_id)) },
			locationId: byId(String(slot.location_id)),
			practitionerId: byId(String(slot.practitioner_id)),
			...{ startTime: String(slot.start_time), duration: 15 },
			additionalFields: { patientId: byId('98765') },
			...more,
		});
	const book = async (id: unknown) => await run('appointment: book', { id: byId(String(id)) });

	test('a slot that was taken meanwhile is refused with the field and the reason', async () => {
		const slot = await freeSlot();
		expect((await hold(slot)).status).toBe('success');
		const { error } = await hold(slot);
		expect(error).toMatchObject({
			message: 'Hero did not accept the values [item 0]',
			description: "'Start Time': Hero expects time of a free slot (slot_unavailable).",
		});
		const bySlot = { time: 'slot', slot: byId(String(slot.id)) };
		expect((await run('appointment: create', bySlot)).error?.message).toBe(
			"Hero did not find what 'Slot' names [item 0]",
		);
		expect(answered('createAppointment')).toBe(1);
	});

	test('two items for the same slot: the first gets it, and the second fails with the reason', async () => {
		const slot = await freeSlot();
		const parameters = { time: 'slot', slot: byId('={{ $json.slot }}') };
		const items = [{ slot: slot.id }, { slot: slot.id }, { slot: slot.id }];
		const { error } = await run('appointment: create', parameters, items);
		expect(error?.context.itemIndex).toBe(1);
		expect(error?.description).toContain(
			'Of the other items: item 0 was carried out, item 2 was not sent.',
		);
		expect(answered('createAppointment')).toBe(1);
		expect(await recordCounts()).toMatchObject({ appointments: 1 });
	});

	test('a hold that has lapsed cannot be booked, and its time is free again', async () => {
		const slot = await freeSlot();
		const [{ id, reserved_until }] = (await hold(slot)).json;
		expect(reserved_until).toBe(`${nextYear}-03-16T08:15:00Z`);
		time += 16 * minute;
		const { error } = await book(id);
		expect(error).toMatchObject({
			message: 'Hero did not accept the values [item 0]',
			description: "'Appointment': Hero expects reserved (reservation_expired).",
		});
		expect((await freeSlot()).id).toBe(slot.id);
	});

	test('a held appointment can be booked only once', async () => {
		const [{ id }] = (await hold(await freeSlot())).json;
		expect((await book(id)).json).toMatchObject([{ id, patient_id: '98765' }]);
		expect((await book(id)).error?.description).toContain('already_booked');
		expect(answered('bookAppointment')).toBe(1);
	});

	test('an empty response to a cancellation becomes an item with success', async () => {
		const [{ id }] = (await hold(await freeSlot())).json;
		const cancelled = await run('appointment: cancel', { id: byId(String(id)) });
		expect(cancelled.json).toEqual([{ success: true, id }]);
	});
});

describe('Register via PDS', () => {
	const trace = async (nhs: string, dob: string) =>
		await run('patient: registerPds', { traceBy: 'nhsNumber', nhsNumber: nhs, dob });

	test('returns the patient when PDS knows the person', async () => {
		expect((await trace('999 000 0018', '1990-12-31')).json).toEqual([
			{ registered: true, patient_id: '98765' },
		]);
	});

	test('returns the URL of the identity check when one is needed, then the patient', async () => {
		const [asked] = (await trace('999 000 0026', '1985-07-14')).json;
		expect(asked).toEqual({
			registered: false,
			message: 'Identity check needed',
			login_url: expect.stringContaining(sandbox.url),
		});
		await axios.post(`${sandbox.url}/_sandbox/confirm-identity`, { nhs_number: '999 000 0026' });
		expect((await trace('999 000 0026', '1985-07-14')).json).toEqual([
			{ registered: true, patient_id: expect.any(String) },
		]);
	});

	test('reports an unknown person when NHS number and date of birth do not match', async () => {
		const { error } = await trace('999 000 0018', '1990-12-30');
		expect(error).toMatchObject({ httpCode: '404' });
		expect(`${error?.message} ${error?.description}`).not.toMatch(/999|1990/);
	});
});

test('each of many items is sent once, in order', async () => {
	const items = Array.from({ length: 25 }, (_, index) => ({ id: String(98_765 + index) }));
	const { status, output } = await run(
		'message: send',
		{
			messageType: 'hero',
			patientId: byId('={{ $json.id }}'),
			messageString: '=Note {{ $json.id }}',
		},
		items,
	);
	expect(status).toBe('success');
	expect(output.map(({ json }) => json.content)).toEqual(items.map(({ id }) => `Note ${id}`));
	expect(output.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
	expect(answered('sendMessage')).toBe(25);
});

test('a wrong key is rejected once, and the error names the credential', async () => {
	const { error } = await runHero(sandbox, {
		operation: 'practiceGroup: get',
		credentials: { ...credentials(), apiKey: 'other' },
	});
	expect(error?.message).toBe('Hero refused the API key for this practice group [item 0]');
	expect(sandbox.ledger).toHaveLength(1);
});
