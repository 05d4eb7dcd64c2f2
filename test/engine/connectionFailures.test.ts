import { startHeroServer, useHeroServer, type HeroServer } from '../support/engine/heroServer';
import * as records from '../support/engine/records';
import { byId, runHero, type HeroRunOptions } from '../support/engine/runHero';

const hero = useHeroServer();

const send: HeroRunOptions = {
	operation: 'message: send',
	parameters: {
		messageType: 'sms',
		patientId: byId('={{ $json.id }}'),
		messageString: 'Your review is due.',
	},
	items: [{ id: '98765' }],
};
const get: HeroRunOptions = {
	operation: 'appointment: get',
	parameters: { id: byId('={{ $json.id }}') },
	items: [{ id: '48213' }],
};
const book: HeroRunOptions = { ...get, operation: 'appointment: book' };

const mayBeDone =
	'Hero may have carried it out all the same: check there before you send it again.';

describe('a redirect is not followed', () => {
	let other: HeroServer;
	beforeEach(async () => {
		other = await startHeroServer();
	});
	afterEach(() => other.stop());

	test.each([301, 302, 303, 307, 308])('%i', async (status) => {
		const location = `${other.url}/v1/appointments/48213`;
		hero.respondWith({ status, headers: { location } });
		for (const run of [get, book]) {
			const { error } = await runHero(hero, run);
			expect(error).toMatchObject({
				message: `Hero answered with status ${status} [item 0]`,
				description: expect.stringMatching(
					/^Check the Environment and Base URL in the credential\./,
				),
			});
			// A redirect can follow a completed write; these two ask for the same request again.
			const isUnclear = run === book && ![307, 308].includes(status);
			expect(error?.description?.includes(mayBeDone)).toBe(isUnclear);
		}
		expect(hero.received).toHaveLength(2);
		expect(other.connectionCount()).toBe(0);
	});
});

describe('without a response', () => {
	const cuts = ['unread', 'read', 'answering'] as const;

	test.each(cuts)(
		'a write with a broken connection (%s) may have been carried out, and is not retried',
		async (cut) => {
			hero.respondWith({ cut, body: { message_id: '1' } });
			const { error } = await runHero(hero, send);
			expect(error?.message).toBe(
				`The connection to ${hero.host} ended before an answer came [item 0]`,
			);
			expect(error?.description).toContain(mayBeDone);
			expect(hero.connectionCount()).toBe(1);
		},
	);

	test.each(cuts)('a read whose connection is cut (%s) can be run again', async (cut) => {
		hero.respondWith({ cut, body: records.appointment('48213') });
		const { error } = await runHero(hero, get);
		expect(error?.message).toBe(
			`The connection to ${hero.host} ended before an answer came [item 0]`,
		);
		expect(error?.description).toContain('Run it again.');
	});

	test('at a closed port, nothing was sent', async () => {
		const gone = await startHeroServer();
		await gone.stop();
		const { error } = await runHero(gone, send);
		expect(error).toMatchObject({
			message: `Hero could not be reached at ${gone.host} [item 0]`,
			description:
				'Nothing was sent. Check the Environment in the credential and the network of this n8n. The network said ECONNREFUSED.',
		});
	});

	test.each([
		[
			'http://example.com',
			'must begin with https://',
			'Plain http is allowed only for this computer (localhost).',
		],
		[
			'ftp://localhost',
			'must begin with https://',
			'Plain http is allowed only for this computer (localhost).',
		],
		['', 'is not a URL', 'It looks like https://api.example.com.'],
		['localhost', 'is not a URL', 'It looks like https://api.example.com.'],
	])('a credential with the base URL %j is not used', async (baseUrl, reason, description) => {
		const { error } = await runHero(hero, { ...send, credentials: { baseUrl } });
		expect(error).toMatchObject({
			message: `'Base URL' in the Hero Health credential ${reason} [item 0]`,
			description,
		});
	});

	test('the path of a base URL precedes the path of the call', async () => {
		await runHero(hero, { ...get, credentials: { baseUrl: `${hero.url}/mock/api//` } });
		expect(hero.received).toMatchObject([{ target: '/mock/api/v1/appointments/48213' }]);
	});
});
