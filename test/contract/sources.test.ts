import type { Contract, ContractOperation, SourcedClaim } from '../../api';
import { loadContract } from '../../api';
import { contractProblems, markedParts } from '../../scripts/generate/contractMarks';
import { dateOf, sourceKinds, sourcesOf } from '../../scripts/generate/contractSources';
import { evidencePage } from '../../scripts/generate/evidencePage';
import { toolsFor } from '../../scripts/generate/openQuestions';

const contract = loadContract();
const operations = Object.values(contract.paths).flatMap((methods) => Object.values(methods));
const webhooks = Object.values(contract.webhooks).map(({ post }) => post);

/** Each seen or partial claim of an operation or a webhook, with its sources. */
const known = [
	...operations.flatMap((part) => markedParts.map((claim) => ({ part, claim }))),
	...webhooks.flatMap((part) =>
		['event', 'payload', 'object', 'headers'].map((claim) => ({ part, claim })),
	),
].flatMap(({ part, claim }) => {
	const marks: Record<string, string> = { ...part['x-evidence'] };
	if (!['seen', 'partial'].includes(marks[claim])) return [];
	const name = `${part.operationId} ${claim}`;
	return [{ name, sources: sourcesOf(contract, part, claim) }];
});

const isNamed = (source: string) =>
	source in contract['x-sources'] || sourceKinds.some((kind) => kind === source);

/** The contract after a change, and the problems that it then has. */
function problemsAfter(change: (changed: Contract) => void): string[] {
	const changed = loadContract();
	change(changed);
	return contractProblems(changed);
}

interface CallSettings {
	mark: string;
	edition?: string;
	entry?: SourcedClaim;
}

describe('where a claim of the contract is known from', () => {
	test('every claim that is seen or partial names a source that exists, with a date', () => {
		const without = known.filter(
			({ sources }) =>
				sources.length === 0 || !sources.every(({ source, date }) => isNamed(source) && date),
		);
		expect(known.length).toBeGreaterThan(300);
		expect(without.map(({ name }) => name)).toEqual([]);
	});

	test.each([
		['newest', '2026-11'],
		['recent', 'unknown'],
		['old', 'unknown'],
	])('a seen claim without an entry is known from the %s edition, read %s', (edition, date) => {
		const call = callWith({ mark: 'seen', edition });
		const sources = sourcesOf(contract, call, 'path');
		expect(sources).toEqual([{ source: `reference-${edition}`, date }]);
	});

	test('a claim with an entry is known from there, as one that a tool adds', () => {
		const entry = { claim: 'path', source: 'openapi', date: '2026-12-01' };
		const call = callWith({ mark: 'seen', entry });
		expect(sourcesOf(contract, call, 'path')).toEqual([entry]);
		expect(sourcesOf(contract, call, 'method')).toMatchObject([{ source: 'reference-newest' }]);
	});

	test('an entry of a single field says nothing of the whole', () => {
		const entry = { claim: 'response.data[].id', source: 'staging', date: '2026-12-01' };
		const call = callWith({ mark: 'seen', entry });
		expect(sourcesOf(contract, call, 'response.data[].id')).toEqual([entry]);
		expect(sourcesOf(contract, call, 'response')).toMatchObject([{ source: 'reference-newest' }]);
	});

	test.each(['inferred', 'unknown'])('a claim that is %s is known from nowhere', (mark) => {
		expect(sourcesOf(contract, callWith({ mark }), 'path')).toEqual([]);
	});

	/** An operation whose parts all have this mark. */
	function callWith({ mark, edition = 'newest', entry }: CallSettings): ContractOperation {
		return {
			...operations[0],
			'x-evidence': {
				method: mark,
				path: mark,
				parameters: mark,
				requestBody: mark,
				response: mark,
			},
			'x-captured': edition,
			'x-sources': entry && [entry],
		};
	}
});

test('every fact has a source and a date, which may be unknown', () => {
	for (const { id, sources } of contract['x-facts']) {
		const named = sources.filter(({ source }) => isNamed(source));
		const dates = sources.map((reference) => dateOf(contract, reference));
		expect([id, named.length > 0, dates.every(Boolean)]).toEqual([id, true, true]);
	}
});

test('every contradiction shows two statements of different sources, and what the package follows', () => {
	for (const { id, statements, followed } of contract['x-contradictions']) {
		const sources = new Set(statements.map(({ source }) => source));
		expect([id, sources.size >= 2, followed.length > 0]).toEqual([id, true, true]);
	}
});

test.each([
	{ claim: 'path', source: 'openapi', date: '2026-12-01' },
	{ claim: 'errors', source: 'mock', date: '2026-12' },
	{ claim: 'parameters.order_by[]', source: 'live', date: 'unknown' },
	{ claim: 'response.data[].id', source: 'staging', date: '2026-12-01' },
	{ claim: 'requestBody', source: 'guides', date: '2026-12-01', says: 'In part' },
])('an entry is taken as $claim, $source, $date', (entry) => {
	const problems = problemsAfter(({ paths }) => {
		paths['/v1/admins'].get['x-sources'] = [entry];
	});
	expect(problems).toEqual([]);
});

describe('a mistake in the sources of the contract is reported by its place', () => {
	const refused: Array<[string, (changed: Contract) => void, string]> = [
		[
			'a source that nobody knows',
			({ paths }) => {
				paths['/v1/admins'].get['x-sources'] = [
					{ claim: 'path', source: 'hearsay', date: '2026-11' },
				];
			},
			'GET /v1/admins: x-sources path: unknown source "hearsay"',
		],
		[
			'a claim that nobody knows',
			({ paths }) => {
				paths['/v1/admins'].get['x-sources'] = [
					{ claim: 'colour', source: 'openapi', date: '2026-11' },
				];
			},
			'GET /v1/admins: x-sources colour: unknown claim "colour"',
		],
		[
			'a field of a claim that has no fields',
			({ paths }) => {
				paths['/v1/admins'].get['x-sources'] = [
					{ claim: 'method.name', source: 'openapi', date: '2026-11' },
				];
			},
			'GET /v1/admins: x-sources method.name: unknown claim "method.name"',
		],
		[
			'an entry without a date',
			({ paths }) => {
				const entry = { claim: 'path', source: 'openapi' };
				Object.assign(paths['/v1/admins'].get, { 'x-sources': [entry] });
			},
			'GET /v1/admins: x-sources path: add a date',
		],
		[
			'a date that is none',
			({ webhooks: { 'prescription.issued': webhook } }) => {
				webhook.post['x-sources'] = [{ claim: 'payload', source: 'live', date: 'last week' }];
			},
			'prescription.issued: x-sources payload: date must be YYYY-MM, YYYY-MM-DD or unknown',
		],
		[
			'an evidence word that is none',
			(changed) => {
				changed['x-facts'][0].evidence = 'certain';
			},
			'x-facts openapi-file-address: evidence must be one of seen, partial, inferred, unknown',
		],
		[
			'a fact without a source',
			(changed) => {
				changed['x-facts'][0].sources = [];
			},
			'x-facts openapi-file-address: add a source',
		],
		[
			'a contradiction within one source',
			(changed) => {
				const [{ statements }] = changed['x-contradictions'];
				for (const statement of statements) statement.source = 'guides';
			},
			'x-contradictions webhook-events: add statements of at least two sources',
		],
		[
			'a contradiction that does not say what is followed',
			(changed) => {
				changed['x-contradictions'][0].followed = '';
			},
			'x-contradictions webhook-events: add what is followed',
		],
		[
			'a kind of source that is none',
			(changed) => {
				Object.assign(changed['x-sources'].guides, { kind: 'rumour' });
			},
			'x-sources guides: kind must be one of',
		],
		[
			'two facts with one id',
			(changed) => {
				changed['x-facts'].push(changed['x-facts'][0]);
			},
			'x-facts openapi-file-address: give it an id of its own',
		],
	];

	test.each(refused)('%s', (_title, change, problem) => {
		const problems = problemsAfter(change);
		expect(problems).toEqual([expect.stringContaining(problem)]);
	});
});

describe('docs/evidence.md', () => {
	const page = evidencePage();

	test('shows every call, fact, contradiction, source and question', () => {
		const shown = [
			...Object.entries(contract.paths).flatMap(([path, methods]) =>
				Object.keys(methods).map((method) => `\`${method.toUpperCase()} ${path}\``),
			),
			...Object.keys(contract.webhooks),
			...contract['x-facts'].map(({ says }) => says),
			...contract['x-contradictions'].flatMap(({ statements, followed }) => [
				...statements.map(({ says }) => says),
				followed,
			]),
			...Object.values(contract['x-sources']).map(({ title }) => title),
			...contract['x-open-questions'],
			...[...operations, ...webhooks].flatMap(
				({ 'x-open-questions': questions = [] }) => questions,
			),
		];
		expect(shown.filter((text) => !page.includes(text))).toEqual([]);
	});

	test('names an undated source as such, never by a date', () => {
		expect(page).toContain('`reference-old` (undated)');
		expect(page).toContain('`reference-newest` (2026-11)');
		expect(page).not.toContain('(unknown)');
	});
});

describe('an open question goes to the tool that settles it', () => {
	test.each([
		['Fields of an item', ['compare']],
		['Required parameters', ['compare', 'probe']],
		['Method and path', ['compare', 'probe']],
		['Required fields and nullability', ['compare']],
		['First page index, default and largest page size', ['compare', 'observe']],
		['Which patient remains', ['observe']],
	])('%s: %j', (question, tools) => {
		expect(toolsFor(question)).toEqual(tools);
	});
});
