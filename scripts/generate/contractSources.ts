/** The sources of the contract: what is wrong with them, and from where each claim is known. */
import type {
	Contract,
	ContractOperation,
	ContractWebhook,
	SourcedClaim,
	SourceKind,
	SourceReference,
} from '../../api';

export const sourceKinds: SourceKind[] = [
	'reference',
	'guide',
	'openapi',
	'mock',
	'staging',
	'live',
];
export const factMarks = ['seen', 'partial', 'inferred', 'unknown'];

const callClaims = ['method', 'path', 'parameters', 'requestBody', 'response', 'errors'];
const webhookClaims = [...callClaims, 'event', 'payload', 'object', 'headers'];
/** The claims that are single: they have no field below them. */
const claimsWithoutFields = ['method', 'path', 'errors', 'event', 'object'];

const date = /^(unknown|\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)$/;
const dateForms = 'YYYY-MM, YYYY-MM-DD or unknown';

type Part = ContractOperation | ContractWebhook;

/** The source of a claim, with the date of reading: a month, a day or `unknown`. */
export interface DatedSource {
	source: string;
	date: string;
	says?: string;
}

/** Names what is wrong with the sources, facts and contradictions of the whole contract, one line each. */
export function contractSourceProblems(contract: Contract): string[] {
	return [
		...sourceProblems(contract),
		...factProblems(contract),
		...contradictionProblems(contract),
		...Object.entries(contract.webhooks).flatMap(([event, { post }]) =>
			claimProblems(contract, post, webhookClaims).map((problem) => `${event}: ${problem}`),
		),
	];
}

/** Names what is wrong with the sources of one operation, one line each. */
export const operationSourceProblems = (
	contract: Contract,
	operation: Partial<ContractOperation>,
): string[] => claimProblems(contract, operation, callClaims);

/**
 * Returns the sources of one claim of an operation or a webhook. Without entries of its own, a claim that is
 * seen or partial is known from the edition of the documentation that `x-captured` names. An empty list means
 * that the claim is known from nowhere.
 */
export function sourcesOf(contract: Contract, part: Part, claim: string): DatedSource[] {
	const own = (part['x-sources'] ?? []).filter((entry) => entry.claim === claim);
	if (own.length > 0) return own;
	const marks: Record<string, string> = { ...part['x-evidence'] };
	if (!['seen', 'partial'].includes(marks[claim])) return [];
	const source = `reference-${part['x-captured']}`;
	return [{ source, date: dateOf(contract, { source }) }];
}

/** Returns the date on which a source was read. A reference without one has that of the source that it names. */
export const dateOf = ({ 'x-sources': sources }: Contract, reference: SourceReference): string =>
	reference.date ?? sources[reference.source]?.read ?? 'unknown';

function sourceProblems({ 'x-sources': sources = {} }: Contract): string[] {
	const missing = ['newest', 'recent', 'old'].filter((age) => !(`reference-${age}` in sources));
	const problems = Object.entries(sources).flatMap(([id, { kind, title, read }]) =>
		[
			!sourceKinds.includes(kind) && `kind must be one of ${sourceKinds.join(', ')}`,
			sourceKinds.includes(id as SourceKind) && 'its name is that of a kind',
			!title && 'add a title',
			!date.test(read) && `read must be ${dateForms}`,
		]
			.filter((problem) => typeof problem === 'string')
			.map((problem) => `x-sources ${id}: ${problem}`),
	);
	return [...missing.map((age) => `x-sources: add reference-${age}`), ...problems];
}

function factProblems(contract: Contract): string[] {
	const facts = contract['x-facts'] ?? [];
	const problems = facts.flatMap(({ id, says, evidence, sources = [], affects = [] }) =>
		[
			!says && 'add what it says',
			!factMarks.includes(evidence) && `evidence must be one of ${factMarks.join(', ')}`,
			sources.length === 0 && 'add a source',
			affects.length === 0 && 'add what it affects',
			...sources.map((reference) => referenceProblem(contract, reference)),
		]
			.filter((problem) => typeof problem === 'string')
			.map((problem) => `x-facts ${id}: ${problem}`),
	);
	return [...problems, ...repeatedIds('x-facts', facts)];
}

function contradictionProblems(contract: Contract): string[] {
	const contradictions = contract['x-contradictions'] ?? [];
	const problems = contradictions.flatMap(({ id, about, statements = [], followed }) =>
		[
			!about && 'add what it is about',
			new Set(statements.map(({ source }) => source)).size < 2 &&
				'add statements of at least two sources',
			statements.some(({ says }) => !says) && 'add what each statement says',
			!followed && 'add what is followed',
			...statements.map((reference) => referenceProblem(contract, reference)),
		]
			.filter((problem) => typeof problem === 'string')
			.map((problem) => `x-contradictions ${id}: ${problem}`),
	);
	return [...problems, ...repeatedIds('x-contradictions', contradictions)];
}

function claimProblems(contract: Contract, part: Partial<Part>, claims: string[]): string[] {
	return (part['x-sources'] ?? []).flatMap((entry) =>
		[
			!isClaim(entry, claims) && `unknown claim "${entry.claim}"; known are ${claims.join(', ')}`,
			entry.date === undefined && `add a date: ${dateForms}`,
			referenceProblem(contract, entry),
		]
			.filter((problem) => typeof problem === 'string')
			.map((problem) => `x-sources ${entry.claim}: ${problem}`),
	);
}

function isClaim({ claim = '' }: Partial<SourcedClaim>, claims: string[]): boolean {
	const [part, ...fields] = claim.split('.');
	const hasValidFields = fields.every((name) => name !== '');
	const mayHaveFields = fields.length === 0 || !claimsWithoutFields.includes(part);
	return claims.includes(part) && hasValidFields && mayHaveFields;
}

function referenceProblem(contract: Contract, reference: SourceReference): string | false {
	const { source, date: read } = reference;
	const isKnown =
		source in (contract['x-sources'] ?? {}) || sourceKinds.includes(source as SourceKind);
	if (!isKnown) return `unknown source "${source}"; add it to x-sources, or name a kind`;
	return read !== undefined && !date.test(read) && `date must be ${dateForms}`;
}

function repeatedIds(part: string, entries: Array<{ id: string }>): string[] {
	const ids = entries.map(({ id }) => id);
	const repeated = ids.filter((id, index) => ids.indexOf(id) < index);
	return repeated.map((id) => `${part} ${id}: give it an id of its own`);
}
