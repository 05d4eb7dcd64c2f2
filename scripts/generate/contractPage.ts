import type { Contract, ContractOperation, Evidence } from '../../api';
import { loadContract } from '../../api';
import { ages, markedParts as parts, marks } from './contractMarks';
import { markdownTable } from './markedParts';

const letters = ['S', 'P', 'I', 'U', '-'];

/** Counts values by kind: "5 seen, 1 partial". Kinds without a value are left out. */
const tally = (kinds: string[], values: string[]): string =>
	kinds
		.map((kind) => [kind, values.filter((value) => value === kind).length] as const)
		.filter(([, count]) => count > 0)
		.map(([kind, count]) => `${count} ${kind}`)
		.join(', ');

const operationsOf = ({ paths }: Contract): ContractOperation[] =>
	Object.values(paths).flatMap((methods) => Object.values(methods));

/** Counts for api/README.md: the size of the contract, and how much of it has each evidence mark. */
export function contractCounts(): string {
	const contract = loadContract();
	const operations = operationsOf(contract);
	const { paths, webhooks, tags, components } = contract;
	const evidence = operations.map((operation) => operation['x-evidence']);
	const complete = evidence.filter((one) =>
		parts.every((part) => ['seen', 'none'].includes(one[part])),
	);
	const captured = operations.map((operation) => operation['x-captured']);
	const payloads = Object.values(webhooks).map(({ post }) => post['x-evidence'].payload);
	const guessed = operations.filter((operation) => operation['x-guess']);
	const byTag = tags.map(({ name }) => `${name} ${operationsWith(name, operations).length}`);
	const unreachable = contract['x-known-but-unreachable'].map(({ name }) =>
		name.replace(/^\((.*)\)$/, '$1'),
	);
	return `- Operations: ${operations.length} on ${Object.keys(paths).length} paths; ${complete.length} are seen in every part, ${guessed.length} have an \`x-guess\`.
- Documentation of the operations: ${tally(ages, captured)}.
- Schemas: ${Object.keys(components.schemas).length}.
- Webhook events: ${payloads.length}. Their payloads: ${tally(marks, payloads)}.
- Operations by tag: ${byTag.join(', ')}.
- Known by name only (\`x-known-but-unreachable\`): ${unreachable.length}, which are ${unreachable.join(', ')}.

${evidenceTable(evidence)}`;
}

/** A table that counts the evidence marks of calls: a row for each part, a column for each mark. */
export const evidenceTable = (evidence: Evidence[]): string =>
	markdownTable(
		['part', ...marks],
		parts.map((part) => [
			part,
			...marks.map((mark) => String(evidence.filter((one) => one[part] === mark).length)),
		]),
	);

const operationsWith = (tag: string, operations: ContractOperation[]) =>
	operations.filter(({ tags }) => tags.includes(tag));

/** The table of api/README.md: a row for each tag, with its calls and their evidence marks. */
export function contractTable(): string {
	const { tags, paths } = loadContract();
	const calls = Object.entries(paths).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, operation]) => ({
			tags: operation.tags,
			text: callLine(method.toUpperCase(), path, operation),
		})),
	);
	const rows = tags.map(({ name }) => {
		const own = calls.filter((call) => call.tags.includes(name));
		return `| ${name} | ${own.map(({ text }) => text).join('<br>')} |`;
	});
	return ['| Tag | Method, path, summary, evidence |', '| --- | --- |', ...rows].join('\n');
}

function callLine(method: string, path: string, operation: ContractOperation): string {
	const evidence = operation['x-evidence'];
	const doubt = evidence.method === 'seen' ? '' : '?';
	const superseded = operation['x-superseded-by'] ? ' (superseded)' : '';
	const [onPath, onBody, onResponse] = [evidence.path, evidence.requestBody, evidence.response].map(
		(mark) => letters[marks.indexOf(mark)],
	);
	return `\`${method}${doubt} ${path}\` ${operation.summary}${superseded} · ${onPath}/${onBody}/${onResponse}`;
}
