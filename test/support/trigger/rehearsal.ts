import { deliver, eventOf, type DeliveryRequest } from './signedDelivery';
import type { TriggerSetup } from './triggerSetup';

/** The mark of an event that Hero delivered in a rehearsal. */
export const received = {
	event: true,
	note: 'This event came while the credential was in Rehearsal.',
};
/** The mark of a test event that somebody posted. */
export const posted = {
	event: true,
	note: 'This event was posted without a signature while the credential was in Rehearsal.',
};

/** An event as somebody posts it, without token and signature. */
export const unsigned = (event: unknown = eventOf('48213')): DeliveryRequest => ({
	headers: { 'content-type': 'application/json' },
	body: typeof event === 'string' ? event : JSON.stringify(event),
});

/** Switches a trigger to a rehearsal, and shows what it does there. */
export const rehearsalOf = (trigger: TriggerSetup) => ({
	/** Changes Mode in the credential. */
	setMode: (mode: string) => {
		trigger.n8n.credentials.mode = mode;
	},
	/** The requests to Hero that are no reads. */
	writes: () => trigger.proxy.requestLog().filter((one) => !one.startsWith('GET ')),
	logged: (level: string) =>
		trigger.n8n.log.filter((entry) => entry.level === level).map(({ message }) => message),
	/** Posts a delivery to the address at which n8n listens for a test event. */
	postTestEvent: async (delivery = unsigned()) =>
		await deliver(trigger.n8n, delivery, trigger.n8n.testUrl),
	/** The mark of each item; undefined for an item without one. */
	marks: () => trigger.n8n.runs.flatMap((run) => run ?? []).map((item) => item.rehearsal),
});
