import type { Answer, Ask, ProbeRequest } from '../answer';
import { doubtOf, isAccepted, isRefused } from '../answer';
import type { RequestPlan } from '../request/buildRequest';
import { bodyPrefix, buildRequest, parameterExample } from '../request/buildRequest';
import type { CallSource } from '../request/callSource';
import { exampleValue } from '../request/exampleValue';
import { valueAt } from '../request/places';
import type { Told } from '../told';
import { doubt, fieldClaim, ourField, sentFields, tell } from '../told';
import { askWithout } from './askWithout';
import type { NamedField } from './readRefusal';
import { namedFields } from './readRefusal';

/** A request that the mock accepts, and its answer. */
export interface AcceptedRequest {
	plan: RequestPlan;
	answer: Answer;
}

/** A mock names one field at a time. More rounds than these lead nowhere. */
const mostRounds = 24;

/** Values for a field of which only the name is known. */
const guesses: unknown[] = [
	'probe',
	'1',
	1,
	true,
	'2030-01-15T09:30:00Z',
	'2030-01-15',
	'probe@example.com',
	'https://example.com/',
	'00000000-0000-4000-8000-000000000000',
	{},
	['probe'],
	[{}],
];

/**
 * Puts into a request whatever the mock says is missing, until it is accepted, and tells which of that is required.
 * Returns undefined, with a claim in doubt, if it never is.
 */
export async function settleRequest(
	ask: Ask,
	source: CallSource,
	told: Told,
	plan: RequestPlan,
): Promise<AcceptedRequest | undefined> {
	const inserted = new Map(plan.inserted);
	const attempts = new Map<string, number>();
	const refusals = new Map<string, Answer>();
	const required = new Set<string>();
	let reason = 'the mock refuses the request without end';
	for (let round = 0; round < mostRounds; round++) {
		const current = { ...plan, inserted: new Map(inserted) };
		const request = buildRequest(source, current);
		const answer = await ask(request);
		const doubtful = doubtOf(answer);
		if (!doubtful && isAccepted(answer)) {
			await tellInserted(ask, source, told, current);
			return { plan: current, answer };
		}
		reason = doubtful ?? 'the mock refuses the request, and does not name a field that helps';
		if (!isRefused(answer)) break;
		for (const name of helpedBy(refusals, answer)) required.add(name);
		const next = nextInsertion(source, request, answer, attempts);
		if (!next) break;
		if (!isSent(request, next.name)) refusals.set(next.name, answer);
		insert(inserted, next);
	}
	for (const name of required) tell(told, name, { required: true });
	doubt(told, source, claimOfRequest(source, plan), reason);
	return undefined;
}

/** Puts in a value. What was put inside an earlier value of the same field goes. */
function insert(
	fields: Map<string, unknown>,
	{ name, value }: { name: string; value: unknown },
): void {
	for (const other of fields.keys()) {
		if (other.startsWith(`${name}.`) || other.startsWith(`${name}[`)) fields.delete(other);
	}
	fields.set(name, value);
}

/**
 * The field that was missing, if the refusal is another one now that it is there. So it is known to be required even where
 * no value of it is accepted. A word that is no field changes nothing.
 */
function helpedBy(refusals: Map<string, Answer>, answer: Answer): string[] {
	const earlier = [...refusals].filter(([, refusal]) => stableText(refusal) !== stableText(answer));
	refusals.clear();
	return earlier.map(([name]) => name).filter((name) => !/[.[]/.test(name) && name !== bodyPrefix);
}

/** The text of a refusal without numbers and IDs, which may differ each time. */
const stableText = ({ text }: Answer): string => text.replace(/[\da-f-]{8,}|\d+/gi, '');

function claimOfRequest({ bodySchema }: CallSource, { included = [] }: RequestPlan) {
	if (included.length > 0) return { ...fieldClaim(included[0]), aspect: 'required' as const };
	const part = bodySchema === undefined ? ('parameters' as const) : ('requestBody' as const);
	return { part, aspect: 'required' as const };
}

/** Finds out which of the inserted fields were really missing: a word of a refusal may be something else. */
async function tellInserted(
	ask: Ask,
	source: CallSource,
	told: Told,
	plan: RequestPlan,
): Promise<void> {
	for (const [name, value] of plan.inserted ?? []) {
		if (told.fields.has(name)) continue;
		const ours = ourField(source, name);
		const isOtherType = ours && ours.types.length > 0 && !ours.types.includes(jsonType(value));
		await askWithout(ask, source, told, plan, name);
		if (isOtherType && name.startsWith(bodyPrefix)) tell(told, name, { types: [jsonType(value)] });
		if (!ours && told.fields.get(name)?.required === false) told.fields.delete(name);
	}
}

const jsonType = (value: unknown): string => {
	if (Array.isArray(value)) return 'array';
	return Number.isInteger(value) ? 'integer' : typeof value;
};

/** The next value to try for a field that the refusal names: first for one that is not there, then for others. */
function nextInsertion(
	source: CallSource,
	request: ProbeRequest,
	answer: Answer,
	attempts: Map<string, number>,
): { name: string; value: unknown } | undefined {
	const known = [...sentFields(source), ...attempts.keys()].map(lastName);
	const named = namedFields(answer, known).flatMap((field) => planNames(source, request, field));
	const names = [...named, ...missingBody(request)];
	const absent = names.filter((name) => !isSent(request, name));
	for (const name of [...absent, ...names]) {
		const values = valuesFor(source, name);
		const attempt = attempts.get(name) ?? (isSent(request, name) ? 1 : 0);
		if (attempt >= values.length) continue;
		attempts.set(name, attempt + 1);
		return { name, value: values[attempt] };
	}
	return undefined;
}

/** A refusal may ask for a body without a word that is its name, so an empty one is tried last. */
const missingBody = ({ method, body }: ProbeRequest): string[] =>
	takesBody(method) && body === undefined ? [bodyPrefix] : [];

const takesBody = (method: string): boolean => method !== 'GET' && method !== 'DELETE';

const lastName = (name: string): string => name.replace(/^.*[ .]/, '').replace(/\[\]$/, '');

/** The names in a plan that a named field may have. One that the contract knows comes first. */
function planNames(
	source: CallSource,
	{ method, body }: ProbeRequest,
	field: NamedField,
): string[] {
	const { place, part } = field;
	if (/^(body|requestBody)$/.test(place) && body === undefined) return [bodyPrefix];
	const known = sentFields(source);
	const isPossible = (name: string) => !part || name.startsWith(part);
	const exact = [`query ${place}`, bodyPrefix + place].filter(
		(name) => known.includes(name) && isPossible(name),
	);
	const nested = known.filter((name) => lastName(name) === place && isPossible(name));
	if (exact.length > 0) return exact;
	if (nested.length === 1) return nested;
	const guessed = part ? [part] : takesBody(method) ? ['body', 'query'] : ['query'];
	return guessed.map((one) => `${one} ${place}`);
}

function isSent({ query, body }: ProbeRequest, name: string): boolean {
	if (name === bodyPrefix) return body !== undefined;
	if (name.startsWith(bodyPrefix))
		return valueAt(body, name.slice(bodyPrefix.length)) !== undefined;
	return query.some(([sent]) => `query ${sent}` === name);
}

/** The example of a field of the contract, and guesses. */
function valuesFor(source: CallSource, name: string): unknown[] {
	if (name === bodyPrefix) return [{}];
	const parameter = source.parameters.find((one) => one.name === name);
	if (parameter) return [parameterExample(source, parameter), ...guesses];
	if (!ourField(source, name)) return [undefined, ...guesses].slice(1);
	const place = name.slice(bodyPrefix.length);
	const { context, bodyExamples: printed, bodySchema } = source;
	const included = [place];
	const body = exampleValue({ context, printed, wanted: new Map(), included }, bodySchema);
	return [valueAt(body, place), ...guesses];
}
