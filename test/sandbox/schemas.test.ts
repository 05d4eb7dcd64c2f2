import type { AxiosInstance } from 'axios';
import { submitForm } from '../../sandbox/practice/forms';
import type { Sandbox } from '../../sandbox';
import { openSandbox, stoppedClock } from '../support/sandbox/client';
import { documented, responseErrors, successOf } from '../support/sandbox/contract';

/** The parts of a call beside its method and path. */
interface Call {
	/** The value of each path parameter. */
	path?: Record<string, string>;
	query?: string;
	body?: object;
}

const sam = '98765';
const alex = '98766';
const clock = stoppedClock();
let sandbox: Sandbox;
let hero: AxiosInstance;

beforeAll(async () => {
	({ sandbox, hero } = await openSandbox({ now: clock.now, unknownValues: true }));
});
afterAll(() => sandbox.stop());

/** A free slot some days ahead that no other call uses. */
const time = () => {
	const free = sandbox.practice.slots.filter(
		({ practitioner_id, appointment_type_id, appointments }) =>
			practitioner_id === '12' && appointment_type_id === '32' && !appointments.length,
	);
	const { practitioner_id, appointment_type_id, location_id, start } = free[60];
	const start_time = new Date(start).toISOString();
	return { practitioner_id, appointment_type_id, location_id, start_time, duration: 15 };
};
const made = async (path: string, body: object, name = 'id') =>
	String((await hero.post(path, body)).data[name]);
const held = () => made('/v1/appointments', { ...time(), patient_id: sam });
const booked = async () => {
	const id = await held();
	await hero.patch(`/v1/appointments/${id}/book`);
	return id;
};
const withId = (id: string): Call => ({ path: { id } });
const bookingLink = () =>
	made('/v1/booking_links', {
		...{ appointment_type_id: '31', location_id: '5', patient_id: sam },
		...{ from_date: '2026-03-17', expiry_date: '2026-04-16', maximum_use_count: 2 },
	});
const batch = async () => {
	const people = [...sandbox.practice.patients.values()].slice(0, 30);
	const recipients = people.map(({ nhs_number, dob }) => ({ nhs_number, dob: `${dob}T00:00:00Z` }));
	return made('/v1/batch_message', {
		...{ name: 'Asthma reviews', channel: 'EMAIL', subject: 'Asthma review' },
		...{ content: 'Your asthma review is due.', recipients },
	});
};
const sentBatch = async () => {
	const id = await batch();
	await hero.patch(`/v1/batch_message/${id}/send`);
	clock.pass(5_500);
	return id;
};
const invoice = {
	...{ issuer_id: '77', patient_id: sam, mode: 'draft', coupons: [{ id: 'SPRING10' }] },
	invoice_items_attributes: [{ description: 'Letter', quantity: 2, unit_amount_in_pounds: 35 }],
};
const customer = { name: 'Sam Testpatient', email: 'sam.testpatient@example.com' };
const webhook = { event_type: 'appointment.confirmed', url: 'http://127.0.0.1:9/hero' };

const calls: Record<string, () => Call | Promise<Call>> = {
	createAccessToken: () => ({}),
	getPracticeGroupById: () => ({}),
	updatePracticeGroup: () => ({ body: { name: 'Example Road', address: { town: 'Leeds' } } }),
	getCapabilities: () => ({}),
	getConfiguration: () => ({}),
	listPracticeGroupElements: () => ({}),
	listAdmins: () => ({ query: 'order_by=first_name&order_descending=true' }),
	updateAdmin: () => ({ ...withId('77'), body: { prescriber_details: { name: 'Dr Jo' } } }),
	registerPatientPds: () => ({ body: { nhs_number: '999 000 0026', dob: '1985-07-14' } }),
	registerPatient: () => ({
		body: { first_name: 'Kit', last_name: 'Newcomer', dob: '2001-02-03', mobile: '07700 900999' },
	}),
	listPatientsV3: () => ({ query: 'last_name=T&page_size=200' }),
	listPatientsV2: () => ({ query: 'field=last_name&search=s' }),
	listPatients: () => ({ query: 'field=last_name&search=s' }),
	getPatientByIdV2: () => withId(sam),
	getPatientById: () => withId(alex),
	listPatientAttachments: () => withId(sam),
	listPatientEhrCandidates: () => withId(sam),
	connectPatientEhr: async () => {
		const body = {
			first_name: 'Lee',
			last_name: 'Newer',
			dob: '1990-12-31',
			mobile: '07700 900998',
		};
		const id = await made('/v1/patients/register', body, 'patient_id');
		return { ...withId(id), body: { ehr_partner_id: '21000' } };
	},
	previewPatientMerge: () => ({ ...withId(sam), body: { patient_id: alex } }),
	mergePatient: async () => {
		const path = '/v1/patients/98767/merge/preview';
		const merge_token = await made(path, { patient_id: '98768' }, 'merge_token');
		return { ...withId('98767'), body: { patient_id: '98768', merge_token } };
	},
	sendMessage: () => ({
		body: { patient_id: sam, message_type: 'sms', message_string: 'Hello', write_to_record: true },
	}),
	getMessage: async () => {
		const body = { patient_id: sam, message_type: 'sms', message_string: 'Hello' };
		const more = { auto_write_to_record: true, send_at: '2026-03-17T09:00:00Z' };
		return withId(await made('/v1/messages/send', { ...body, ...more }, 'message_id'));
	},
	listTemplates: () => ({}),
	validateSnomedCode: () => ({ body: { code: '195967001' } }),
	createBatchMessage: () => ({
		body: {
			...{ name: 'Flu', channel: 'SMS', content: 'Your flu jab is due.' },
			recipients: [{ nhs_number: '9990000018', dob: '1990-12-31T00:00:00Z' }],
		},
	}),
	listBatchMessages: async () => {
		await sentBatch();
		return { query: 'page_index=0&page_size=10&status=QUEUED' };
	},
	getBatchMessage: async () => withId(await batch()),
	sendBatchMessage: async () => withId(await batch()),
	listBatchMessageRecipients: async () => withId(await sentBatch()),
	listBatchMessageSends: async () => withId(await sentBatch()),
	listAutomatedMessages: async () => {
		await booked();
		return { query: 'orderBy=createdAt&order_descending=true' };
	},
	getAutomatedMessage: async () => {
		await booked();
		return withId('81002');
	},
	listAppointments: async () => {
		await booked();
		return { query: 'order_by=start_time' };
	},
	createAppointment: () => ({ body: { ...time(), patient_id: sam } }),
	getAppointment: async () => withId(await booked()),
	editAppointment: async () => ({ ...withId(await held()), body: time() }),
	getAppointmentStatus: async () => withId(await held()),
	bookAppointment: async () => withId(await held()),
	cancelAppointment: async () => withId(await booked()),
	rescheduleAppointment: async () => {
		const [slot] = (await hero.get('/v1/slots?page_index=20')).data.data;
		const path = { id: await booked() };
		return { path, body: { slot_id: slot.id, suppress_availability_check: true } };
	},
	listSlots: () => ({ query: 'start_date=2026-03-17&page_size=200' }),
	countSlots: () => ({}),
	getSlot: async () => withId((await hero.get('/v1/slots?page_size=1')).data.data[0].id),
	checkSlotAvailability: () => ({ body: time() }),
	listPractitioners: () => ({}),
	getPractitioner: () => withId('15'),
	listLocations: () => ({ query: 'has_availability=true' }),
	listAppointmentTypes: () => ({}),
	createBookingLink: () => ({ body: { appointment_type_id: '31', location_id: '5' } }),
	getBookingLink: async () => withId(await bookingLink()),
	updateBookingLink: async () => ({ ...withId(await bookingLink()), body: { location_id: '6' } }),
	listBookingLinks: async () => {
		await bookingLink();
		return {};
	},
	createFormLink: () => ({ body: { form_id: '204', patient_id: sam } }),
	createAttachmentLink: () => ({ body: { ehr_file_id: 'F-88121', patient_id: sam } }),
	createVideoLink: () => ({ body: { link_name: 'Video consultation', patient_id: sam } }),
	getLinkStatus: async () => ({ query: `id=${await bookingLink()}` }),
	listShortLinks: async () => {
		await bookingLink();
		return { query: 'type=booking&order_by=expiry_date' };
	},
	listForms: () => ({}),
	getForm: () => withId('204'),
	getFormResponse: async () => {
		const short_link_id = await made('/v1/form_links', { form_id: '204' }, 'short_link_id');
		const appointment_id = await booked();
		const submission = { patient_id: sam, appointment_id, short_link_id };
		const { id } = submitForm(sandbox.practice, '204', submission);
		clock.pass(60_000);
		return withId(id);
	},
	listEpisodes: () => ({ query: 'status[]=open&status[]=closed&order_by[]=priority&page_size=9' }),
	getEpisode: () => withId('3301'),
	updateEpisode: () => ({
		...withId('3302'),
		body: { status: 'in_progress', priority: 'high', assignees: [{ type: 'Admin', id: '77' }] },
	}),
	listEpisodesV2: () => ({}),
	getEpisodeV2: async () => {
		await hero.post('/v1/notes', { episode_id: '3303', description: 'Called back.' });
		return withId('3303');
	},
	createEpisodeNote: () => ({ body: { episode_id: '3304', description: 'Feels better.' } }),
	getTask: () => withId('61200'),
	updateTask: () => ({
		...withId('61200'),
		body: { status: 'closed', priority: 'low', assignee_type: 'admin_team', assignee_id: '12' },
	}),
	listCoupons: () => ({}),
	listCustomers: () => ({ query: 'query=example.com' }),
	createCustomer: () => ({ body: customer }),
	getDefaultCustomer: () => ({ query: `patient_id=${sam}` }),
	createInvoice: () => ({ body: invoice }),
	updateInvoice: async () => {
		const id = await made('/v1/invoicing/invoices', invoice);
		return { ...withId(id), body: { issuer_id: '77', memo: 'Thank you', mode: 'finalize' } };
	},
	linkInvoice: async () => {
		const appointment_id = await booked();
		return { body: { stripe_invoice_id: 'in_example01', appointment_id, issuer_id: '77' } };
	},
	listPrescriberPharmacies: () => withId('41'),
	createPharmacy: () => ({
		body: {
			...{ name: 'Sample Pharmacy', email: 'sample.pharmacy@example.com' },
			...{ mobile: '07700 900457', prescriber_id: '42' },
		},
	}),
	listSubscriptions: () => ({ query: 'status=active&order_by[]=created_at' }),
	searchHcaConsultants: () => ({ query: 'search=cardiology' }),
	getHcaConsultant: () => ({ path: { gmc_number: '9999999' } }),
	getHeidiToken: () => ({}),
	createWebhook: () => ({ body: { ...webhook, signing_key: 'example', headers: { 'X-A': 'b' } } }),
	listWebhooks: async () => {
		await hero.post('/v1/webhooks', webhook);
		return {};
	},
	deleteWebhook: async () => withId(await made('/v1/webhooks', webhook)),
};

test('each of these calls is in the contract', () => {
	const ids = documented.map(({ operationId }) => operationId);
	expect(Object.keys(calls).filter((id) => !ids.includes(id))).toEqual([]);
});

describe('a success response matches the contract, with unknown values too:', () => {
	test.each(documented.map((one) => [one.operationId, one] as const))('%s', async (id, one) => {
		if (!calls[id]) throw new Error(`Add ${id} to calls in test/sandbox/schemas.test.ts`);
		const { path = {}, query = '', body } = await calls[id]();
		const url = one.path.replace(/\{(\w+)\}/g, (_, name: string) => path[name]);
		const answer = await hero.request({ method: one.method, url: `${url}?${query}`, data: body });
		expect({ status: answer.status, misfits: responseErrors(one, answer) }).toEqual({
			status: successOf(one),
			misfits: [],
		});
		if (Array.isArray(answer.data.data) && answer.data.data.length === 0) {
			throw new Error(
				`The sandbox has no row for ${id}: seed one, or call it where there are rows`,
			);
		}
	});
});

describe('unknown values', () => {
	const unknown = 'not_yet_documented';

	test('add a field to every record', async () => {
		expect((await hero.get(`/v1/patients/${sam}`)).data).toHaveProperty(unknown);
		for (const record of (await hero.get('/v1/admins')).data.data) {
			expect(record).toHaveProperty(unknown);
		}
	});

	test('replace some values of open enums', async () => {
		const types = [];
		for (let count = 0; count < 20; count++) {
			types.push(...(await hero.get('/v1/appointment_types')).data.data);
		}
		const values = types.map(({ practitioner_type }) => practitioner_type);
		const share = values.filter((value) => value === unknown).length / values.length;
		expect(share).toBeGreaterThan(0);
		expect(share).toBeLessThan(0.5);
	});

	test('are off by default', async () => {
		const plain = await openSandbox();
		const { data } = await plain.hero.get(`/v1/patients/${sam}`);
		await plain.sandbox.stop();
		expect(data).not.toHaveProperty(unknown);
	});
});
