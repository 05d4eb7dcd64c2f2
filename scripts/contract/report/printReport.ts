import { isDifference } from '../comparison/finding';
import type { Report, ReportedFinding } from './report';

const againstWhat: Record<Report['source']['kind'], string> = {
	openapi: "Hero's OpenAPI document",
	mock: "Hero's mock",
	staging: "Hero's staging",
	live: "Hero's live service",
};

/** More operations than these with the same difference are named together. */
const fewOperations = 4;

/** Prints a report for a person: the outcome first, then the differences by operation, then what was confirmed. */
export function printReport(report: Report): string {
	const differences = report.findings.filter(isDifference);
	const open = differences.filter(({ acknowledged }) => !acknowledged);
	const { common, others } = splitCommon(open);
	const isNewCall = ({ part, verdict, operationId }: ReportedFinding) =>
		part === 'call' && verdict === 'new' && operationId === undefined;
	const parts = [
		headLines(report),
		section(
			'Could not be read',
			report.unreadable.map(({ place, reason }) => `${place}: ${reason}`),
		),
		operationSections(others.filter((one) => !isNewCall(one))),
		section('In many operations', common.flatMap(commonLines)),
		section('Calls of Hero that the node does not use', others.filter(isNewCall).map(newCallLine)),
		section('Not clear', linesOf(report, 'not clear')),
		section('Seen besides', report.remarks),
		section('Guesses that are confirmed', guessLines(report)),
		section(
			'Acknowledged differences',
			differences.filter(({ acknowledged }) => acknowledged).map(acknowledgedLine),
		),
		report.written ? writtenSection(report.written) : '',
		section(
			'Acknowledgements without a difference, or past their date',
			report.staleAcknowledgements.map(({ difference, until }) => `${difference} (until ${until})`),
		),
	];
	return `${parts.filter(Boolean).join('\n\n')}\n`;
}

/** Text without control characters: a document must not steer the terminal in which it is shown. */
export const printable = (text: string): string =>
	text.replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?');

/** One line of the report. A name in a document cannot begin another line, and a long one is cut. */
const lineOf = (text: string): string => {
	const line = printable(text.replace(/\n/g, '?'));
	return line.length > longestLine ? `${line.slice(0, longestLine)}…` : line;
};

const longestLine = 2000;

function headLines({ source, outcome, counts, unreadable }: Report): string {
	const names = ['refuted', 'new', 'only ours', 'not clear', 'acknowledged'];
	const numbers = names.filter((name) => counts[name] > 0).map((name) => `${counts[name]} ${name}`);
	const confirmed = `${counts.confirmed} confirmed, of which ${counts['guesses confirmed']} were guesses`;
	return [
		`The contract (api/hero-public-api.yaml) against ${againstWhat[source.kind]}, ${source.date}`,
		`Source: ${source.name}`,
		`Result: ${outcome}${unreadable.length > 0 ? ', since a part could not be read' : ''}`,
		[confirmed, ...numbers].join('; '),
	]
		.map(lineOf)
		.join('\n');
}

const section = (title: string, lines: string[]): string =>
	lines.length === 0 ? '' : [title, ...lines.map((line) => `  ${line}`)].map(lineOf).join('\n');

/** What the finding is about, without its operation. */
const subject = ({ part, name, aspect }: ReportedFinding): string =>
	[partWords[part] ?? part, name, aspect === 'field' ? undefined : aspect]
		.filter(Boolean)
		.join(' ');

const partWords: Partial<Record<ReportedFinding['part'], string>> = {
	parameters: 'parameter',
	requestBody: 'body',
	errors: 'error',
	webhook: 'event',
};

function sides({ ours, hero, isGuess }: ReportedFinding): string {
	const own = ours === undefined ? [] : [`ours: ${ours}${isGuess ? ' (a guess)' : ''}`];
	const told = hero === undefined ? [] : [`Hero: ${hero}`];
	return [...own, ...told].join(' · ');
}

function findingLines(finding: ReportedFinding): string[] {
	const { verdict, effect, needsPerson, id } = finding;
	return [
		`${verdict.padEnd(9)} ${subject(finding)}   ${sides(finding)}`,
		...(needsPerson
			? ['          The two calls only resemble each other. Check that they belong together.']
			: []),
		...(effect ? [`          Users: ${effect}`] : []),
		`          Name: ${id}`,
	];
}

function operationSections(findings: ReportedFinding[]): string {
	const groups = new Map<string, ReportedFinding[]>();
	for (const finding of findings) {
		const title = groupTitle(finding);
		groups.set(title, [...(groups.get(title) ?? []), finding]);
	}
	return [...groups]
		.map(([title, group]) => section(title, group.flatMap(findingLines)))
		.join('\n\n');
}

function groupTitle({ operation, operationId, call, file, part }: ReportedFinding): string {
	if (part === 'webhook') return `Trigger: events   ${file}`;
	if (part === 'connection') return 'Credential: addresses and headers';
	return `${operation ?? operationId ?? 'Call'} (${call})   ${file ?? 'no operation of the node'}`;
}

/** Takes out the differences that many operations share, so that a reader sees each once. */
function splitCommon(findings: ReportedFinding[]): {
	common: ReportedFinding[][];
	others: ReportedFinding[];
} {
	const groups = new Map<string, ReportedFinding[]>();
	for (const finding of findings) {
		const { verdict, ours, hero, needsPerson } = finding;
		const key = JSON.stringify([verdict, subject(finding), ours, hero, needsPerson]);
		if (finding.operationId) groups.set(key, [...(groups.get(key) ?? []), finding]);
	}
	const common = [...groups.values()].filter((group) => group.length > fewOperations);
	return {
		common,
		others: findings.filter((finding) => !common.some((group) => group.includes(finding))),
	};
}

function commonLines(group: ReportedFinding[]): string[] {
	const [first] = group;
	const names = group.map(({ operation, operationId }) => operation ?? operationId);
	return [
		`${first.verdict.padEnd(9)} ${subject(first)}   ${sides(first)}`,
		...(first.effect ? [`          Users: ${first.effect}`] : []),
		`          ${names.length} operations: ${names.join(', ')}`,
	];
}

const newCallLine = ({ call, hero }: ReportedFinding): string =>
	`${call}${hero && hero !== call ? ` (${hero})` : ''}`;

const shortLine = (finding: ReportedFinding): string =>
	`${finding.operation ?? finding.operationId ?? finding.call ?? ''} ${subject(finding)}   ${sides(finding)}`.trim();

const linesOf = ({ findings }: Report, verdict: string): string[] =>
	findings.filter((finding) => finding.verdict === verdict).map(shortLine);

function guessLines({ findings }: Report): string[] {
	const guesses = findings.filter(({ verdict, isGuess }) => verdict === 'confirmed' && isGuess);
	const parts = guesses.filter(({ part }) => part === 'method' || part === 'path').map(shortLine);
	const rest = guesses.length - parts.length;
	return [...parts, ...(rest > 0 ? [`${rest} fields and errors (--json lists them)`] : [])];
}

function writtenSection({ file, forPerson }: NonNullable<Report['written']>): string {
	const title = `${file} now has what Hero says, and the generated files are written anew`;
	const rest =
		forPerson.length === 0
			? ['Nothing is left to do.']
			: ['Left for a person:', ...forPerson.map((line) => `- ${line}`)];
	return section(title, rest);
}

const acknowledgedLine = (finding: ReportedFinding): string =>
	`${shortLine(finding)}   until ${finding.acknowledged!.until}: ${finding.acknowledged!.reason}`;
