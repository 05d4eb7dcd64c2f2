import { observe } from '../../../scripts/contract/observe/observe';
import { createReport, type Report } from '../../../scripts/contract/report/report';
import { printReport } from '../../../scripts/contract/report/printReport';

type Options = Parameters<typeof observe>[0];
type Terminal = Parameters<typeof observe>[1];

/** A terminal of a person who answers every question in the same way. */
export interface FakeTerminal extends Terminal {
	said: string[];
	questions: string[];
}

export function fakeTerminal({
	isInteractive = true,
	answer = () => false,
	secret = '',
}: { isInteractive?: boolean; answer?: () => boolean; secret?: string } = {}): FakeTerminal {
	const said: string[] = [];
	const questions: string[] = [];
	return {
		isInteractive,
		said,
		questions,
		say: (line) => void said.push(line),
		confirm: async (question) => {
			questions.push(question);
			return answer();
		},
		askSecret: async (question) => {
			questions.push(question);
			return secret;
		},
	};
}

/** Options for a Hero on this computer, as fast as it responds. */
export const localOptions = (baseUrl: string): Options => ({
	environment: { baseUrl, kind: 'staging', isLoopback: true },
	showsNames: false,
	isConfirmed: false,
	intervalMs: 0,
	timeoutMs: 30_000,
});

/** Observes a Hero in this process. The text is what a person would see of the report. */
export async function observeInProcess(
	options: Options,
	terminal: Terminal = fakeTerminal({ isInteractive: false }),
	stop: AbortSignal = new AbortController().signal,
): Promise<{ report: Report; text: string }> {
	const report = createReport({
		tool: 'observe',
		...(await observe(options, terminal, () => stop)),
	});
	return { report, text: printReport(report) };
}
