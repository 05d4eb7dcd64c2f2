import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { isLaterPage, jsonResponse, emptyPage, useHeroServer } from '../support/engine/heroServer';
import * as records from '../support/engine/records';
import { byId, runHero, type HeroRunOptions } from '../support/engine/runHero';
import { inNextYear } from '../support/futureDates';

interface Case {
	operation: string;
	/** `$json.value` is the value of the item. */
	parameters: INodeParameters;
	good: unknown;
	bad: unknown;
	/** The error message, without the item number at its end. */
	message: string;
	/** The error description, which gives advice. */
	advice?: string;
}

const trace: INodeParameters = {
	traceBy: 'nhsNumber',
	nhsNumber: '999 000 0018',
	dob: '1990-12-31',
};
const hold: INodeParameters = {
	time: 'byHand',
	appointmentTypeId: byId('31'),
	locationId: byId('5'),
	practitionerId: byId('15'),
	startTime: inNextYear('2026-06-24T09:30'),
	duration: 15,
};
const text: INodeParameters = {
	messageType: 'sms',
	patientId: byId('98765'),
	messageString: 'Your review is due.',
};
const value = '={{ $json.value }}';

const nhsNumber = { operation: 'patient: registerPds', parameters: { ...trace, nhsNumber: value } };
const dob = { operation: 'patient: registerPds', parameters: { ...trace, dob: value } };
const startTime = {
	operation: 'appointment: create',
	parameters: { ...hold, startTime: value },
	good: inNextYear('2026-06-24T09:30'),
};
const duration = {
	operation: 'appointment: create',
	parameters: { ...hold, duration: value },
	good: 15,
	message: "'Duration' needs a whole number of 1 or more",
};
const messageText = {
	operation: 'message: send',
	parameters: { ...text, messageString: value },
	good: 'Hello',
};
const recipient = {
	operation: 'message: send',
	parameters: { ...text, patientId: byId(value) },
	good: '98765',
};
const channel = {
	operation: 'message: send',
	parameters: { ...text, messageType: value },
	good: 'sms',
	message: "'Channel' takes only: SMS, Email, NHS App, Hero Only",
};
const booking = {
	operation: 'appointment: book',
	parameters: { id: byId(value) },
	good: '48213',
};
const sequential = {
	operation: 'appointment: cancel',
	parameters: { id: byId('48213'), additionalFields: { suppressMail: value } },
	good: true,
	message: "'Suppress Email' needs true or false",
};
const aText = { message: "'Message' needs a text", advice: 'A list or an object was given.' };

const cases: Case[] = [
	{
		...nhsNumber,
		good: '999 000 0026',
		bad: '999 000 0019',
		message: "'NHS Number' is not a valid NHS number",
		advice:
			'Check the number in the record. Its check digit does not match, so a digit is mistyped.',
	},
	...['999 000 001', '99900000180', 'AB1 000 0018', 999000001].map((bad) => ({
		...nhsNumber,
		good: 9990000026,
		bad,
		message: "'NHS Number' needs ten digits",
		advice: 'Check the number in the record.',
	})),
	...[
		['31/12/1990', 'd/M/yyyy'],
		['31-12-1990', 'd-M-yyyy'],
		['1.2.1990', 'd.M.yyyy'],
		['1990/12/31', 'yyyy/M/d'],
		['31 December 1990', 'd MMMM yyyy'],
		['31-Dec-1990', 'd-MMM-yyyy'],
		['31/12/1990 00:00', 'd/M/yyyy H:mm'],
	].map(([bad, format]) => ({
		...dob,
		good: '1990-12-31',
		bad,
		message: "'Date of Birth' needs a date in the form YYYY-MM-DD",
		advice: `Convert it with {{ DateTime.fromFormat($json.date, '${format}').toISODate() }}, with the name of your column instead of date.`,
	})),
	...['31/12/90', '1.2.90'].map((bad) => ({
		...dob,
		good: '1990-12-31',
		bad,
		message: "'Date of Birth' needs a date in the form YYYY-MM-DD",
		advice: 'Write the year with four digits, since two do not show the century.',
	})),
	{
		...startTime,
		bad: '24/06/2030 09:30',
		message: "'Start Time' needs a date in the form YYYY-MM-DD",
		advice:
			"Convert it with {{ DateTime.fromFormat($json.date, 'd/M/yyyy H:mm').toISO() }}, with the name of your column instead of date.",
	},
	...['yesterday', '19901231'].map((bad) => ({
		...dob,
		good: '1990-12-31',
		bad,
		message: "'Date of Birth' needs a date in the form YYYY-MM-DD",
	})),
	...['1990-02-30', '1990-13-01', '2023-02-29'].map((bad) => ({
		...dob,
		good: '2024-02-29',
		bad,
		message: "'Date of Birth' is not a date that exists",
		advice: 'Check the day and the month.',
	})),
	...['1990-12-31T09:30:00', '1990-06-30T23:00:00Z'].map((bad) => ({
		...dob,
		good: '1990-12-31T00:00:00',
		bad,
		message: "'Date of Birth' has a time of day",
		advice: 'Give the date alone, in the form YYYY-MM-DD.',
	})),
	{
		...dob,
		good: '1990-12-31',
		bad: 662601600000,
		message: "'Date of Birth' needs a date, not a number",
		advice:
			"Convert a day number of Excel with {{ DateTime.fromISO('1899-12-30').plus({ days: Number($json.date) }).toISO() }}.",
	},
	{
		...startTime,
		bad: inNextYear('2026-06-24'),
		message: "'Start Time' needs a date with a time of day",
		advice: 'Use the form 2030-03-24T09:30.',
	},
	{
		...startTime,
		bad: inNextYear('2026-06-24T25:99'),
		message: "'Start Time' is not a date that exists",
		advice: 'Check the day and the month.',
	},
	...[0, -15, 7.5, 'fifteen', '15 min', true, [15]].map((bad) => ({ ...duration, bad })),
	...['', null, undefined].map((bad) => ({
		...messageText,
		bad,
		message: "'Message' is empty",
		advice: 'Fill it in.',
	})),
	...[['Hello'], { text: 'Hello' }].map((bad) => ({ ...messageText, bad, ...aText })),
	...['', '  ', null, undefined].map((bad) => ({
		...recipient,
		bad,
		message: "'Patient' is empty",
		advice: 'Fill it in.',
	})),
	{
		...recipient,
		bad: ['98765', '98766'],
		message: "'Patient' needs a text",
		advice: 'A list or an object was given.',
	},
	...['fax', 'sms,email', ['sms', 'email'], 1].map((bad) => ({ ...channel, bad })),
	...['', null].map((bad) => ({
		...channel,
		bad,
		message: "'Channel' is empty",
		advice: 'Fill it in.',
	})),
	...['..', '.', ' .. '].map((bad) => ({
		...booking,
		bad,
		message: "'Appointment' has no digit, so it is not an ID",
		advice: 'Give the ID, not a name. Get Many shows it.',
	})),
	...['', ' '].map((bad) => ({
		...booking,
		bad,
		message: "'Appointment' is empty",
		advice: 'Fill it in.',
	})),
	...['..', '.'].map((bad) => ({
		operation: 'appointment: create',
		parameters: { time: 'slot', slot: byId(value) },
		good: '900417',
		bad,
		message: "'Slot' has no digit, so it is not an ID",
		advice: 'Give the ID, not a name. Get Many shows it.',
	})),
	...['yes', 1, 'TRUE!', [true]].map((bad) => ({ ...sequential, bad })),
	{
		operation: 'practitioner: getMany',
		parameters: { filters: { locationIds: value } },
		good: '5,6',
		bad: '5,,6',
		message: "'Location IDs' has an empty value in its list",
		advice: 'Remove the extra comma.',
	},
	...[0, -1, 2.5, 'many'].map((bad) => ({
		operation: 'slot: getMany',
		parameters: { limit: value },
		good: 5,
		bad,
		message: "'Limit' needs a whole number of 1 or more",
	})),
	{
		operation: 'patient: register',
		parameters: {
			...{ reachBy: value, firstName: 'Sam', lastName: 'Test', dob: '1990-12-31' },
			mobile: '07700 900123',
		},
		good: 'mobile',
		bad: 'email',
		message: "'Email' is missing",
		advice: 'Add it under Additional Fields, or set Reach By to Mobile.',
	},
];

const hero = useHeroServer();
beforeEach(() => {
	hero.onRequest(({ target }) =>
		isLaterPage({ target })
			? emptyPage
			: jsonResponse(
					target.startsWith('/v1/slots/') ? records.slot('900417') : records.list({ id: '1' }),
				),
	);
});

/** Three items, the second of which is invalid. */
async function run(
	{ operation, parameters, good, bad }: Case,
	onError?: HeroRunOptions['onError'],
) {
	const items = [good, bad, good].map((entered) => ({ value: entered })) as IDataObject[];
	return await runHero(hero, { operation, parameters, items, onError });
}

/** The number of requests that a valid item sends. */
const requestsOf = ({ parameters }: Case) => (parameters.time === 'slot' ? 2 : 1);

const firstPages = () => hero.received.filter((one) => !isLaterPage(one));

const itemsOf = (output: INodeExecutionData[]) => output.map(({ pairedItem }) => pairedItem);

describe.each(cases)('$operation, $bad: $message', (one) => {
	const message = `${one.message} [item 1]`;
	const details = one.advice ? { description: one.advice } : {};

	test('stops the run before its request is sent', async () => {
		const { status, error, output } = await run(one);
		expect(status).toBe('error');
		expect(error).toMatchObject({ name: 'NodeOperationError', message });
		expect(error?.context.itemIndex).toBe(1);
		expect(error?.description ?? '').toContain(one.advice ?? '');
		expect(output).toEqual([]);
		expect(firstPages()).toHaveLength(requestsOf(one));
	});

	test('is output beside the others with Continue', async () => {
		const { status, output } = await run(one, 'continueRegularOutput');
		expect(status).toBe('success');
		expect(itemsOf(output)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		expect(output[1].json).toEqual({ error: message, details });
		expect(output[2].json).toEqual(output[0].json);
		expect(firstPages()).toHaveLength(2 * requestsOf(one));
	});

	test('is output on the error branch, with its input', async () => {
		const { output, failed } = await run(one, 'continueErrorOutput');
		expect(itemsOf(output)).toEqual([{ item: 0 }, { item: 2 }]);
		expect(failed).toMatchObject([{ pairedItem: { item: 1 } }]);
		expect(failed[0].json).toEqual({ value: one.bad, error: message, details });
		expect(firstPages()).toHaveLength(2 * requestsOf(one));
	});
});

describe('contradictory values are rejected', () => {
	test('a search for patients without a filter', async () => {
		const { error } = await runHero(hero, { operation: 'patient: getMany' });
		expect(error).toMatchObject({
			message: 'At least one filter is needed [item 0]',
			description: 'Add a name, date of birth or number under Filters.',
		});
		expect(hero.received).toEqual([]);
	});

	test('an assignee type without the assignee', async () => {
		const parameters = { ...text, additionalFields: { assigneeType: 'Admin' } };
		const { error } = await runHero(hero, { operation: 'message: send', parameters });
		expect(error).toMatchObject({
			message: "'Assignee' is missing [item 0]",
			description: 'Add it beside Assignee Type, or remove Assignee Type.',
		});
		expect(hero.received).toEqual([]);
	});
});
