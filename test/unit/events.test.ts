import { loadContract } from '../../api';
import { allEvents, events, unlistedEvent } from '../../nodes/HeroHealth/actions/webhook/events';
import { eventOptions, readerOf } from '../../nodes/HeroHealth/trigger/events';

interface WithWebhooks {
	webhooks: Record<string, object>;
	components: { schemas: { WebhookEventType: { enum: string[] } } };
}
const contract = loadContract() as unknown as WithWebhooks;
const documented = Object.keys(contract.webhooks);
const names = (list: ReadonlyArray<readonly [string, string]>) => list.map(([name]) => name);

test('the events are those with a documented payload', () => {
	expect(names(allEvents).sort()).toEqual([...documented].sort());
	expect(documented).toHaveLength(9);
});

test("Hero's list of subscribable events has all but one", () => {
	expect(names(events).sort()).toEqual(
		[...contract.components.schemas.WebhookEventType.enum].sort(),
	);
	expect(names(events)).not.toContain(unlistedEvent);
	expect(names(allEvents)).toContain(unlistedEvent);
});

test("the form shows each event once, in alphabetical order, with Hero's name", () => {
	expect(eventOptions.map(({ value }) => value).sort()).toEqual([...documented].sort());
	const labels = eventOptions.map(({ name }) => name);
	expect(labels).toEqual([...new Set(labels)].sort((one, other) => one.localeCompare(other)));
	for (const { value, description = '' } of eventOptions) {
		expect(description.split(': ')[0]).toBe(value);
	}
});

test.each([
	['appointment.', '/v1/appointments/{id}'],
	['patient.', '/v2/patients/{id}'],
	['form-submission.', '/v1/form_response/{id}'],
	['prescription.', undefined],
	['write-to-record.', undefined],
])('the record of %s… is read at %s', (kind, path) => {
	const eventsOfKind = documented.filter((name) => name.startsWith(kind));
	expect(eventsOfKind.length).toBeGreaterThan(0);
	for (const event of eventsOfKind) expect(readerOf(event)?.path).toBe(path);
});

test.each(['', 'constructor', '__proto__.x', 'toString', 'appointments.moved'])(
	'nothing is fetched for "%s", which is not an event',
	(event) => {
		expect(readerOf(event)?.path).toBeUndefined();
	},
);
