import type { Acknowledgement } from '../acknowledgements';
import { acknowledgementOf } from '../acknowledgements';
import type { Finding } from '../comparison/finding';
import { findingId, isDifference } from '../comparison/finding';
import type { UnreadablePart } from '../description/describedApi';
import { effectOf } from '../node/effects';
import { nodeUse, triggerFile } from '../node/nodeUse';

export type Outcome = 'same' | 'changed' | 'could not compare';

/** A crash of Node.js and a failed installation end with 1 as well, so 1 must never mean a difference. */
export const exitCodes: Record<Outcome, number> = { same: 0, 'could not compare': 1, changed: 2 };

/** From where a report knows what Hero says. */
export interface Source {
	kind: 'openapi' | 'mock' | 'staging' | 'live';
	/** A file, or an address without its query. */
	name: string;
	/** The day, as YYYY-MM-DD. */
	date: string;
}

/** A finding with what it means for the node. */
export interface ReportedFinding extends Finding {
	id: string;
	/** The operation as the screen shows it. */
	operation?: string;
	/** The file that a difference touches. */
	file?: string;
	/** What a user would notice. */
	effect?: string;
	acknowledged?: { reason: string; until: string };
}

/** The result of contract:compare, contract:probe and contract:observe. */
export interface Report {
	tool: 'compare' | 'probe' | 'observe';
	source: Source;
	outcome: Outcome;
	counts: Record<string, number>;
	findings: ReportedFinding[];
	/** What could not be read. It never counts as the same. */
	unreadable: UnreadablePart[];
	/** Facts that are no claim of the contract, one sentence each. */
	remarks: string[];
	/** Acknowledgements that belong to no difference any more, or that have run out. */
	staleAcknowledgements: Acknowledgement[];
	/** Set if the contract was changed: its file, and what a person must do now. */
	written?: { file: string; forPerson: string[] };
}

export interface ReportInput extends Pick<Report, 'tool' | 'source' | 'unreadable'> {
	findings: Finding[];
	remarks?: string[];
	acknowledgements?: Acknowledgement[];
}

/** Makes the report of what was found. */
export function createReport(input: ReportInput): Report {
	const { tool, source, unreadable, remarks = [], acknowledgements = [] } = input;
	const used = new Set<Acknowledgement>();
	const findings = input.findings.map((finding) => {
		const found = isDifference(finding)
			? acknowledgementOf(finding, acknowledgements, source.date)
			: undefined;
		if (found) used.add(found);
		return reported(finding, found);
	});
	return {
		tool,
		source,
		outcome: outcomeOf(findings, unreadable),
		counts: countsOf(findings),
		findings,
		unreadable,
		remarks,
		staleAcknowledgements: acknowledgements.filter((one) => !used.has(one)),
	};
}

function reported(finding: Finding, acknowledged: Acknowledgement | undefined): ReportedFinding {
	const use = finding.operationId === undefined ? undefined : nodeUse(finding.operationId);
	const file = finding.part === 'webhook' ? triggerFile : use?.file;
	const effect = isDifference(finding) ? effectOf(finding, use) : undefined;
	return {
		id: findingId(finding),
		...finding,
		...(use ? { operation: use.operation } : {}),
		...(file ? { file } : {}),
		...(effect ? { effect } : {}),
		...(acknowledged
			? { acknowledged: { reason: acknowledged.reason, until: acknowledged.until } }
			: {}),
	};
}

/** What could not be read is never taken for the same. */
function outcomeOf(findings: ReportedFinding[], unreadable: UnreadablePart[]): Outcome {
	if (unreadable.length > 0) return 'could not compare';
	return findings.some((one) => isDifference(one) && !one.acknowledged) ? 'changed' : 'same';
}

function countsOf(findings: ReportedFinding[]): Report['counts'] {
	const counts: Report['counts'] = {
		confirmed: 0,
		refuted: 0,
		new: 0,
		'only ours': 0,
		'not clear': 0,
	};
	for (const { verdict } of findings) counts[verdict]++;
	return {
		...counts,
		'guesses confirmed': findings.filter(
			({ verdict, isGuess }) => verdict === 'confirmed' && isGuess,
		).length,
		acknowledged: findings.filter(({ acknowledged }) => acknowledged).length,
	};
}
