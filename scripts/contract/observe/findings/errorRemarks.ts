import { isGuessMark } from '../../description/evidenceMarks';
import type { Finding } from '../../comparison/finding';
import type { FieldSet } from '../../description/describedApi';
import { hiddenName } from '../../description/describeSample';
import { mediaTypeOf } from '../answer';
import type { ErrorAnswer } from '../reads/errorAnswers';
import type { NameContext } from './describeReading';
import { describeForm } from './describeReading';

/** What the refusals of wrong requests tell: a finding for each status that the contract expects, and a remark for each. */
export function describeErrors(
	answers: ErrorAnswer[],
	known: FieldSet,
	names: NameContext,
): { findings: Finding[]; remarks: string[] } {
	return {
		findings: answers.flatMap(statusFinding),
		remarks: answers.map((error) => errorRemark(error, known, names)),
	};
}

function statusFinding({ call, expected, answer }: ErrorAnswer): Finding[] {
	const status = String(answer.status);
	if (!call || !expected || answer.failure || answer.status < 400 || answer.status >= 500)
		return [];
	const isDeclared = call.errors?.includes(status) ?? false;
	const mark = call.errorEvidence?.[status];
	return [
		{
			verdict: isDeclared ? 'confirmed' : 'new',
			part: 'errors',
			operationId: call.operationId,
			call: `${call.method} ${call.path}`,
			name: status,
			...(isDeclared ? { ours: 'declared' } : {}),
			hero: 'seen',
			...(isGuessMark(mark) ? { isGuess: true } : {}),
		},
	];
}

function errorRemark(
	{ mistake, answer }: ErrorAnswer,
	known: FieldSet,
	names: NameContext,
): string {
	const { status, failure, body } = answer;
	if (status === 0) return `${mistake}: there is no response (${failure}).`;
	const fields = body === undefined ? 'no body' : `the fields ${fieldsText(body, known, names)}`;
	return `${mistake} is answered with ${status}, ${mediaTypeOf(answer)}, ${failure ?? fields}.`;
}

function fieldsText(body: unknown, known: FieldSet, names: NameContext): string {
	const { fields } = describeForm([body], known, names).fields;
	const shown = [...fields].filter(([name]) => name !== '' && !name.includes(hiddenName));
	const text = shown.map(([name, { types }]) => `${name} (${types.join(' or ')})`).join(', ');
	return text || '(none that can be shown)';
}
