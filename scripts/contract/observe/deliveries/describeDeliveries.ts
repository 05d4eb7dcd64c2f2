import { createHash } from 'crypto';

import { compareEvent } from '../../comparison/compareApis';
import type { Finding } from '../../comparison/finding';
import type { DescribedEvent } from '../../description/describedApi';
import { isObject } from '../../description/schemaContext';
import { mediaTypeOf } from '../answer';
import type { NameContext } from '../findings/describeReading';
import { describeForm, unlessHidden } from '../findings/describeReading';
import { parseJsonBody } from '../jsonBody';
import { isKnownName } from '../names/vocabulary';
import { signatureForm, timestampForm } from './signatureForm';

/** A delivery as it came. It stays in memory. */
export interface ReceivedDelivery {
	/** Milliseconds since 1970. */
	at: number;
	/** By names in lower case. */
	headers: Record<string, string>;
	body: Buffer;
}

export interface DeliveryContext extends NameContext {
	/** The events of the contract. */
	events: DescribedEvent[];
	signingKey: string | undefined;
}

/** What deliveries tell of the contract, by their form alone. */
export function describeDeliveries(
	deliveries: ReceivedDelivery[],
	context: DeliveryContext,
): { findings: Finding[]; remarks: string[]; hidden: string[] } {
	if (deliveries.length === 0) return { findings: [], remarks: ['No delivery came.'], hidden: [] };
	const bodies = deliveries.map(({ body }) => parseJsonBody(body.toString('utf8')).body);
	bodies.forEach(context.seenTexts.add);
	const events = bodies.flatMap((body) => (Array.isArray(body) ? (body as unknown[]) : [body]));
	const described = describeEvents(events.filter(isObject), context);
	return {
		...described,
		remarks: [
			`Deliveries: ${deliveries.length}.`,
			...signatureRemarks(deliveries, context.signingKey),
			...headerRemarks(deliveries),
			...bodyRemarks(deliveries, bodies),
			...described.remarks,
			...repeatRemarks(deliveries),
		],
	};
}

const timestampHeader = 'x-herohealth-timestamp';
const signatureHeader = 'x-herohealth-signature';

/** Counts how often each text occurs, such as "hex (2 times)". */
function tally(texts: string[]): string {
	const counts = new Map<string, number>();
	for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
	return [...counts].map(([text, count]) => `${text} (${count})`).join('; ');
}

function signatureRemarks(
	deliveries: ReceivedDelivery[],
	signingKey: string | undefined,
): string[] {
	const signatures = deliveries.map(({ headers, body }) => {
		const { [timestampHeader]: timestamp = '', [signatureHeader]: signature } = headers;
		return signature === undefined
			? 'none'
			: signatureForm({ signature, timestamp, body }, signingKey);
	});
	const timestamps = deliveries.map(({ headers }) =>
		headers[timestampHeader] === undefined ? 'none' : timestampForm(headers[timestampHeader]),
	);
	return [
		`Signature: ${tally(signatures)}. This helps to settle "x-webhook-signing: Encoding of the signature (hex or base64)".`,
		`Timestamp: ${tally(timestamps)}. This helps to settle "x-webhook-signing: Form of the timestamp (seconds, milliseconds or ISO 8601)".`,
	];
}

/** The words of usual headers, and of those that Hero and tunnels are known to add. Any other word might be a value. */
const headerWords = new Set(
	(
		'accept agent authorization cache client cloudfront connecting connection content control cookie country correlation ' +
		'date delivery encoding event expect for forwarded header herohealth host id ip keep alive language length loop ngrok ' +
		'origin port pragma priority proto protocol ray real region request referer server session signature skip timestamp ' +
		'te trace tracestate traceparent trailer transfer type upgrade user version via warning webhook x cf'
	).split(' '),
);

function headerRemarks(deliveries: ReceivedDelivery[]): string[] {
	const names = [...new Set(deliveries.flatMap(({ headers }) => Object.keys(headers)))].sort();
	const shown = names.filter((name) => name.split('-').every((word) => headerWords.has(word)));
	const others = names.length > shown.length ? ', and others that are not shown' : '';
	return [`Headers: ${shown.join(', ')}${others}. A tunnel adds some of its own.`];
}

function bodyRemarks(deliveries: ReceivedDelivery[], bodies: unknown[]): string[] {
	const forms = bodies.map((body) =>
		Array.isArray(body) ? 'a list' : isObject(body) ? 'one event' : 'no JSON object',
	);
	return [
		`Content type: ${tally(deliveries.map(mediaTypeOf))}.`,
		`A delivery holds: ${tally(forms)}.`,
	];
}

/** Compares the payloads with the contract, by the event that they name. */
function describeEvents(
	payloads: Array<Record<string, unknown>>,
	context: DeliveryContext,
): { findings: Finding[]; remarks: string[]; hidden: string[] } {
	const byEvent = new Map<string, unknown[]>();
	for (const payload of payloads) {
		const name = eventName(payload.event, context);
		byEvent.set(name, [...(byEvent.get(name) ?? []), payload]);
	}
	const hidden: string[] = [];
	const findings = [...byEvent].flatMap(([name, samples]) => {
		const ours = context.events.find((event) => event.name === name);
		const form = describeForm(samples, ours?.payload, context);
		hidden.push(...form.hidden);
		if (ours) return compareEvent(ours, { name, payload: form.fields }).map(unlessHidden);
		return [{ part: 'webhook' as const, verdict: 'new' as const, name, hero: name }];
	});
	const remark = `Events: ${tally(payloads.map(({ event }) => eventName(event, context)))}.`;
	return { findings, remarks: payloads.length > 0 ? [remark] : [], hidden };
}

const hiddenEvent = '(an event whose name is not shown)';

/** The name of an event, if it surely is one: of the contract, or known words with a dot. */
function eventName(event: unknown, { events, vocabulary }: DeliveryContext): string {
	if (typeof event !== 'string') return hiddenEvent;
	if (events.some(({ name }) => name === event)) return event;
	const isNameLike =
		/^[a-z]+([._-][a-z]+)*\.[a-z]+([._-][a-z]+)*$/.test(event) && event.length <= 60;
	return isNameLike && isKnownName(event, vocabulary) ? event : hiddenEvent;
}

/** What deliveries with the same body have in common. */
function repeatRemarks(deliveries: ReceivedDelivery[]): string[] {
	const groups = new Map<string, ReceivedDelivery[]>();
	for (const delivery of deliveries) {
		const digest = createHash('sha256').update(delivery.body).digest('hex');
		groups.set(digest, [...(groups.get(digest) ?? []), delivery]);
	}
	const repeated = [...groups.values()].filter(({ length }) => length > 1);
	if (repeated.length === 0) return ['No body came twice.'];
	const isSame = (group: ReceivedDelivery[], header: string) =>
		new Set(group.map(({ headers }) => headers[header])).size === 1 ? 'same' : 'another';
	return repeated.map((group) => {
		const seconds = group
			.slice(1)
			.map(({ at }, index) => Math.round((at - group[index].at) / 1000));
		return `One body came ${group.length} times, with ${seconds.join(', ')} seconds between: ${isSame(group, timestampHeader)} timestamp, ${isSame(group, signatureHeader)} signature. This helps to settle "x-webhook-signing: Allowed age, retries, timeout and order of deliveries".`;
	});
}
