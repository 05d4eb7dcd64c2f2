import type { DescribedEvent, FieldSet } from './describedApi';
import { schemaOf } from './media';
import type { SchemaContext } from './schemaContext';
import { isObject, markUnreadable, resolveReference } from './schemaContext';
import { schemaFields } from './schemaFields';

/** Describes the webhooks of a document. OpenAPI 3.0 has no place for them, so some write `x-webhooks`. */
export function describeEvents(context: SchemaContext): DescribedEvent[] {
	const { webhooks, 'x-webhooks': older } = context.document as Record<string, unknown>;
	const listed = webhooks ?? older ?? {};
	if (!isObject(listed)) {
		markUnreadable(context, 'webhooks', 'webhooks is no object');
		return [];
	}
	const events = Object.entries(listed).flatMap(([name, item]) => {
		const place = `webhook ${name}`;
		const operation = resolveReference(context, item, place)?.post;
		const delivery =
			operation === undefined ? undefined : resolveReference(context, operation, place);
		if (!delivery?.requestBody) return [{ name }];
		const body = resolveReference(context, delivery.requestBody, place) ?? {};
		return eventsOf(name, schemaFields(context, schemaOf(body), place));
	});
	return events.sort((a, b) => a.name.localeCompare(b.name));
}

/** The name that a delivery carries in `event` counts, since the trigger reads it; several names are several events. */
function eventsOf(name: string, { fields, isComplete }: FieldSet): DescribedEvent[] {
	const names = fields.get('event')?.values ?? [name];
	const payload = new Map(
		[...fields].map(([at, field]) => [at, at === 'event' ? { types: field.types } : field]),
	);
	return names.map((event) => ({ name: event, payload: { fields: payload, isComplete } }));
}
