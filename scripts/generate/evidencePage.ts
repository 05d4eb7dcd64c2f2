/** The page docs/evidence.md: what is known of Hero, from where and since when. */
import type { Contract, ContractOperation, ContractWebhook, SourceReference } from '../../api';
import { loadContract } from '../../api';
import { markedParts } from './contractMarks';
import { evidenceTable } from './contractPage';
import { dateOf, sourcesOf, type DatedSource } from './contractSources';
import { openQuestionsSection } from './openQuestionsSection';
import { plainTable } from './markedParts';

type Part = ContractOperation | ContractWebhook;

interface Call {
	name: string;
	part: ContractOperation;
}

/** The text of docs/evidence.md, made from the contract. */
export function evidencePage(): string {
	const contract = loadContract();
	return [
		introduction,
		countsSection(contract),
		sourcesSection(contract),
		contradictionsSection(contract),
		factsSection(contract),
		callsSection(contract),
		webhooksSection(contract),
		specialCasesSection(contract),
		openQuestionsSection(contract),
	].join('\n\n');
}

const introduction = `# Evidence: what is known of Hero, and from where

This package was built from Hero's public documentation, which could not be read in full. This page says for each call how sure
it is, where that was read, and when. It also shows where Hero's own pages contradict each other, and what nobody knows yet.
It is generated from [the contract](../api/README.md).

Each part of a call has one of these marks:

- **seen**: printed in the documentation in full.
- **partial**: printed in part.
- **inferred**: not printed, but concluded from similar calls, names or guides.
- **unknown**: not documented. The node sends what you enter and gives out what Hero returns.

A **date** is that of reading, and a month where the day was not kept. _Undated_ means that nobody noted when the page was read
or written.`;

function countsSection(contract: Contract): string {
	const calls = callsOf(contract);
	const complete = calls.filter(({ part }) =>
		markedParts.every((name) => ['seen', 'none'].includes(part['x-evidence'][name])),
	);
	return `## How much is known

Of ${calls.length} calls, ${complete.length} are seen in every part. The table counts the marks of all calls; _none_ means that a call takes no body.

${evidenceTable(calls.map(({ part }) => part['x-evidence']))}`;
}

function sourcesSection(contract: Contract): string {
	const rows = Object.entries(contract['x-sources']).map(
		([id, { title, url, kind, read, note }]) => [
			`\`${id}\``,
			url ? `[${title}](${url})` : title,
			kind,
			shownDate(read),
			note ?? '',
		],
	);
	return `## Sources

The names in the first column stand for the sources on the rest of this page. Where a tool has looked by itself, the source is
called \`openapi\` (Hero's OpenAPI file), \`mock\`, \`staging\` or \`live\`.

${plainTable(['name', 'source', 'kind', 'read', 'note'], rows)}`;
}

function contradictionsSection(contract: Contract): string {
	const sections = contract['x-contradictions'].map(({ about, statements, followed }) =>
		[
			`### ${about}`,
			statements
				.map(({ says, ...reference }) => `- ${shownReference(contract, reference)}: ${says}`)
				.join('\n'),
			`**This package:** ${followed}`,
		].join('\n\n'),
	);
	return `## Where Hero's pages contradict each other

No side was chosen as the truth: each statement stands with its source, and below them what the package does meanwhile.

${sections.join('\n\n')}`;
}

function factsSection(contract: Contract): string {
	const names = namesById(contract);
	const rows = contract['x-facts'].map(({ says, evidence, sources, affects }) => [
		says,
		evidence,
		sources.map((reference) => shownReference(contract, reference)).join('<br>'),
		affects.map((name) => names.get(name) ?? name).join('<br>'),
	]);
	return `## Facts beside the calls

${plainTable(['fact', 'mark', 'source', 'affects'], rows)}`;
}

function callsSection(contract: Contract): string {
	const rows = callsOf(contract).map(({ name, part }) => [
		`\`${name}\`<br>${part.summary}`,
		...markedParts.map((claim) => shownMark(contract, part, claim, part['x-evidence'][claim])),
		shownEdition(contract, part),
	]);
	return `## The calls

What is seen or partial stands in the edition of the last column, unless the cell names another source. What is inferred or
unknown has a source only where the cell names one.

${plainTable(['call', ...markedParts.map((part) => (part === 'requestBody' ? 'body' : part)), 'edition'], rows)}`;
}

function webhooksSection(contract: Contract): string {
	const claims = ['event', 'payload', 'object', 'headers'] as const;
	const rows = Object.entries(contract.webhooks).map(([event, { post }]) => [
		`\`${event}\``,
		...claims.map((claim) => shownMark(contract, post, claim, post['x-evidence'][claim])),
		shownEdition(contract, post),
	]);
	return `## The events

${plainTable(['event', 'name', 'payload', 'object', 'headers', 'edition'], rows)}`;
}

function specialCasesSection(contract: Contract): string {
	const rows = partsOf(contract).flatMap(({ name, part }) =>
		(part['x-sources'] ?? [])
			.filter(({ says }) => says !== undefined)
			.map(({ claim, says, ...source }) => [
				`\`${name}\``,
				`\`${claim}\``,
				shownSource(source),
				says!,
			]),
	);
	return `## Special cases

Here a source tells of a single field, or says less or more than the mark of the whole part.

${plainTable(['call or event', 'part', 'source', 'what the source says'], rows)}`;
}

/** The operations of the contract in the order of its tags. */
function callsOf({ paths, tags }: Contract): Call[] {
	const calls = Object.entries(paths).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, part]) => ({
			name: `${method.toUpperCase()} ${path}`,
			part,
		})),
	);
	return tags.flatMap(({ name }) => calls.filter(({ part }) => part.tags.includes(name)));
}

/** The name on this page of each operation and event, by its operationId. */
const namesById = (contract: Contract): Map<string, string> =>
	new Map(partsOf(contract).map(({ name, part }) => [part.operationId, `\`${name}\``]));

/** All operations and events, each with its name on this page. */
const partsOf = (contract: Contract): Array<{ name: string; part: Part }> => [
	...callsOf(contract),
	...Object.entries(contract.webhooks).map(([name, { post }]) => ({ name, part: post })),
];

function shownMark(contract: Contract, part: Part, claim: string, mark: string): string {
	if (mark === 'none') return '–';
	const hasOwn = (part['x-sources'] ?? []).some((entry) => entry.claim === claim);
	if (!hasOwn) return mark;
	return `${mark}: ${sourcesOf(contract, part, claim).map(shownSource).join(', ')}`;
}

const shownEdition = (contract: Contract, part: Part): string =>
	shownReference(contract, { source: `reference-${part['x-captured']}` });

const shownReference = (contract: Contract, reference: SourceReference): string =>
	shownSource({ source: reference.source, date: dateOf(contract, reference) });

const shownSource = ({ source, date }: DatedSource): string => `\`${source}\` (${shownDate(date)})`;

const shownDate = (date: string): string => (date === 'unknown' ? 'undated' : date);
