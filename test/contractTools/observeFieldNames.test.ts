import { loadContract } from '../../api';
import { describeDocument } from '../../scripts/contract/description/describeDocument';
import { createNameJudge } from '../../scripts/contract/observe/names/fieldNames';
import { createSeenTexts } from '../../scripts/contract/observe/names/seenTexts';
import { vocabularyOf } from '../../scripts/contract/observe/names/vocabulary';

const vocabulary = vocabularyOf(describeDocument({ ...loadContract() }));

/** Whether a key is shown, in samples of one response about which the contract says nothing. */
function isShown(key: string, ...samples: unknown[]): boolean {
	const seenTexts = createSeenTexts();
	seenTexts.add(samples);
	return createNameJudge({ samples, known: undefined, vocabulary, seenTexts })(key);
}

/** A response with this key, beside others of another kind. */
const beside = (key: string) => ({ id: '1', count: 2, isOpen: true, [key]: ['text'] });

describe('the form of a name', () => {
	test.each([
		['preferred_location'],
		['preferredLocation'],
		['line_1'],
		['address2'],
		['slot_24'],
		['sms_opt_out'],
	])('%s is shown', (key) => expect(isShown(key, beside(key))).toBe(true));

	test.each([
		['9990000018'],
		['patient_9990000018'],
		['status_123'],
		['birth_date_12_03_61'],
		['visit_12_3'],
		['phone_07_70_09'],
		['j_s_patient'],
		['Sam Testpatient'],
		['sam.testpatient@example.com'],
		['status-of-patient'],
		['Location'],
		['prénom_patient'],
		['__proto__'],
		[`patient_${'name_'.repeat(10)}end`],
		[''],
	])('%s is hidden', (key) =>
		expect(isShown(key, JSON.parse(JSON.stringify(beside(key))))).toBe(false),
	);
});

describe('the words of a name', () => {
	test('all must be of the contract, or common in APIs', () => {
		expect(isShown('patient_flavour', beside('patient_flavour'))).toBe(true);
		expect(isShown('flavour', beside('flavour'))).toBe(true);
		expect(isShown('quux', beside('quux'))).toBe(false);
	});

	test.each([
		['patient_grace'],
		['patientApril'],
		['roseNotes'],
		['status_of_mark'],
		['partner_heidi'],
		['sam_testpatient'],
		['patient_testpatient'],
		['clinic_at_anytown'],
	])('may not have a name that a person or a place has: %s', (key) =>
		expect(isShown(key, beside(key))).toBe(false),
	);
});

describe('a name that is also a value', () => {
	test.each([['page'], ['Page'], ['PAGE'], [' page ']])('is hidden: %p', (value) => {
		expect(isShown('page', { ...beside('page'), last_name: value })).toBe(false);
	});

	test('is hidden if a value has its words in another spelling', () => {
		expect(isShown('price_page', { ...beside('price_page'), name: 'Price Page' })).toBe(false);
	});

	test('is shown if only a sentence has that word', () => {
		const notes = 'The flavour of the medicine is not good';
		expect(isShown('patient_flavour', { ...beside('patient_flavour'), notes })).toBe(true);
	});

	test('is shown if it is a field of several words in the contract', () => {
		expect(isShown('nhs_number', { ...beside('nhs_number'), type: 'nhs_number' })).toBe(true);
	});
});

describe('a name in a list of records', () => {
	const records = (...keys: string[]) => ({
		data: keys.map((key, index) => ({ id: `${index}`, isOpen: true, count: 1, [key]: ['text'] })),
	});

	test('is shown if several records have it', () => {
		expect(isShown('patient_flavour', records('patient_flavour', 'patient_flavour', 'name'))).toBe(
			true,
		);
	});

	test('is hidden if one of several has it', () => {
		expect(isShown('patient_flavour', records('patient_flavour', 'name'))).toBe(false);
	});

	test('is hidden if one has it and comes in two responses', () => {
		const page = records('patient_flavour', 'name');
		expect(isShown('patient_flavour', page, { data: [page.data[0]] })).toBe(false);
	});
});

describe('an object whose members all look alike', () => {
	test('hides its keys if the members are objects: it may be a map by names', () => {
		const map = { price_page: { phone: '1' }, page_price: { phone: '2' } };
		expect(isShown('price_page', { ...beside('name'), people: map })).toBe(false);
		expect(isShown('price_page', { ...beside('name'), people: { price_page: map } })).toBe(false);
	});

	test('shows its keys if the members are plain and each word is known', () => {
		const flags = { booking_enabled: true, messages_enabled: false };
		expect(isShown('booking_enabled', { ...beside('name'), flags })).toBe(true);
	});
});

test('hides a key everywhere if it is doubtful anywhere', () => {
	expect(isShown('page_count', { ...beside('page_count') })).toBe(true);
	const map = { people: { page_count: { at: 1 }, count_page: { at: 2 } } };
	expect(isShown('page_count', { ...beside('page_count'), ...map })).toBe(false);
});
