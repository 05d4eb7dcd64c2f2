import type { IDataObject } from 'n8n-workflow';

import { nodeOperations } from '../support/contract/calls';
import type { ContractField } from '../support/contract/contractFields';
import type { FormVariant } from '../support/contract/formVariants';
import {
	exampleForVariant,
	fillAllFields,
	fillRequiredFields,
	formVariants,
	minimumField,
} from '../support/contract/formVariants';
import {
	blockOf,
	idsThatCouldBeReal,
	madeUpId,
	previewFields,
	runVariant,
	shownBlock,
} from '../support/contract/rehearsals';
import { startHeroServer, type HeroServer } from '../support/engine/heroServer';

let hero: HeroServer;
beforeAll(async () => {
	hero = await startHeroServer();
});
afterAll(() => hero.stop());

const isWrite = ({ call }: FormVariant) => call.contractCall.method !== 'GET';
const isRefused = ({ call }: FormVariant) => call.operation.rehearsal?.refusal !== undefined;

const writes = formVariants.filter((variant) => isWrite(variant) && !isRefused(variant));
const reads = formVariants.filter((variant) => !isWrite(variant));
const refusals = formVariants.filter(isRefused);

/** A form with all of its fields, and one with the required ones alone. */
const formsOf = (variant: FormVariant) => [
	fillAllFields(variant).parameters,
	fillRequiredFields(variant, minimumField[variant.title]).parameters,
];

/** Text fields of this form that name a record of Hero. */
const idFields = (variant: FormVariant): ContractField[] => {
	const { filledFields } = fillAllFields(variant);
	return variant.fields.filter(({ place, wireName, schema }) => {
		const isId = place === 'path' || /(^|_)(id|uuid)$/.test(wireName);
		const isInForm = filledFields.some(({ field }) => field.wireName === wireName);
		return isId && isInForm && schema.part.type === 'string';
	});
};

const withMadeUpId = (variant: FormVariant, wireName: string) => {
	const example = exampleForVariant(variant);
	return fillAllFields(variant, (field: ContractField) =>
		field.wireName === wireName ? madeUpId : example(field),
	).parameters;
};

const namingMadeUp = formVariants.flatMap((variant) =>
	idFields(variant).map(({ wireName }) => ({
		...{ title: `${variant.title}: ${wireName}`, variant },
		parameters: withMadeUpId(variant, wireName),
	})),
);

const counts = `${writes.length} ways to write, ${reads.length} ways to read, ${refusals.length} refused`;

describe(`a rehearsal through n8n: ${counts}`, () => {
	test('every operation is rehearsed, read or refused', () => {
		const driven = [...writes, ...reads, ...refusals].map(({ call }) => call.name.split(',')[0]);
		const missing = nodeOperations
			.map(({ resource, operation }) => `${resource.name}: ${operation.name}`)
			.filter((name) => !driven.includes(name));
		expect(missing).toEqual([]);
	});

	describe('sends nothing but reads, and shows the request that the same form sends live', () => {
		test.each(writes)('$title', async (variant) => {
			for (const parameters of formsOf(variant)) {
				const live = await runVariant(hero, variant, parameters, 'live');
				const rehearsed = await runVariant(hero, variant, parameters, 'rehearsal');
				expect([live.error?.message, rehearsed.error?.message]).toEqual([undefined, undefined]);
				expect(rehearsed.writes).toEqual([]);
				expect(rehearsed.json.map(shownBlock)).toEqual(live.writes.map(blockOf));
			}
		});
	});

	describe('gives out the fields of the preview, with IDs that are plainly made up', () => {
		test.each(writes)('$title', async (variant) => {
			for (const parameters of formsOf(variant)) {
				const { json } = await runVariant(hero, variant, parameters, 'rehearsal');
				expect(json).toHaveLength(1);
				const [item] = json as [IDataObject];
				const { rehearsal, ...record } = item;
				expect(rehearsal).toMatchObject({ sent: false });
				const fields = previewFields(variant) ?? Object.keys(record);
				expect(Object.keys(record).sort()).toEqual([...fields].sort());
				expect(idsThatCouldBeReal(item)).toEqual([]);
			}
		});
	});

	describe('reads as a live run does', () => {
		test.each(reads)('$title', async (variant) => {
			const { parameters } = fillAllFields(variant);
			const live = await runVariant(hero, variant, parameters, 'live');
			const rehearsed = await runVariant(hero, variant, parameters, 'rehearsal');
			const targets = ({ received }: typeof live) =>
				received.map(({ method, target }) => `${method} ${target}`).sort();
			expect(targets(rehearsed)).toEqual(targets(live));
			expect(rehearsed.writes).toEqual([]);
			expect(rehearsed.json).toEqual(live.json);
		});
	});

	test('refuses only what only Hero can answer', () => {
		expect(refusals.map(({ id }) => id).sort()).toEqual([
			'checkSlotAvailability',
			'createAccessToken',
			'previewPatientMerge',
			'validateSnomedCode',
		]);
	});

	describe('refuses without a request', () => {
		test.each(refusals)('$title', async (variant) => {
			const { parameters } = fillAllFields(variant);
			const { received, error } = await runVariant(hero, variant, parameters, 'rehearsal');
			expect(received).toEqual([]);
			expect(error).toMatchObject({
				message: expect.stringContaining('cannot be rehearsed, so nothing was sent'),
				description: expect.stringContaining('Deactivate the node for the rehearsal'),
			});
		});
	});
});

describe('a live node that names a made-up record sends nothing', () => {
	test.each(namingMadeUp)('$title', async ({ variant, parameters }) => {
		const { received, error, json } = await runVariant(hero, variant, parameters, 'live');
		const sent = received.map(({ method, target }) => `${method} ${target}`);
		expect(sent).toEqual([variant.supplied.lookUp].filter((one) => sent.includes(String(one))));
		if (error) expect(error.message).toMatch(/cannot be rehearsed/);
		else for (const item of json) expect(item).toHaveProperty('rehearsal');
	});
});
