import { isDifference } from '../comparison/finding';
import type { Report, ReportedFinding } from '../report/report';

/** What no tool can do after the contract was changed, one sentence each, by file. */
export function forPerson({ findings }: Report): string[] {
	const open = findings.filter((finding) => isDifference(finding) && !finding.acknowledged);
	return [...new Set(open.flatMap(taskOf))];
}

function taskOf(finding: ReportedFinding): string[] {
	const { part, verdict, file, call, name, needsPerson, operationId } = finding;
	if (needsPerson)
		return [
			`Check whether ${call} has become another call of Hero, and correct the contract by hand.`,
		];
	if (part === 'connection')
		return [`Check ${name} in the credential and in the contract's servers or security.`];
	if (part === 'webhook')
		return [`${file}: decide on ${name}, and change the webhooks of the contract by hand.`];
	if (verdict === 'only ours') return [onlyOurs(finding)];
	if (part === 'errors' || (part === 'call' && !operationId)) return [];
	if (part === 'response') return responseTask(finding);
	return file ? [`${file}: follow the contract in ${subjectOf(finding)}.`] : [];
}

const onlyOurs = ({ part, call, name, file }: ReportedFinding): string =>
	part === 'call'
		? `${file ?? 'The contract'}: ${call} is no longer in Hero's document. Ask Hero, then remove it or acknowledge it.`
		: `${file ?? 'The contract'}: Hero does not name ${[part, name].filter(Boolean).join(' ')} of ${call}. Ask Hero, then remove it or acknowledge it.`;

/** A new field of a response is given out as it is. Simplify and the sandbox follow by hand. */
const responseTask = ({ file, call, verdict }: ReportedFinding): string[] =>
	verdict === 'refuted'
		? [
				`${file ?? 'The node'}: check Simplify, and the handler of the sandbox, for the response of ${call}.`,
			]
		: [`The sandbox: give the new response of ${call}.`];

const subjectOf = ({ part, name, aspect }: ReportedFinding): string =>
	[part === 'requestBody' ? 'body' : part, name, aspect === 'field' ? '' : aspect]
		.filter(Boolean)
		.join(' ');
