import type { DescribedField } from '../description/describedApi';
import { describeSamples } from '../description/describeSample';
import { schemaOf } from '../description/media';
import { isObject } from '../description/schemaContext';
import { schemaForms } from '../description/schemaForms';
import { jsonOf } from './answer';
import { sentTexts, withoutEchoes } from './echoes';
import type { AcceptedRequest } from './questions/settleRequest';
import { buildRequest } from './request/buildRequest';
import type { CallSource } from './request/callSource';
import { stepsOf } from './request/places';
import type { Told } from './told';

/** Tells the form of a sample: names and types. Its values may be made up by the mock, so they prove nothing. */
export function tellResponse(
	source: CallSource,
	told: Told,
	{ plan, answer }: AcceptedRequest,
): void {
	told.successStatus = String(answer.status);
	if (answer.text === '') return;
	const json = withoutEchoes(jsonOf(answer), sentTexts(buildRequest(source, plan)));
	const news = newsOf(
		source,
		describeSamples([withoutMadeUpNames(json)], source.call.response).fields,
	);
	if (news.length === 0) return;
	told.response = { isComplete: false, fields: new Map(news) };
}

/** The fields of a sample that tell something which the contract does not leave open on purpose. */
function newsOf(
	source: CallSource,
	sample: Map<string, DescribedField>,
): Array<[string, DescribedField]> {
	const ours = source.call.response;
	const printed = describeSamples(source.responseExamples, ours).fields;
	return [...sample].flatMap(([name, { types }]): Array<[string, DescribedField]> => {
		const known = ours?.fields.get(name);
		const isOpen = (known?.types.length ?? 0) === 0;
		// What an example of the contract shows, although its schema leaves it open, is known.
		const isPrinted = types.every((type) => printed.get(name)?.types.includes(type));
		const isSilent = (known !== undefined || name === '') && isEmpty(name, sample);
		if (isOpen && (isPrinted || isSilent || isKeyOfMap(source, name))) return [];
		return [[name, { types }]];
	});
}

/** True for null, `{}` and `[]`: with them a mock fills what Hero's document leaves open as well. */
const isEmpty = (name: string, sample: Map<string, DescribedField>): boolean =>
	sample.get(name)!.types.every((type) => ['null', 'object', 'array'].includes(type)) &&
	![...sample.keys()].some((other) => isInside(other, name));

const isInside = (name: string, outer: string): boolean =>
	name !== outer && (outer === '' || name.startsWith(`${outer}.`) || name.startsWith(`${outer}[`));

/** True for a member of an object whose keys are free, as `additionalProperties` with a schema says. Its name is a value. */
function isKeyOfMap({ context, operation, call }: CallSource, name: string): boolean {
	const success = operation.responses[call.successStatus ?? ''];
	let schemas = [isObject(success) ? schemaOf(success) : undefined];
	for (const step of stepsOf(name)) {
		const forms = schemas.flatMap((schema) => schemaForms(context, schema, name));
		const isListed = forms.some(({ properties }) => step in properties);
		if (step !== '[]' && !isListed) {
			return forms.some(({ origins }) => origins.some(hasFreeKeys));
		}
		schemas = forms.flatMap(({ items, properties }) => [step === '[]' ? items : properties[step]]);
	}
	return false;
}

const hasFreeKeys = (schema: unknown): boolean =>
	isObject(schema) && isObject(schema.additionalProperties);

/** Names that samplers of OpenAPI make up for the members of an object with free keys. */
const madeUpNames = ['property1', 'property2'];

/** Leaves out the members that a mock has made up. */
function withoutMadeUpNames(sample: unknown): unknown {
	if (Array.isArray(sample)) return sample.map(withoutMadeUpNames);
	if (!isObject(sample)) return sample;
	const isMadeUp = madeUpNames.every((name) => name in sample);
	return Object.fromEntries(
		Object.entries(sample)
			.filter(([name]) => !(isMadeUp && madeUpNames.includes(name)))
			.map(([name, value]) => [name, withoutMadeUpNames(value)]),
	);
}
