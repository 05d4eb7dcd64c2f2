import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { runWorkflow } from '../../scripts/engine';
import {
	isLaterPage,
	jsonResponse,
	emptyPage,
	startHeroServer,
	type HeroServer,
	type ReceivedRequest,
} from '../support/engine/heroServer';
import {
	practiceGroupId,
	heroNode,
	installedPackage,
	apiKey,
	startNode,
} from '../support/engine/runHero';
import {
	exampleResponses,
	expectedRows,
	withMark,
	expectedSummary,
} from '../support/contract/responses';
import { documentedCalls, nodeOperations } from '../support/contract/calls';
import type { ContractField } from '../support/contract/contractFields';
import { contractFields } from '../support/contract/contractFields';
import type { FilledField } from '../support/contract/form';
import {
	receivedValues,
	enumsByExpression,
	itemPerEnumValue,
	enumCoverage,
} from '../support/contract/enumCoverage';
import { bodyExamples, contractCalls } from '../support/contract/openapi';
import { parseRequest, expectedRequest, contractErrors } from '../support/contract/requests';
import type { FormVariant } from '../support/contract/formVariants';
import {
	file,
	fillAllFields,
	fillExampleBody,
	minimumField,
	fillRequiredFields,
	conditionalField,
	slot,
	formVariants,
} from '../support/contract/formVariants';

let hero: HeroServer;
beforeAll(async () => {
	hero = await startHeroServer();
});
afterAll(() => hero.stop());

/** The practice groups of the two items where these set one; combined items have the same one. */
const groups = ['2001', '2002'];
const groupsOf = ({ supplied }: FormVariant) =>
	supplied.combinesItems ? [groups[0], groups[0]] : groups;

/** Runs the node over the items. Each practice group gets its own response, and others get the first. */
async function run(
	variant: FormVariant,
	{ resource, operation, ...parameters }: INodeParameters,
	answers: Array<IDataObject | undefined>,
	items: IDataObject[] = groupsOf(variant).map((acting) => ({ group: acting })),
) {
	hero.received.length = 0;
	hero.onRequest(({ method, target, headers }) => {
		if (isLaterPage({ target })) return emptyPage;
		if (`${method} ${target}` === variant.supplied.lookUp) return jsonResponse(slot);
		const item = groups.indexOf(String(headers['x-practice-group-id']));
		return jsonResponse(answers[Math.max(item, 0)]);
	});
	const node = heroNode(`${String(resource)}: ${String(operation)}`, parameters);
	const ran = await runWorkflow({
		workflow: {
			nodes: [startNode, node],
			connections: { Start: { main: [[{ node: node.name, type: 'main', index: 0 }]] } },
		},
		input: items.map((item): INodeExecutionData => ({ json: item, binary: { data: file } })),
		...installedPackage(hero),
	});
	return { error: ran.error?.message, output: ran.items(node.name) };
}

/** Expects one valid request for each item with these values, and only look-ups besides. */
function expectRequests(variant: FormVariant, entries: FilledField[], acting: string[]): void {
	const { lookUp, sharesByRecord, combinesItems } = variant.supplied;
	const requesting = sharesByRecord || combinesItems ? [...new Set(acting)] : acting;
	const isLookUp = ({ method, target }: ReceivedRequest) => `${method} ${target}` === lookUp;
	const requests = hero.received.filter((one) => !isLookUp(one) && !isLaterPage(one));
	expect(requests.map(parseRequest)).toEqual(
		requesting.map(() => expectedRequest(variant, entries)),
	);
	expect(contractErrors(variant, parseRequest(requests[0]))).toEqual([]);

	const headers = (received: ReceivedRequest[]) =>
		received.map((one) => [
			...[one.headers['x-api-key'], one.headers['x-practice-group-id'], one.headers.accept],
		]);
	const expected = requesting.map((one) => [apiKey, one, 'application/json']);
	expect(headers(requests)).toEqual(expected);
	expect(headers(hero.received.filter(isLookUp))).toEqual(lookUp ? expected : []);
}

/** The output for each of two items, paired with it, or the one output paired with both. */
function paired({ supplied }: FormVariant, rows: IDataObject[][]): INodeExecutionData[] {
	const withOutputFields = (row: IDataObject) => ({ ...row, ...supplied.outputFields });
	if (supplied.combinesItems)
		return [{ json: withOutputFields(rows[0][0]), pairedItem: [{ item: 0 }, { item: 1 }] }];
	return rows.flatMap((data, item) =>
		data.map((row) => ({ json: withOutputFields(row), pairedItem: { item } })),
	);
}

/** The fields at this place with this requirement, without guesses. */
const namesOf = ({ fields }: FormVariant, at: string, so: ContractField['required']): string[] =>
	fields
		.filter(({ place, required, guessed }) => place === at && required === so && !guessed)
		.map(({ wireName }) => wireName);

const variantsOf = (id: string) => formVariants.filter((variant) => variant.id === id);

/** The example of a batch has a subject for an SMS; the form has one for an email alone. */
const asFormHasIt: Record<string, IDataObject> = { createBatchMessage: { channel: 'EMAIL' } };

const bodies = documentedCalls.flatMap(({ contractCall: call, operation: { id } }) =>
	bodyExamples(call).map(([name, body]) => ({
		title: `${id}, ${name}`,
		...{ id, body: { ...body, ...asFormHasIt[id] } },
	})),
);

/** All fields of a call that are filled in in some variant, or created by the node. */
const valuesOf = (id: string) =>
	Object.fromEntries(
		variantsOf(id).flatMap((variant) => [
			...fillAllFields(variant).filledFields.map(({ field, value }) => [field.wireName, value]),
			...Object.entries(variant.supplied.body ?? {}),
		]),
	) as IDataObject;

/** The members of objects, however deep, by their names. */
const namesIn = (value: unknown): string[] => {
	if (Array.isArray(value)) return namesIn(value[0]);
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, member]) => [name, ...namesIn(member)]);
};

const fieldCount = documentedCalls
	.flatMap(({ operation }) => namesIn(valuesOf(operation.id)))
	.filter((name) => name !== 'not_documented').length;
const valueCount = enumCoverage.flatMap(({ enumFields }) =>
	enumFields.flatMap(({ values }) => values),
).length;
const counts = `${nodeOperations.length} operations, ${documentedCalls.length} calls, ${formVariants.length} ways to fill them in, ${fieldCount} fields, ${valueCount} listed values`;

describe(`through n8n: ${counts}`, () => {
	test('every operation of the contract is covered', () => {
		const driven = formVariants.map(({ id }) => id);
		expect([...contractCalls.keys()].filter((id) => !driven.includes(id))).toEqual([]);
	});

	test('every field of the contract can be filled in', () => {
		const missing = documentedCalls.flatMap((call) => {
			const values = valuesOf(call.operation.id);
			return contractFields(call)
				.filter(({ wireName, guessed }) => !guessed && !(wireName in values))
				.map(({ wireName }) => `${call.operation.id}: ${wireName}`);
		});
		expect(missing).toEqual([]);
	});

	describe('all fields arrive as in the contract, and nothing else; the responses are output', () => {
		test.each(formVariants)('$title', async (variant) => {
			const { simplify } = variant.call.operation;
			const { parameters, filledFields, problems } = fillAllFields(variant);
			const [one, other = one] = exampleResponses(variant.call);
			const answers = [withMark(one, 'of the first'), withMark(other, 'of the second')];
			const { error, output } = await run(variant, parameters, answers);

			expect([error, problems]).toEqual([undefined, []]);
			expectRequests(variant, filledFields, groupsOf(variant));
			const rows = answers.map((answer) => expectedRows(variant.call, answer));
			const shown = rows.map((data) =>
				simplify ? data.map((row) => expectedSummary(row, simplify)) : data,
			);
			expect(output).toEqual(paired(variant, shown));
		});
	});

	describe('with the required fields only, no other field arrives; the responses are output whole', () => {
		test.each(formVariants)('$title', async (variant) => {
			const { method } = variant.call.contractCall;
			const isAnswered = method === 'GET' || variant.call.operation.requiresResponseBody;
			const { parameters, filledFields, problems } = fillRequiredFields(
				variant,
				minimumField[variant.title],
			);
			const [answer] = exampleResponses(variant.call);
			const answers = isAnswered ? [answer] : [];
			const { error, output } = await run(variant, { ...parameters, simplify: false }, answers);

			expect([error, problems]).toEqual([undefined, []]);
			expectRequests(variant, filledFields, [practiceGroupId, practiceGroupId]);
			const given = filledFields.map(({ field }) => field.wireName);
			expect(given).toEqual(expect.arrayContaining(namesOf(variant, 'query', 'always')));
			const needed = [minimumField[variant.title], conditionalField[variant.title]];
			const optional = ['query', 'body'].flatMap((place) => namesOf(variant, place, 'never'));
			const others = optional.filter((name) => !needed.includes(name));
			expect(given.filter((name) => others.includes(name))).toEqual([]);

			const { id } = Object.fromEntries(
				filledFields.map(({ field, value }) => [field.wireName, value]),
			);
			const done = method === 'DELETE' ? { deleted: true } : { success: true };
			const told = id === undefined ? done : { ...done, id: id as string };
			const rows = isAnswered ? expectedRows(variant.call, answer) : [told];
			expect(output).toEqual(paired(variant, [rows, rows]));
		});
	});

	describe('each example body of the contract can be filled in', () => {
		test.each(bodies)('$title', async ({ id, body }) => {
			const { variant, parameters, filledFields, problems } = fillExampleBody(
				body,
				variantsOf(id),
			)!;
			const { error } = await run(variant, parameters, exampleResponses(variant.call));

			expect([error, problems]).toEqual([undefined, []]);
			expectRequests(variant, filledFields, [practiceGroupId, practiceGroupId]);
			expect(Object.keys(hero.received[0].body as object).sort()).toEqual(Object.keys(body).sort());
		});
	});

	describe('empty values are not sent', () => {
		test.each(formVariants.filter(({ title }) => title in minimumField))(
			'$title',
			async (variant) => {
				const { error } = await run(variant, fillRequiredFields(variant).parameters, [{}]);
				expect(error).toMatch(/missing|Nothing to change|At least one filter is needed/);
				expect(hero.received).toEqual([]);
			},
		);
	});

	describe('each value that the contract lists arrives unchanged, by expression', () => {
		test.each(enumCoverage)('$title', async ({ variant, enumFields }) => {
			const items = itemPerEnumValue(variant, enumFields).map((item) => ({
				...item,
				group: practiceGroupId,
			}));
			const { error } = await run(
				variant,
				enumsByExpression(variant, enumFields),
				exampleResponses(variant.call),
				items,
			);

			expect(error).toBeUndefined();
			const values = enumFields.flatMap((one) => one.values);
			const received = hero.received.filter((one) => !isLaterPage(one));
			expect(receivedValues(enumFields, received.map(parseRequest))).toEqual(values);
		});
	});
});
