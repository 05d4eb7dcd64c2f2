import { allowedValues, namedFields } from '../../scripts/contract/probe/questions/readRefusal';

const answerOf = (body: unknown) => ({
	status: 400,
	contentType: '',
	text: typeof body === 'string' ? body : JSON.stringify(body),
});

const known = ['id', 'patient_id', 'dob', 'nhs_number', 'status'];

describe('the first field that a refusal names', () => {
	it.each<[unknown, string]>([
		['Missing required parameter patient_id', 'patient_id'],
		["must have required property 'dob'", 'dob'],
		['Body is invalid: "dob" is required.', 'dob'],
		['Required query parameter `from_date` is missing', 'from_date'],
		[
			{ message: "must have required property 'dob'", instancePath: '/recipients/0' },
			'recipients[].dob',
		],
		[{ instancePath: '', keyword: 'required', params: { missingProperty: 'dob' } }, 'dob'],
		[
			{ errors: [{ dataPath: '.recipients[0]', params: { missingProperty: 'dob' } }] },
			'recipients[].dob',
		],
		[
			{ message: [{ code: 'invalid_type', path: ['body', 'nhs_number'], expected: 'string' }] },
			'nhs_number',
		],
		[
			{ message: [{ code: 'invalid_type', path: ['body', 'recipients', 0, 'dob'] }] },
			'recipients[].dob',
		],
		[{ detail: [{ loc: ['body', 'dob'], msg: 'field required' }] }, 'dob'],
		[{ error: { field: 'dob', reason: 'required' } }, 'dob'],
		[
			{ errors: [{ pointer: '/requestBody/address/line_1', detail: 'is missing' }] },
			'address.line_1',
		],
		[{ errors: [{ pointer: '#/dob', detail: 'It must be there' }] }, 'dob'],
		["Body is invalid: recipients/0 must have required property 'dob'", 'recipients[].dob'],
		[{ title: 'Bad Request', detail: 'The field dob must be there' }, 'dob'],
	])('in %j', (body, place) => {
		expect(namedFields(answerOf(body), known)[0]?.place).toBe(place);
	});

	it.each<[unknown]>([
		['Bad request'],
		[''],
		[{ error: true, statusCode: 400 }],
		[[]],
		['"Sam Test"'],
	])('is none in %j', (body) => {
		expect(namedFields(answerOf(body), known)).toEqual([]);
	});
});

describe('the allowed values that a refusal names', () => {
	const ours = ['open', 'closed'];

	it.each<[unknown, string[]]>([
		["'status' must be one of: open, closed, in_progress", ['open', 'closed', 'in_progress']],
		['must be one of [open|closed|done]', ['open', 'closed', 'done']],
		['Expected open or closed', ['open', 'closed']],
		["Allowed values: 'open', 'closed', 'no answer'", ['open', 'closed', 'no answer']],
		[{ params: { allowedValues: ['a', 'b'] } }, ['a', 'b']],
		[{ message: [{ code: 'invalid_enum_value', options: ['open', 'done'] }] }, ['open', 'done']],
		[{ enum: [1, 2, null] }, ['1', '2']],
	])('in %j', (body, values) => {
		expect(allowedValues(answerOf(body), ours, 'no-such-value')).toEqual(values);
	});

	it.each<[unknown]>([
		['must be equal to one of the allowed values'],
		["'no-such-value' is not allowed for 'status'"],
		['is required'],
		[{ code: 'invalid', path: ['body', 'status'] }],
		[{ code: 'invalid_type', expected: ['string', 'null'] }],
	])('are none in %j', (body) => {
		expect(allowedValues(answerOf(body), ours, 'no-such-value')).toBeUndefined();
	});
});
