import type { CallPair } from '../../comparison/compareCalls';
import { compareCalls } from '../../comparison/compareCalls';
import { typeText } from '../../comparison/fieldWords';
import type { Finding } from '../../comparison/finding';
import type { DescribedCall, FieldSet, UnreadablePart } from '../../description/describedApi';
import { describeSamples, hiddenName } from '../../description/describeSample';
import { isObject } from '../../description/schemaContext';
import type { Answer } from '../answer';
import { isSuccess } from '../answer';
import { createNameJudge } from '../names/fieldNames';
import type { SeenTexts } from '../names/seenTexts';
import type { Vocabulary } from '../names/vocabulary';
import { isSameRefusal } from '../reads/noPath';
import type { Reading } from '../reads/reading';
import type { PlannedRead } from '../reads/readPlan';

/** What is needed to decide which names may be shown. */
export interface NameContext {
	vocabulary: Vocabulary;
	seenTexts: SeenTexts;
}

/** What one reading tells of the contract. */
export interface ReadingResult {
	findings: Finding[];
	pairs: CallPair[];
	unreadable: UnreadablePart[];
	/** The names that are not shown. For the terminal of the person alone. */
	hidden: string[];
}

const nothing: ReadingResult = { findings: [], pairs: [], unreadable: [], hidden: [] };

/** The 404 of a path that does not exist, if it can be told from the 404 of a record. */
export type NoPath = Answer | undefined;

/** Compares the responses to one read with the contract, by their form alone. */
export function describeReading(
	reading: Reading,
	names: NameContext,
	noPath: NoPath,
): ReadingResult {
	const { read, answer } = reading;
	if (!answer) return { ...nothing, findings: [notClear(read.call, reading.skipped ?? '')] };
	if (isSuccess(answer)) return describeSuccess(reading, names);
	if (answer.failure !== undefined || answer.status === 429 || answer.status >= 500) {
		return { ...nothing, unreadable: [unreadablePart(read.call, answer)] };
	}
	return { ...nothing, findings: [refusal(read, answer, noPath)] };
}

/** All responses of a reading whose fields are compared. The large pages are counted only. */
export const samplesOf = ({ answer, pages }: Reading): unknown[] =>
	[answer, pages?.zero, pages?.one]
		.filter((one): one is Answer => one !== undefined && isSuccess(one))
		.map(({ body }) => body)
		.filter((body) => body !== undefined);

function describeSuccess(reading: Reading, names: NameContext): ReadingResult {
	const ours = reading.read.call;
	const samples = samplesOf(reading);
	const { fields, hidden } = describeForm(samples, ours.response, names);
	const hero: DescribedCall = {
		method: ours.method,
		path: ours.path,
		successStatus: String(reading.answer!.status),
		...(samples.length > 0 ? { response: fields } : {}),
	};
	const shown = samples.length > 0 ? { ...hero, response: withoutHidden(fields) } : hero;
	return {
		findings: [
			...compareCalls({ ours, hero, basis: 'path' }).map(unlessHidden),
			...(samples.length > 0 ? absentFields(ours, fields) : []),
		],
		pairs: [{ ours, hero: shown, basis: 'path' }],
		unreadable: [],
		hidden,
	};
}

/**
 * The fields that no record had, although the contract does not call them optional and the object around them came. A
 * sample shows no rule, so this refutes nothing.
 */
function absentFields(ours: DescribedCall, { fields }: FieldSet): Finding[] {
	return [...(ours.response?.fields ?? [])].flatMap(([name, field]) => {
		const around = name.replace(/\.?[^.]+$/, '');
		const isExpected = field.required !== false && !name.endsWith('[]');
		const isAbsent = !fields.has(name) && fields.get(around)?.types.includes('object');
		if (!isExpected || !isAbsent) return [];
		const finding = { ...notClear(ours, 'in no response'), part: 'response' as const };
		return [{ ...finding, name, aspect: 'field' as const, ours: typeText(field) }];
	});
}

/** The fields of bodies that were seen in one place, and the names that are not shown. */
export function describeForm(
	samples: unknown[],
	known: FieldSet | undefined,
	names: NameContext,
): { fields: FieldSet; hidden: string[]; isFieldName: (key: string) => boolean } {
	const hidden = new Set<string>();
	const judge = createNameJudge({ samples, known, ...names });
	const isFieldName = (key: string) => {
		const isShown = judge(key);
		if (!isShown) hidden.add(key);
		return isShown;
	};
	return { fields: describeSamples(samples, known, isFieldName), hidden: [...hidden], isFieldName };
}

/** A name that is not shown may be a value, so it is no difference from the contract. */
export const unlessHidden = (finding: Finding): Finding =>
	finding.name?.includes(hiddenName) ? { ...finding, verdict: 'not clear' } : finding;

/** Fields that can be taken into the contract: those whose names are shown. */
function withoutHidden({ fields, isComplete }: FieldSet): FieldSet {
	const shown = [...fields].filter(([name]) => !name.includes(hiddenName));
	return { fields: new Map(shown), isComplete };
}

function notClear({ operationId, method, path }: DescribedCall, hero: string): Finding {
	return { verdict: 'not clear', part: 'call', operationId, call: `${method} ${path}`, hero };
}

function unreadablePart({ method, path }: DescribedCall, answer: Answer): UnreadablePart {
	const { status, failure } = answer;
	const reason = failure ?? 'no success';
	return {
		place: `${method} ${path}`,
		reason: status > 0 ? `status ${status}: ${reason}` : reason,
	};
}

function refusal({ call, needs }: PlannedRead, answer: Answer, noPath: NoPath): Finding {
	const { status } = answer;
	const isAbsent =
		status === 404 && needs.length === 0 && noPath && isSameRefusal(answer, call.path, noPath);
	if (isAbsent || status === 405) {
		return {
			...notClear(call, status === 405 ? 'status 405: another method' : 'status 404: no such path'),
			verdict: status === 405 ? 'refuted' : 'only ours',
			part: status === 405 ? 'method' : 'path',
			ours: status === 405 ? call.method : call.path,
			...(isGuessed(call) ? { isGuess: true } : {}),
		};
	}
	return notClear(
		call,
		`status ${status}: ${refusalWords[status] ?? 'refused'}${missing(call, answer)}`,
	);
}

const isGuessed = ({ evidence }: DescribedCall): boolean =>
	evidence?.method === 'inferred' || evidence?.path === 'inferred';

const refusalWords: Record<number, string> = {
	400: 'Hero wants other parameters',
	401: 'the key may not make this call',
	403: 'the key may not make this call',
	404: 'there may be no such record, or no such call',
};

/** The parameters that a 400 names, as far as the contract has them. */
function missing({ parameters }: DescribedCall, { body }: Answer): string {
	const issues = isObject(body) && Array.isArray(body.message) ? body.message : [];
	const paths = issues.flatMap((issue) =>
		isObject(issue) && Array.isArray(issue.path) ? issue.path : [],
	);
	const known = [...(parameters?.fields.keys() ?? [])].map((name) => name.split(' ').at(-1)!);
	const named = known.filter((name) => paths.includes(name));
	return named.length > 0 ? ` (${named.join(', ')})` : '';
}
