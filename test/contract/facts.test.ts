import { loadContract } from '../../api';
import { resources } from '../../nodes/HeroHealth/actions/resources';
import { placedFields } from '../../nodes/HeroHealth/form/layout';
import { eventOptions } from '../../nodes/HeroHealth/trigger/events';

const facts = loadContract()['x-facts'];
const operations = resources.flatMap((resource) => resource.operations);

/** All that the form of an operation says, or the description of an event. */
function textOf(id: string): string {
	const operation = operations.find((one) => one.id === id);
	if (!operation) return eventOptions.find(({ value }) => value === id)!.description!;
	const { description, notice } = operation;
	return JSON.stringify([
		description,
		notice,
		placedFields(operation).map(({ field }) => field.property),
	]);
}

describe('a fact that decides how a call is used stands on its form', () => {
	const shown: Array<[fact: string, where: string, words: string[]]> = [
		['one-time-contact', 'sendMessage', ['for this message only']],
		['nhs-app-fallback', 'sendMessage', ['unopened in the NHS App after one hour']],
		['nhs-app-needs', 'sendMessage', ['Needs an NHS number and NHS primary care']],
		['nhs-app-needs', 'createBatchMessage', ['Needs an NHS number and NHS primary care']],
		['batch-contacts-from-pds', 'createBatchMessage', ['from PDS', 'Get Many Recipients']],
		['batch-failures-listed', 'sendBatchMessage', ['Get Many Recipients before you send']],
		['batch-failures-listed', 'listBatchMessageRecipients', ['for whom that failed']],
		['booking-link-lock', 'createBookingLink', ['Ten wrong dates of birth lock the link']],
		['booking-link-hold', 'createBookingLink', ['15 minutes']],
		['booking-link-slot-taken', 'createBookingLink', ['still be taken in EMIS or SystmOne']],
		['write-to-record-asynchronous', 'sendMessage', ['no proof', 'Write to Record Succeeded']],
		['write-to-record-asynchronous', 'write-to-record.succeeded', ['the proof']],
		['write-to-record-asynchronous', 'write-to-record.failed', ['did not get into']],
		['internal-notes', 'createEpisodeNote', ['internal notes to EMIS or SystmOne']],
	];

	test.each(shown)('%s: %s', (fact, where, words) => {
		expect(facts.map(({ id }) => id)).toContain(fact);
		const text = textOf(where);
		expect(words.filter((part) => !text.includes(part))).toEqual([]);
	});

	test('the hold of an appointment ends when Hero says so, and no length is promised', () => {
		const text = textOf('createAppointment');
		expect(text).toContain('reserved_until');
		expect(text).not.toMatch(/\d+ minutes/);
	});
});
