import type { AxiosInstance } from 'axios';
import type { Sandbox } from '../../sandbox';
import { openSandbox, stoppedClock, type Clock } from '../support/sandbox/client';
import { openReceiver, type Receiver } from '../support/sandbox/receiver';
import type { Patient } from '../../sandbox/practice/model';

const sam = '98765';
const born = { day: '31', month: '12', year: '1990' };
const MARKUP = '<img src=x onerror=alert(1)>';

let clock: Clock;
let sandbox: Sandbox;
let hero: AxiosInstance;
let receiver: Receiver;

beforeAll(async () => {
	receiver = await openReceiver();
});
afterAll(() => receiver.close());
beforeEach(async () => {
	receiver.received.length = 0;
	clock = stoppedClock();
	({ sandbox, hero } = await openSandbox({ now: clock.now }));
});
afterEach(() => sandbox.stop());

const subscribe = (event_type: string) =>
	hero.post('/v1/webhooks', { event_type, url: receiver.url });
const announced = async () => {
	await sandbox.whenIdle();
	return receiver.received.map(({ body }) => JSON.parse(body));
};
const fill = (url: string, fields: object) =>
	hero.post(url, new URLSearchParams({ ...fields }), { maxRedirects: 0 });
const makeLink = async (body: object = {}) =>
	(
		await hero.post('/v1/booking_links', {
			...{ patient_id: sam, appointment_type_id: '32', location_id: '5' },
			...body,
		})
	).data.booking_link as string;
const slotsOn = (page: string) =>
	[...page.matchAll(/name="slot"\s+value="(\d+)"/g)].map(([, id]) => id);
const usesOf = (url: string) =>
	[...sandbox.practice.links.values()].find((link) => link.url === url)?.number_of_uses;

/** Books the last time of a link, and returns the page that the patient is redirected to. */
async function bookBy(url: string): Promise<string> {
	const slot = slotsOn((await fill(url, born)).data).at(-1) as string;
	const { status, headers } = await fill(url, { ...born, slot });
	expect(status).toBe(303);
	return headers.location;
}

test('every page is self-contained and fits a phone', async () => {
	const { headers, data } = await hero.get(await makeLink());
	expect(headers['content-security-policy']).toContain("default-src 'none'");
	expect(data).toContain('<html lang="en-GB">');
	expect(data).toContain('name="viewport" content="width=device-width, initial-scale=1"');
	expect(data).not.toContain('<script');
});

describe('a booking link', () => {
	test('asks the patient for the date of birth, and rejects others', async () => {
		const url = await makeLink();
		const page = (await hero.get(url)).data;
		expect(page).toContain('Date of birth');
		expect(page).not.toContain('NHS number');
		for (const wrong of [{}, { ...born, year: '1991' }, { day: '31' }]) {
			const { data } = await fill(url, { ...wrong, slot: '900001' });
			expect(data).toContain('does not match our records');
			expect(slotsOn(data)).toEqual([]);
		}
		expect(sandbox.practice.appointments.size).toBe(0);
	});

	test('is locked after ten wrong dates of birth, and not before', async () => {
		const url = await makeLink();
		const enterWrongDate = () => fill(url, { ...born, year: '1991' });
		for (let attempt = 1; attempt < 10; attempt++) await enterWrongDate();
		expect(slotsOn((await fill(url, born)).data)).not.toEqual([]);
		await enterWrongDate();
		const { status, data } = await fill(url, born);
		expect([status, slotsOn(data)]).toEqual([410, []]);
		expect(data).toContain('This link is locked');
	});

	test('offers the free times that it allows', async () => {
		const url = await makeLink({
			practitioner_id: '12',
			from_date: '2026-03-18',
			to_date: '2026-03-18',
		});
		const offered = slotsOn((await fill(url, born)).data);
		const filters = 'practitioner_id=12&appointment_type_id=32&location_id=5&page_size=200';
		const { data } = await hero.get(
			`/v1/slots?${filters}&start_date=2026-03-18&end_date=2026-03-18`,
		);
		expect(offered.length).toBeGreaterThan(5);
		expect(offered).toEqual(data.data.map(({ id }: { id: string }) => id));
		const elsewhere = sandbox.practice.slots.find(
			({ practitioner_id }) => practitioner_id === '13',
		);
		const forced = await fill(url, { ...born, slot: String(elsewhere?.id) });
		expect(forced.data).toContain('Somebody has just taken that time');
	});

	test('books as the API does: once, with an event, and counts the use', async () => {
		await subscribe('appointment.confirmed');
		const url = await makeLink({ maximum_use_count: 1 });
		const booked = await bookBy(url);
		const [appointment] = sandbox.practice.appointments.values();
		expect((await hero.get(`/v1/appointments/${appointment.id}`)).data).toMatchObject({
			patient_id: sam,
			booking_confirmed_at: '2026-03-16T08:00:00Z',
		});
		expect(await announced()).toMatchObject([
			{ event: 'appointment.confirmed', id: appointment.id, practice_group_id: '1042' },
		]);
		expect((await hero.get(booked)).data).toContain('Your appointment is booked');
		expect(usesOf(url)).toBe(1);
		const again = await hero.get(url);
		expect([again.status, again.data]).toEqual([410, expect.stringContaining('has been used')]);
		expect((await fill(url, born)).status).toBe(410);
	});

	test('explains when the time was taken meanwhile', async () => {
		const url = await makeLink();
		const slot = slotsOn((await fill(url, born)).data)[0];
		await fill(url, { ...born, slot });
		const { status, data } = await fill(url, { ...born, slot });
		expect([status, slotsOn(data).includes(slot)]).toEqual([200, false]);
		expect(data).toContain('Somebody has just taken that time');
		expect(sandbox.practice.appointments.size).toBe(1);
	});

	test('lets the patient cancel in time', async () => {
		await subscribe('appointment.cancelled');
		const booked = await bookBy(await makeLink());
		expect((await hero.get(booked)).data).toContain('Cancel this appointment');
		const { status, headers } = await fill(booked, {});
		expect([status, headers.location]).toEqual([303, booked]);
		expect((await hero.get(booked)).data).toContain('Your appointment is cancelled');
		expect(await announced()).toMatchObject([{ event: 'appointment.cancelled' }]);
	});

	test('does not let the patient cancel on the last day', async () => {
		const booked = await bookBy(await makeLink());
		const [appointment] = sandbox.practice.appointments.values();
		clock.set(new Date(appointment.start - 3_600_000).toISOString());
		const { data } = await hero.get(booked);
		expect(data).toContain('please call the practice');
		expect(data).not.toContain('Cancel this appointment');
		await fill(booked, {});
		expect((await hero.get(booked)).data).toContain('Your appointment is booked');
	});

	test('shows no appointment of another link', async () => {
		const booked = await bookBy(await makeLink());
		const other = new URL(await makeLink()).pathname;
		const path = booked.replace(/^\/s\/\w+/, other);
		expect((await hero.get(path)).status).toBe(404);
		expect((await fill(path, {})).status).toBe(404);
	});

	test('for anyone asks for the NHS number too', async () => {
		const url = await makeLink({ patient_id: undefined });
		expect((await hero.get(url)).data).toContain('NHS number');
		expect((await fill(url, { ...born, nhs_number: '999 000 0026' })).data).toContain('not match');
		const page = (await fill(url, { ...born, nhs_number: '999 000 0018' })).data;
		const [slot] = slotsOn(page);
		await fill(url, { ...born, nhs_number: '999 000 0018', slot });
		const [appointment] = sandbox.practice.appointments.values();
		expect(appointment.patient_id).toBe(sam);
	});

	test('explains that it has expired', async () => {
		const url = await makeLink({ expiry_date: '2026-03-16' });
		clock.set('2026-03-17T09:00:00Z');
		const { status, data } = await hero.get(url);
		expect([status, data]).toEqual([410, expect.stringContaining('This link has expired')]);
		expect((await fill(url, { ...born, slot: '900001' })).status).toBe(410);
	});
});

describe('a form link', () => {
	const formLink = async (body: object = {}) =>
		(await hero.post('/v1/form_links', { form_id: '204', patient_id: sam, ...body })).data
			.form_link as string;

	test('shows the questions and stores the answers', async () => {
		await subscribe('form-submission.created');
		const url = await formLink();
		expect((await hero.get(url)).data).toContain('Does your asthma wake you at night?');
		const answers = { 'answer-8801': 'Twice a day', 'answer-8802': MARKUP };
		const { status, headers } = await fill(url, answers);
		expect(status).toBe(303);
		expect((await hero.get(headers.location)).data).toContain('Thank you');
		const [response] = sandbox.practice.formResponses.values();
		expect(response).toMatchObject({
			...{ patient_id: sam, form_id: '204' },
			answers: { '8801': 'Twice a day', '8802': MARKUP },
		});
		expect(await announced()).toMatchObject([
			{ event: 'form-submission.created', id: response.id },
		]);
		expect(usesOf(url)).toBe(1);
	});

	test('for anyone asks for the identity, and keeps the answers meanwhile', async () => {
		const url = await formLink({ patient_id: undefined });
		const wrong = { ...born, nhs_number: '1', 'answer-8801': `"${MARKUP}` };
		const { data } = await fill(url, wrong);
		expect(data).toContain('does not match our records');
		expect(data).toContain('&#34;&#60;img src=x onerror=alert(1)&#62;');
		expect(data).not.toContain('<img');
		expect((await fill(url, { ...wrong, nhs_number: '9990000018' })).status).toBe(303);
		expect(sandbox.practice.formResponses.size).toBe(1);
	});
});

describe('an attachment link', () => {
	const fileBehind = async (body: object) => {
		const { data } = await hero.post('/v1/attachment_links', { patient_id: sam, ...body });
		const { data: page } = await hero.get(data.attachment_link);
		const file = await hero.get(`${data.attachment_link}/file`, { responseType: 'arraybuffer' });
		return { url: data.attachment_link, page, file };
	};

	test('downloads the file that was sent, never as a page', async () => {
		const file_data = Buffer.from('Your letter').toString('base64');
		const { page, file } = await fileBehind({ file_data, file_name: `${MARKUP}.txt` });
		expect(page).toContain('Download &#60;img src=x onerror=alert(1)&#62;.txt');
		expect(page).not.toContain('<img');
		expect(String(file.data)).toBe('Your letter');
		expect(file.headers).toMatchObject({
			'content-type': 'application/octet-stream',
			'content-disposition': expect.stringMatching(/^attachment; filename\*=UTF-8''%3Cimg/),
		});
	});

	test('accepts a data URL and plain text too', async () => {
		const url = await fileBehind({ file_data: 'data:text/plain;base64,WW91cnM=' });
		expect(String(url.file.data)).toBe('Yours');
		const text = await fileBehind({ file_data: 'Plain words, as they are.' });
		expect(String(text.file.data)).toBe('Plain words, as they are.');
	});

	test('opens a placeholder for a file of the health record, and is then used', async () => {
		const { url, file } = await fileBehind({ ehr_file_id: 'F-88121', maximum_use_count: 1 });
		expect(String(file.data)).toMatch(/^%PDF-1\.4[^]*%%EOF\n$/);
		expect((await hero.get(url)).status).toBe(410);
	});
});

describe('a video link', () => {
	test('shows who will join, to the patient and to staff', async () => {
		const patient = sandbox.practice.patients.get(sam) as Patient;
		patient.last_name = MARKUP;
		const { data } = await hero.post('/v1/video_links', { link_name: MARKUP, patient_id: sam });
		for (const url of [data.video_link, data.main_room_url]) {
			const page = (await hero.get(url)).data;
			expect(page).toContain('Sam &#60;img src=x onerror=alert(1)&#62;');
			expect(page).toContain('Example Road Surgery</li>');
			expect(page).not.toContain('<img');
		}
		expect((await hero.get('/s/room-1')).status).toBe(404);
	});

	test('names the practitioner of the next video appointment', async () => {
		const booking = await makeLink({ appointment_type_id: '34', practitioner_id: '12' });
		await bookBy(booking);
		const { data } = await hero.post('/v1/video_links', { patient_id: sam });
		expect((await hero.get(data.video_link)).data).toContain('Dr Casey Mockridge');
	});
});

test('a verification link lets its person prove their identity', async () => {
	const alex = { nhs_number: '9990000026', dob: '1985-07-14' };
	const register = async () => (await hero.post('/v1/patients/register_pds', alex)).data;
	const { login_url } = await register();
	expect((await hero.get(login_url)).data).toContain('Prove who you are');
	expect((await fill(login_url, born)).data).toContain('does not match the records');
	expect(await register()).toHaveProperty('login_url');
	const { status, headers } = await fill(login_url, { day: '14', month: '7', year: '1985' });
	expect(status).toBe(303);
	expect((await hero.get(headers.location)).data).toContain('You have proved who you are');
	expect(await register()).not.toHaveProperty('login_url');
});

test('an unknown URL explains that there is no link', async () => {
	for (const path of ['/s/nothing', '/s/nothing/file', '/s/nothing/appointments/1']) {
		const { status, data } = await hero.get(path);
		expect([status, data]).toEqual([404, expect.stringContaining('There is no such page')]);
	}
	expect((await fill('/s/nothing', {})).status).toBe(404);
});
