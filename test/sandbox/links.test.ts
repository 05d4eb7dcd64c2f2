import type { AxiosInstance } from 'axios';
import type { Sandbox } from '../../sandbox';
import { submitForm } from '../../sandbox/practice/forms';
import { validationErrorOf, openSandbox, stoppedClock } from '../support/sandbox/client';

const clock = stoppedClock();
let sandbox: Sandbox;
let hero: AxiosInstance;

beforeAll(async () => {
	({ sandbox, hero } = await openSandbox({ now: clock.now }));
});
afterAll(() => sandbox.stop());

const status = (params: object) => hero.get('/v1/links/status', { params });
const createBookingLink = (body: object = {}) =>
	hero.post('/v1/booking_links', { appointment_type_id: '31', location_id: '5', ...body });

test('a booking link is made, read and opened', async () => {
	const { data } = await createBookingLink({
		patient_id: '98765',
		practitioner_id: '15',
		expiry_date: '2026-04-16',
		maximum_use_count: 1,
	});
	expect(data.booking_link).toMatch(new RegExp(`^${sandbox.url}/s/\\w{6}$`));
	const page = await hero.get(data.booking_link);
	expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
	expect((await hero.get(`/v1/booking_links/${data.short_link_id}`)).data).toEqual({
		id: data.short_link_id,
		practice_group_id: '1042',
		short_link: data.booking_link,
		active: true,
		expiry_date: '2026-04-16T22:59:59Z',
		maximum_uses: 1,
		number_of_uses: 0,
		open_count: 1,
		unlimited_use: false,
		meta: { appointment_type_id: ['31'], location_id: ['5'], practitioner_id: ['15'] },
	});
});

test('a link without a maximum number of uses has no limit', async () => {
	const { data } = await createBookingLink();
	expect((await hero.get(`/v1/booking_links/${data.short_link_id}`)).data).toMatchObject({
		active: true,
		unlimited_use: true,
	});
});

test.each(['appointment_type_id', 'location_id', 'practitioner_id', 'patient_id'])(
	'a booking link for an unknown %s is rejected',
	async (name) => {
		expect(validationErrorOf(await createBookingLink({ [name]: '1' })).path).toEqual([
			'body',
			name,
		]);
	},
);

test('the status of a link is found by url, by id, or by both', async () => {
	const { data } = await createBookingLink({ patient_id: '98765' });
	const expected = { status: 'unused', type: 'booking', reference: [{ patient_id: '98765' }] };
	const [url, id] = [data.booking_link, data.short_link_id];
	for (const params of [{ url }, { id }, { url, id }]) {
		expect((await status(params)).data).toEqual(expected);
	}
	for (const params of [{}, { id: '1' }, { url, id: '1' }]) {
		expect(validationErrorOf(await status(params)).path).toEqual(['query']);
	}
});

test('a video link is used when it was opened, and expires', async () => {
	const { data } = await hero.post('/v1/video_links', {
		link_name: 'Video consultation',
		patient_id: '98765',
		expiry_date: '2026-03-20',
	});
	const id = data.short_link_id;
	expect((await status({ id })).data.status).toBe('unused');
	await hero.get(data.video_link);
	expect((await status({ id })).data.status).toBe('used');
	clock.set('2026-03-21T00:00:00Z');
	expect((await status({ id })).data.status).toBe('expired');
	expect((await hero.get(`/v1/booking_links/${id}`)).status).toBe(404);
});

test('an unknown link opens nothing', async () => {
	expect((await hero.get('/s/nothing')).status).toBe(404);
});

test('a booking link can be changed; omitted fields stay', async () => {
	const { data } = await createBookingLink({ practitioner_id: '15', from_date: '2026-03-16' });
	const change = { location_id: '7', to_date: '2026-04-16' };
	const update = (id: string, body: object) => hero.patch(`/v1/booking_links/${id}`, body);
	expect((await update(data.id, change)).status).toBe(200);
	const link = (await hero.get(`/v1/booking_links/${data.id}`)).data;
	expect(link).toMatchObject({
		meta: { appointment_type_id: ['31'], location_id: ['7'], practitioner_id: ['15'] },
		from_date: '2026-03-16',
		to_date: '2026-04-16',
	});
	expect((await hero.get('/v2/bookinglinks')).data.data).toContainEqual(link);
	expect(validationErrorOf(await update(data.id, { to_date: '2026-03-15' })).path).toEqual([
		...['body', 'to_date'],
	]);
	expect(validationErrorOf(await update(data.id, { location_id: '1' })).path).toEqual([
		...['body', 'location_id'],
	]);
	expect((await update('1', change)).status).toBe(404);
});

test('a form link needs a form, and is used when the form was submitted', async () => {
	const create = (body: object) => hero.post('/v1/form_links', body);
	const { data } = await create({ form_id: '204', patient_id: '98765', maximum_use_count: 1 });
	expect(data.form_link).toMatch(new RegExp(`^${sandbox.url}/s/\\w{6}$`));
	const { short_link_id } = data;
	expect((await status({ id: short_link_id })).data).toMatchObject({
		...{ status: 'unused', type: 'form' },
	});
	submitForm(sandbox.practice, '204', { patient_id: '98765', short_link_id });
	expect((await status({ id: short_link_id })).data.status).toBe('used');
	for (const form_id of [undefined, 204, '1']) {
		expect(validationErrorOf(await create({ form_id })).path).toEqual(['body', 'form_id']);
	}
	const never = await create({ form_id: '204', maximum_use_count: 0 });
	expect(validationErrorOf(never).path).toEqual(['body', 'maximum_use_count']);
});

describe('an attachment link', () => {
	const create = (body: object) => hero.post('/v1/attachment_links', body);

	test('opens a file of the health record, of this patient', async () => {
		const { data } = await hero.get('/v1/patients/98765/attachments');
		expect(data.data[0]).toMatchObject({ id: 'F-88121', file_name: 'Discharge letter.pdf' });
		const file = { ehr_file_id: 'F-88121', patient_id: '98765' };
		const link = (await create(file)).data;
		expect(link.attachment_uuid).toMatch(/^[\da-f-]{36}$/);
		expect((await hero.get(link.attachment_link)).status).toBe(200);
		expect((await status({ url: link.attachment_link })).data.status).toBe('used');
		for (const wrong of [{ patient_id: '98766' }, { ehr_file_id: 'F-1' }]) {
			expect(validationErrorOf(await create({ ...file, ...wrong })).path).toEqual([
				'body',
				'ehr_file_id',
			]);
		}
	});

	test('opens a file of the request, up to ten megabytes', async () => {
		const file_data = 'QUJD'.repeat((10 * 1024 * 1024) / 3);
		expect((await create({ file_data, file_name: 'scan.png' })).status).toBe(200);
		expect(validationErrorOf(await create({ file_name: 'scan.png' })).path).toEqual([
			'body',
			'file_data',
		]);
	});
});

test('short links of all types can be listed, filtered and sorted', async () => {
	const list = async (params: object) =>
		(await hero.get('/v1/short_links', { params: { page_size: '200', ...params } })).data.data;
	clock.set('2026-05-01T08:00:00Z');
	const dated = (await createBookingLink({ expiry_date: '2026-05-03' })).data.id;
	const sooner = (await createBookingLink({ expiry_date: '2026-05-02' })).data.id;
	clock.pass(1_000);
	const personal = (await createBookingLink({ patient_id: '98765' })).data.id;
	const idsOf = (links: Array<{ id: string }>) => links.map(({ id }) => id);

	expect(idsOf(await list({})).slice(-3)).toEqual([dated, sooner, personal]);
	const unused = await list({ type: 'booking', status: 'unused', order_by: 'expiry_date' });
	expect(idsOf(unused).filter((id) => [dated, sooner].includes(id))).toEqual([sooner, dated]);
	expect(idsOf(await list({ order_descending: true }))[0]).toBe(personal);
	expect(idsOf(await list({ exclude_patient_specific_links: true }))).not.toContain(personal);
	clock.set('2026-05-04T08:00:00Z');
	expect(idsOf(await list({ status: 'expired' }))).toEqual(expect.arrayContaining([dated, sooner]));
	expect(validationErrorOf(await hero.get('/v1/short_links?order_by=colour')).path).toEqual([
		...['query', 'order_by'],
	]);
});
