import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { jsonResponse, useHeroServer } from '../support/engine/heroServer';
import { byId, runHero, type HeroRunOptions } from '../support/engine/runHero';

const hero = useHeroServer();

const patient = (id: string, more: IDataObject = {}): IDataObject => ({
	...{
		hero_id: id,
		nhs_number: '9990000018',
		dob: '1990-12-31',
		mobile: `07700 900${id.slice(-3)}`,
	},
	...{ deceased_at: null, restricted: false },
	...more,
});

/** Answers look-ups with these patients, and each message with its ID. */
function respondWithPatients(patients: IDataObject[]): void {
	hero.onRequest(({ method, target }) => {
		if (method !== 'GET') return jsonResponse({ message_id: '1' });
		const id = target.split('/').pop();
		const found = patients.find(({ hero_id }) => hero_id === id);
		return found ? jsonResponse(found) : { status: 404, body: { message: 'Not found' } };
	});
}

const sent = () =>
	hero.received
		.filter(({ method }) => method === 'POST')
		.map(({ body }) => (body as IDataObject).patient_id);

const text = (safeguards: INodeParameters): INodeParameters => ({
	...{ messageType: 'sms', patientId: byId('={{ $json.id }}'), messageString: 'Flu clinic.' },
	safeguards,
});

const run = async (
	safeguards: INodeParameters,
	ids: string[],
	options: Partial<HeroRunOptions> = {},
) =>
	await runHero(hero, {
		...{ operation: 'message: send', parameters: text(safeguards) },
		items: ids.map((id) => ({ id })),
		onError: 'continueRegularOutput',
		...options,
	});

const heldBy = (output: IDataObject[]) =>
	output.map(({ held }) => (held as IDataObject | undefined)?.by);

beforeEach(() => respondWithPatients([]));

test('Do Not Contact holds the patients on its list', async () => {
	const { json: output, hints } = await run({ doNotContact: '98765, 98767' }, ['98765', '98766']);
	expect(heldBy(output)).toEqual(['Do Not Contact', undefined]);
	expect(sent()).toEqual(['98766']);
	expect(hints).toContain(
		'This run sent 1 of 2 messages (1 on the Do Not Contact list), with 1 SMS part.',
	);
});

test('Do Not Contact without a list stops the run', async () => {
	const { json: output } = await run({ doNotContact: '={{ $json.missing }}' }, ['98765']);
	expect(output[0].error).toBe("The safeguard 'Do Not Contact' has no list");
	expect(hero.received).toEqual([]);
});

test('Check the Patient First holds who must not be texted', async () => {
	respondWithPatients([
		patient('98761'),
		patient('98762', { deceased_at: '2026-01-01T00:00:00Z' }),
		patient('98763', { restricted: true }),
		patient('98764', { dob: '2020-01-01' }),
		patient('98765', { mobile: null }),
	]);
	const ids = ['98761', '98762', '98763', '98764', '98765', '98766'];
	const { json: output, hints } = await run({ checkPatient: { settings: {} } }, ids);
	expect(sent()).toEqual(['98761']);
	expect(hints.join()).toContain(
		'(1 deceased, 1 restricted, 1 under 16, 1 without a mobile number, 1 could not be looked up)',
	);
	expect(output[1]).toMatchObject({
		id: '98762',
		held: { by: 'Check the Patient First', reason: expect.stringContaining('has died') as string },
	});
});

test('One Number, Many Patients holds a family', async () => {
	respondWithPatients([
		patient('98761', { mobile: '07700 900123' }),
		patient('98762', { mobile: '+44 7700 900 123' }),
		patient('98763'),
	]);
	await run({ oneNumber: true }, ['98761', '98762', '98763']);
	expect(sent()).toEqual(['98763']);
});

test('Most Messages in One Run stops a run with more', async () => {
	const { json: output } = await run({ mostMessages: 2 }, ['1', '2', '3']);
	expect(output[0].error).toBe(
		"The safeguard 'Most Messages in One Run' allows 2, and this run has 3 messages",
	);
	expect(sent()).toEqual([]);
	await run({ mostMessages: 3 }, ['1', '2', '3']);
	expect(sent()).toHaveLength(3);
});

test('a long SMS is refused, with the character that makes it long', async () => {
	const { json: output } = await run({ mostSmsParts: 3 }, ['1'], {
		parameters: { ...text({ mostSmsParts: 3 }), messageString: `${'a'.repeat(201)}’` },
	});
	expect(output[0].error).toBe(
		"'Message' has 4 parts as an SMS, and the safeguard 'Most SMS Parts for One Message' allows 3 [item 0]",
	);
	expect(JSON.stringify(output[0].details)).toContain('U+2019');
});
