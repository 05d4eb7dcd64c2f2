import type { TriggerSetup } from './triggerSetup';
import { cancelled, confirmed, rescheduled } from './triggerSetup';

export const threeEvents = [confirmed, cancelled, rescheduled];
/** The URL of somebody else's webhook. */
export const foreignUrl = 'https://elsewhere.example.com/hook';
export const triggerParameters = { events: threeEvents, fetchRecord: false };

/** Reads and changes the subscriptions that Hero has. */
export function subscriptionsOf(trigger: TriggerSetup) {
	let added = 0;
	/** The subscriptions of a practice group, in the order of their creation. */
	const subscriptions = (group = '1042') =>
		[...trigger.hero.webhooks.values()].filter(
			({ practice_group_id }) => practice_group_id === group,
		);
	return {
		subscriptions,
		/** The events that Hero delivers to a URL. */
		subscribedEvents: (url = trigger.n8n.productionUrl, group = '1042') =>
			subscriptions(group)
				.filter((one) => one.url === url)
				.map(({ event_type }) => event_type),
		ids: () => [...trigger.hero.webhooks.keys()],
		/** Adds a subscription that the trigger did not make; returns its ID. */
		addSubscription: (event_type: string, url: string, group = '1042', id = `90${added++}`) => {
			trigger.hero.webhooks.set(id, {
				id,
				practice_group_id: group,
				event_type: event_type as typeof confirmed,
				url,
				created_at: '2026-03-15T09:30:00Z',
			});
			return id;
		},
		/** Expects a warning in the log with the IDs of webhooks that stay at Hero. */
		expectWarningAbout: (ids: string[]) => {
			const warnings = trigger.n8n.log.filter(({ level }) => level === 'warn');
			for (const id of ids) expect(JSON.stringify(warnings)).toContain(id);
		},
	};
}

/** The message with which an act is rejected. */
export async function rejection(act: Promise<unknown>): Promise<string> {
	const outcome = await act.then(
		() => 'nothing',
		(error: Error) => error,
	);
	expect(outcome).toBeInstanceOf(Error);
	return (outcome as Error).message;
}

/** The secrets that the trigger knows. */
export const secretsOf = ({ n8n }: TriggerSetup): string[] =>
	[n8n.activation()?.signingKey, n8n.activation()?.token, 'demo-key'].filter(Boolean);

/** Expects that a text contains no key and no token of the trigger. */
export function expectNoSecretIn(text: string, trigger: TriggerSetup): void {
	for (const secret of secretsOf(trigger)) expect(text).not.toContain(secret);
}
