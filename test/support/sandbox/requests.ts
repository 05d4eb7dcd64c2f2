import fc from 'fast-check';
import { loadContract, type ContractParameter, type JsonSchema } from '../../../api';
import type { Documented } from './contract';
import type { Practice } from '../../../sandbox/practice/model';

/** A request as it goes onto the wire. */
export interface HeroRequest {
	method: string;
	url: string;
	data?: string;
}

const { components } = loadContract();

/**
 * Random requests of an operation. Half of them match the contract, and the others have some invalid
 * values. Ids are mostly those of the practice.
 */
export const requestsOf = (practice: Practice, one: Documented): fc.Arbitrary<HeroRequest> =>
	fc.oneof(request(practice, one, 0), request(practice, one, 0.1));

/** Random requests; `wrong` is the share of invalid values, from 0 to 1. */
function request(
	practice: Practice,
	{ method, path, operation }: Documented,
	wrong: number,
): fc.Arbitrary<HeroRequest> {
	const draw = valuesOf(practice, wrong);
	const parameters = (operation.parameters ?? []).map(parameterOf);
	const query = parameters.filter((parameter) => parameter.in === 'query');
	const documented = operation.requestBody?.content['application/json'].schema;
	const body = (operation['x-guess']?.requestBody as JsonSchema | undefined) ?? documented;
	return fc
		.record({
			id: draw.id(idName(path)),
			query: fc.tuple(...query.map((parameter) => queryText(draw, parameter))),
			data: body ? draw.either(draw.of(body).map(toJson), brokenBody) : fc.constant(undefined),
		})
		.map(({ id, query: texts, data }) => {
			const place = path.replace(/\{\w+\}/, encodeURIComponent(id));
			return { method, url: `${place}?${texts.filter(Boolean).join('&')}`, data };
		});
}

const junkText = fc.oneof(
	fc.string({ unit: 'grapheme' }),
	fc.constantFrom('', ' ', '0', '-1', '1e999', '__proto__', 'constructor', 'null', '2026-13-45'),
);

const brokenBody = fc.oneof(fc.json(), fc.constantFrom(undefined, '', '{"id":', 'text'));

const toJson = (value: unknown) => JSON.stringify(value);

const parameterOf = (parameter: ContractParameter): ContractParameter =>
	parameter.$ref ? components.parameters[lastPart(parameter.$ref)] : parameter;

const lastPart = (reference: string) => reference.slice(reference.lastIndexOf('/') + 1);

/** The body field with the same id as a path, such as appointment_id. */
function idName(path: string): string {
	const owner = /(\w+?)s?\/\{id\}/.exec(path);
	return owner ? `${owner[1]}_id` : 'gmc_number';
}

type Draw = ReturnType<typeof valuesOf>;

/** A query parameter, repeated for each value. An optional one is often left out. */
function queryText(draw: Draw, { name, schema, required }: ContractParameter) {
	const asText = (value: unknown) => (typeof value === 'string' ? value : (toJson(value) ?? ''));
	const texts = draw.either(draw.of(schema, name), junkText).map((value) =>
		[value]
			.flat()
			.map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(asText(one))}`)
			.join('&'),
	);
	const absent = fc.constant('');
	return required ? draw.either(texts, absent) : fc.oneof(absent, texts);
}

function valuesOf(practice: Practice, wrong: number) {
	const known: Record<string, () => Iterable<string>> = {
		admin_id: () => ['77', '78'],
		appointment_id: () => practice.appointments.keys(),
		appointment_type_id: () => ['31', '32', '34'],
		assignee_id: () => ['77', '12'],
		automated_message_id: () => practice.automatedMessages.keys(),
		batch_message_id: () => practice.batches.keys(),
		booking_link_id: () => practice.links.keys(),
		customer_stripe_id: () => practice.customers.keys(),
		ehr_file_id: () => practice.attachments.keys(),
		ehr_partner_id: () => practice.healthRecords.keys(),
		episode_id: () => practice.episodes.keys(),
		form_id: () => ['204', '205'],
		form_response_id: () => practice.formResponses.keys(),
		gmc_number: () => ['9999998', '9999999'],
		invoice_id: () => [...practice.invoices.values()].map(({ heroId }) => heroId),
		issuer_id: () => ['77', '78'],
		location_id: () => ['5', '6', '7'],
		merge_token: () => practice.merges.keys(),
		message_id: () => practice.messages.keys(),
		nhs_number: () => ['999 000 0018', '9990000026', '9998880009'],
		patient_id: () => practice.patients.keys(),
		practitioner_id: () => ['11', '12', '15'],
		prescriber_id: () => ['41', '42'],
		short_link_id: () => practice.links.keys(),
		slot_id: () => practice.slots.map(({ id }) => id),
		stripe_invoice_id: () => practice.invoices.keys(),
		task_id: () => practice.tasks.keys(),
		webhook_id: () => practice.webhooks.keys(),
	};

	const either = <Right, Wrong>(right: fc.Arbitrary<Right>, junk: fc.Arbitrary<Wrong>) =>
		fc.oneof(
			{ arbitrary: right as fc.Arbitrary<Right | Wrong>, weight: 1000 * (1 - wrong) },
			{ arbitrary: junk, weight: 1000 * wrong },
		);

	const id = (name: string): fc.Arbitrary<string> => {
		const real = fc.nat().map((number) => {
			const ids = [...(known[name]?.() ?? [])];
			return ids[number % ids.length] ?? '1';
		});
		// An empty segment or a relative one would change the path.
		return either(
			real,
			junkText.filter((text) => !['', '.', '..'].includes(text.trim())),
		);
	};

	const of = (schema: JsonSchema, name = ''): fc.Arbitrary<unknown> =>
		either(fitting(schema, name), fc.jsonValue());

	const fitting = (unresolved: JsonSchema, name: string): fc.Arbitrary<unknown> => {
		const schema = resolved(unresolved);
		if (schema.enum) return fc.constantFrom(...schema.enum);
		const forms = schema.anyOf ?? schema.oneOf;
		if (forms) return fc.oneof(...forms.map((form) => fitting(form, name)));
		const type = [schema.type].flat()[0] ?? 'object';
		if (type === 'object') return object(schema);
		if (type === 'array') return fc.array(of(schema.items ?? {}, name), { maxLength: 4 });
		if (type === 'boolean') return fc.boolean();
		const count = fc.integer({ min: 1, max: 60 });
		if (type === 'integer') return fc.oneof(count, fc.integer());
		if (type === 'number') return fc.oneof(count, fc.double({ noNaN: true }));
		return text(schema, name);
	};

	const object = ({ properties = {}, required = [] }: JsonSchema) =>
		fc.record(
			Object.fromEntries(
				Object.entries(properties).map(([name, schema]) => [name, of(schema, name)]),
			),
			{ requiredKeys: required.filter((name) => Object.hasOwn(properties, name)) },
		);

	const text = (schema: JsonSchema, name: string): fc.Arbitrary<unknown> => {
		const values = (schema['x-known-values'] as string[] | undefined) ?? [];
		if (values.length) return fc.constantFrom(...values);
		if (Object.hasOwn(known, name.replace('[]', ''))) return id(name.replace('[]', ''));
		if (schema.format === 'uri') return fc.constant('http://127.0.0.1:9/hero');
		if (schema.format === 'email') return fc.constant('sam.testpatient@example.com');
		if (/^page_/.test(name)) return fc.constantFrom('1', '2', '50');
		if (name === 'dob') return fc.constantFrom('1990-12-31T00:00:00Z', '1985-07-14T00:00:00Z');
		if (schema.format === 'date-time' || /_(time|date|at)$/.test(name)) return date;
		return fc.oneof(fc.constant(schema.example ?? 'Some text'), junkText);
	};

	/** A time in the next four weeks, in steps of 15 minutes. */
	const date = fc
		.integer({ min: 0, max: 28 * 24 * 4 })
		.map((quarters) => new Date(practice.slots[0].start + quarters * 900_000).toISOString());

	return { id, of, either };
}

/** A schema without $ref and allOf, whose parts are merged. */
function resolved(schema: JsonSchema): JsonSchema {
	if (schema.$ref) return resolved(components.schemas[lastPart(schema.$ref)]);
	if (!schema.allOf) return schema;
	const parts = schema.allOf.map(resolved);
	return {
		type: 'object',
		required: parts.flatMap(({ required = [] }) => required),
		properties: Object.assign({}, ...parts.map(({ properties }) => properties)),
	};
}
