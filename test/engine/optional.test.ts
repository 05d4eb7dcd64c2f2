import type { IDataObject, INodeParameters, INodeProperties } from 'n8n-workflow';

import { placedFields } from '../../nodes/HeroHealth/form/layout';
import { parameterName } from '../../nodes/HeroHealth/form/operation';
import { rehearseOnlyName } from '../../nodes/HeroHealth/form/rehearsal';
import { findOperation } from '../../nodes/HeroHealth/actions/resources';
import { HeroHealth } from '../../nodes/HeroHealth/HeroHealth.node';
import { safeguardsName } from '../../nodes/HeroHealth/form/safeguards';
import { fillAllFields, fillRequiredFields, formVariants } from '../support/contract/formVariants';
import { jsonResponse, useHeroServer } from '../support/engine/heroServer';
import { byId, runHero } from '../support/engine/runHero';

const hero = useHeroServer();

const bodies = () => hero.received.map(({ body }) => body);
const targets = () => hero.received.map(({ target }) => target);

const text: INodeParameters = {
	messageType: 'sms',
	patientId: byId('98765'),
	messageString: 'Your review is due.',
};
const textBody = {
	message_type: 'sms',
	patient_id: '98765',
	message_string: 'Your review is due.',
};
const send = async (parameters: INodeParameters, items: IDataObject[] = [{}]) =>
	await runHero(hero, {
		operation: 'message: send',
		parameters: { ...text, ...parameters },
		items,
	});

describe('a field that the user did not add', () => {
	test('is not in the body', async () => {
		await send({});
		expect(bodies()).toEqual([textBody]);
	});

	test('is not in the query', async () => {
		hero.respondWith(jsonResponse([]));
		await runHero(hero, { operation: 'location: getMany' });
		await runHero(hero, { operation: 'patient: get', parameters: { id: byId('98765') } });
		expect(targets()).toEqual(['/v1/locations', '/v2/patients/98765']);
	});

	test('leaves the body an empty object when no field was added', async () => {
		await runHero(hero, { operation: 'appointment: cancel', parameters: { id: byId('48213') } });
		expect(bodies()).toEqual([{}]);
		expect(hero.received[0].headers).toMatchObject({ 'content-type': 'application/json' });
	});
});

describe('a field that was added', () => {
	test('is sent with its default value too', async () => {
		await send({ additionalFields: { writeToRecord: false, assigneeId: 1 } });
		expect(bodies()).toEqual([{ ...textBody, write_to_record: false, assignee_id: 1 }]);
	});

	test('is a boolean in a query as true or false', async () => {
		hero.respondWith(jsonResponse([]));
		const parameters = { filters: { hasAvailability: '={{ $json.free }}' } };
		const items = [{ free: true }, { free: false }];
		await runHero(hero, { operation: 'location: getMany', parameters, items });
		expect(targets()).toEqual([
			'/v1/locations?has_availability=true',
			'/v1/locations?has_availability=false',
		]);
	});

	test('is a list in a query as a repeated key', async () => {
		hero.respondWith(jsonResponse([]));
		const parameters = { filters: { locationIds: '={{ $json.ids }}' } };
		const items = [{ ids: '5' }, { ids: '5, 6' }, { ids: [5, '6', 'a:7'] }];
		await runHero(hero, { operation: 'appointmentType: getMany', parameters, items });
		expect(targets()).toEqual([
			'/v1/appointment_types?location_ids=5',
			'/v1/appointment_types?location_ids=5&location_ids=6',
			'/v1/appointment_types?location_ids=5&location_ids=6&location_ids=a%3A7',
		]);
	});

	test('is sent as Hero writes it when an option is given by its name or in another case', async () => {
		hero.respondWith(jsonResponse({ data: [], count: 0 }));
		const status = '={{ $json.status }}';
		await runHero(hero, {
			operation: 'task: update',
			parameters: { id: byId('61201'), updateFields: { status } },
			items: [{ status: 'In Progress' }],
		});
		await runHero(hero, {
			operation: 'batchMessage: getManyMessages',
			parameters: { id: byId('7302'), filters: { status } },
			items: [{ status: 'error' }],
		});
		expect(bodies()[0]).toEqual({ status: 'in_progress' });
		expect(targets()[1]).toBe(
			'/v1/batch_message/7302/messages?status=ERROR&page_index=0&page_size=50',
		);
	});

	test('is the ID of a record chosen from the list', async () => {
		const chosen = { __rl: true, mode: 'list', value: '98765', cachedResultName: 'Sam Test' };
		await send({ patientId: chosen });
		expect(bodies()).toEqual([textBody]);
	});
});

interface OptionalField {
	operation: string;
	label: string;
	/** The required fields, and this one without a value. */
	parameters: INodeParameters;
	/** The value on the wire that clears the field at Hero. */
	clearsWith?: null | '';
}

/** The required parameters of Custom API Call and Check Subscriptions, which are not in the contract. */
const ofTheirOwn = {
	path: '/v1/me',
	url: 'https://n8n.example.com/webhook/1/webhook',
	events: ['appointment.confirmed'],
};

/** Every optional field of the form: the members of its collections, but for a switch that takes no expression. */
const optionalFields = new HeroHealth().description.properties
	.filter(({ type, name }) => type === 'collection' && name !== safeguardsName)
	.flatMap((collection): OptionalField[] => {
		const { resource = [], operation = [] } = collection.displayOptions?.show ?? {};
		return operation.flatMap((value) =>
			(collection.options as INodeProperties[])
				.filter(({ name }) => name !== rehearseOnlyName)
				.map((member) =>
					optionalField(String(resource[0]), String(value), collection.name, member),
				),
		);
	});

function optionalField(
	resource: string,
	operation: string,
	place: string,
	{ name, displayName }: INodeProperties,
): OptionalField {
	const ofOperation = formVariants.filter(
		({ selection }) => selection.resource === resource && selection.operation === operation,
	);
	// A field that is not sent is in no variant, so the first one supplies the other required fields.
	const [first] = ofOperation;
	const variant =
		ofOperation.find(
			(one) => name in ((fillAllFields(one).parameters[place] ?? {}) as INodeParameters),
		) ?? first;
	const { parameters } = variant ? fillRequiredFields(variant) : { parameters: ofTheirOwn };
	const placed = placedFields(findOperation(resource, operation)!).find(
		({ wireName, collection }) => collection && parameterName(wireName) === name,
	);
	return {
		operation: `${resource}: ${operation}`,
		label: displayName,
		parameters: { ...parameters, [place]: { [name]: '' } },
		clearsWith: placed!.field.clearsWith,
	};
}

const isClearing = ({ clearsWith }: OptionalField) => clearsWith !== undefined;

test('a clearable field that was added and is empty is cleared', async () => {
	const clearing = optionalFields.filter(isClearing);
	expect(clearing.map(({ operation, label }) => [operation, label])).toEqual([
		['admin: update', 'External Prescriber ID'],
	]);
	const [{ operation, parameters }] = clearing;
	const { status } = await runHero(hero, { operation, parameters });
	expect(status).toBe('success');
	expect(bodies()).toEqual([{ external_prescriber_id: null }]);
});

const refused = optionalFields.filter((field) => !isClearing(field));

describe(`each of ${refused.length} other fields that was added but is empty is refused`, () => {
	test.each(refused)('$operation, $label', async ({ operation, label, parameters }) => {
		const { error } = await runHero(hero, { operation, parameters });
		expect(error).toMatchObject({
			message: `'${label}' is empty [item 0]`,
			description: expect.stringMatching(/^(Fill it in or remove the field|Add a .+ to it)\.$/),
		});
		expect(hero.received).toEqual([]);
	});

	test.each(['={{ null }}', '={{ $json.nothing }}', '={{ "" }}'])(
		'so is a field whose expression %s gives nothing',
		async (expression) => {
			const { error } = await send({ additionalFields: { taskId: expression } });
			expect(error?.message).toBe("'Task' is empty [item 0]");
			expect(hero.received).toEqual([]);
		},
	);
});

describe('a field that another option hides is not sent', () => {
	const fallback = { fallbackMessageType: 'email', fallbackContactDetail: 'sam@example.com' };

	test('the fallback of an SMS', async () => {
		await send({ additionalFields: fallback });
		expect(bodies()).toEqual([textBody]);
	});

	test('and is not rejected when it is empty', async () => {
		await send({ additionalFields: { fallbackContactDetail: '' } });
		expect(bodies()).toEqual([textBody]);
	});

	test('depends on the options of each item', async () => {
		const channels = ['sms', 'nhs_app', 'hero'].map((channel) => ({ channel }));
		const additionalFields = { ...fallback, recipientContactDetail: '07700 900123' };
		await send({ messageType: '={{ $json.channel }}', additionalFields }, channels);
		const sentTo = { recipient_contact_detail: '07700 900123' };
		const wired = {
			fallback_message_type: 'email',
			fallback_contact_detail: 'sam@example.com',
		};
		expect(bodies()).toEqual([
			{ ...textBody, message_type: 'sms', ...sentTo },
			{ ...textBody, message_type: 'nhs_app', ...sentTo, ...wired },
			{ ...textBody, message_type: 'hero' },
		]);
	});

	test('the NHS number when a patient is traced by name', async () => {
		const parameters = {
			traceBy: 'demographics',
			nhsNumber: 'not a number',
			forename: 'Sam',
			surname: 'Test',
			dob: '1990-12-31',
			postcode: 'LS1 4AP',
		};
		await runHero(hero, { operation: 'patient: registerPds', parameters });
		expect(bodies()).toEqual([
			{ forename: 'Sam', surname: 'Test', dob: '1990-12-31', postcode: 'LS1 4AP' },
		]);
	});
});
