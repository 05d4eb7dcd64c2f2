import type { AxiosInstance } from 'axios';
import type { Sandbox } from '../../sandbox';
import { issueOf, openSandbox, stoppedClock } from './client';

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

test('without a largest number of uses a link can be used without limit', async () => {
	const { data } = await createBookingLink();
	expect((await hero.get(`/v1/booking_links/${data.short_link_id}`)).data).toMatchObject({
		active: true,
		unlimited_use: true,
	});
});

test.each(['appointment_type_id', 'location_id', 'practitioner_id', 'patient_id'])(
	'a booking link for an unknown %s is refused',
	async (name) => {
		expect(issueOf(await createBookingLink({ [name]: '1' })).path).toEqual(['body', name]);
	},
);

test('the state of a link is told by its url, by its id, or by both', async () => {
	const { data } = await createBookingLink({ patient_id: '98765' });
	const expected = { status: 'unused', type: 'booking', reference: [{ patient_id: '98765' }] };
	const [url, id] = [data.booking_link, data.short_link_id];
	for (const params of [{ url }, { id }, { url, id }]) {
		expect((await status(params)).data).toEqual(expected);
	}
	for (const params of [{}, { id: '1' }, { url, id: '1' }]) {
		expect(issueOf(await status(params)).path).toEqual(['query']);
	}
});

test('a video link is used once it was opened, and expires', async () => {
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
