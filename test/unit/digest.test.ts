import type { IExecuteFunctions } from 'n8n-workflow';

import { findOperation } from '../../nodes/HeroHealth/actions/resources';
import { createDigest, createMeaning } from '../../nodes/HeroHealth/run/digest';

interface Practice {
	apiKey?: string;
	earlierApiKey?: string;
	practiceGroupId?: string;
}

const contextOf = ({ apiKey = 'key-1', ...others }: Practice = {}) =>
	({
		getCredentials: async () => ({
			...{ apiKey, practiceGroupId: '1042', environment: 'production' },
			...others,
		}),
		getInputData: () => [{ json: {} }],
	}) as unknown as IExecuteFunctions;

const message = { patient_id: '98765', message_type: 'sms', message_string: 'Your review is due.' };

async function digestOf(body: object, practice?: Practice): Promise<string> {
	const context = contextOf(practice);
	const meaning = createMeaning(context, findOperation('message', 'send')!);
	const values = { path: {}, query: {}, formOnly: {}, body: body as never };
	return await createDigest(context)(await meaning(values, 0));
}

describe('the digest of a message', () => {
	// n8n keeps digests for months, so a new version of the package must make the same ones.
	test('stays the same from version to version', async () => {
		expect(await digestOf(message)).toBe('KG4wOj-osTNnORkzTYDu8v');
	});

	test('does not depend on the order of the values', async () => {
		const reversed = Object.fromEntries(Object.entries(message).reverse());
		expect(await digestOf(reversed)).toBe(await digestOf(message));
	});

	test.each<[string, object, Practice]>([
		['another text', { ...message, message_string: 'Your review is due' }, {}],
		['another patient', { ...message, patient_id: '98766' }, {}],
		['another practice group', message, { practiceGroupId: '1043' }],
		['another API key', message, { apiKey: 'key-2' }],
	])('differs for %s', async (_, body, practice) => {
		expect(await digestOf(body, practice)).not.toBe(await digestOf(message));
	});

	test('stays the same with the earlier API key', async () => {
		const practice = { apiKey: 'key-2', earlierApiKey: ' key-1 ' };
		expect(await digestOf(message, practice)).toBe(await digestOf(message));
	});
});
