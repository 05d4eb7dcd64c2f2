import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';

import type { Redact } from './redact/redactor';

type Labels = Record<string, string>;

/** A response may list many reasons, while a message of n8n stays short. */
const maxReasons = 10;

/** A reason that only repeats the status. */
const genericReason =
	/^(bad request|not found|conflict|forbidden|unauthori[sz]ed|unprocessable entity)\W*$/i;

/** Fields in which services give a reason. Hero documents only `message`, for field errors. */
const reasonFields = ['message', 'error', 'errors', 'detail', 'reason', 'title'];

/**
 * The reason in an error response, as sentences for the user: field errors (schema Error400) under the
 * form's labels, else Hero's own text, redacted. Undefined if there is none.
 */
export function errorReason(
	{ body, headers }: Pick<IN8nHttpFullResponse, 'body' | 'headers'>,
	redact: Redact,
	labels: Labels = {},
): string | undefined {
	if (typeof body === 'string') return quoted([plainText(body, headers)], redact);
	if (typeof body !== 'object' || body === null) return undefined;
	for (const field of reasonFields) {
		const found = (body as IDataObject)[field];
		const sentences = Array.isArray(found)
			? reasonsIn(found.slice(0, maxReasons), labels, redact)
			: quoted([found], redact);
		if (sentences) return sentences;
	}
	return undefined;
}

/** The text of a body, unless it is a web page or truncated data. */
function plainText(body: string, headers: IDataObject): string | undefined {
	const start = body.slice(0, 1_000).trim();
	const isMarkup = /html|json|xml/i.test(String(headers['content-type']).slice(0, 100));
	return isMarkup || /^[{[<]|<\/?\w/.test(start) ? undefined : start;
}

function reasonsIn(issues: unknown[], labels: Labels, redact: Redact): string | undefined {
	const fieldErrors = issues.map((issue) =>
		fieldError(issue as IDataObject | null, labels, redact),
	);
	const sentences = fieldErrors.filter(Boolean).map((sentence) => `${sentence}.`);
	if (sentences.length > 0) return sentences.join(' ');
	const texts = issues.map((issue) => (issue as IDataObject | null)?.message ?? issue);
	return quoted(texts, redact);
}

function fieldError(issue: IDataObject | null, labels: Labels, redact: Redact): string {
	const path = Array.isArray(issue?.path) ? issue.path.slice(0, 10).map(textOf) : [];
	const names = path.filter((part) => !['', 'body', 'query', 'params', 'path'].includes(part));
	const labelOf = (name: string) => (Object.hasOwn(labels, name) ? labels[name] : redact(name));
	const field = names.map(labelOf).join(' › ');
	const expected = textOf(issue?.expected) && `Hero expects ${redact(textOf(issue?.expected))}`;
	const code = textOf(issue?.code) && `(${redact(textOf(issue?.code))})`;
	return [field && `'${field}':`, expected, code].filter(Boolean).join(' ');
}

/** A string or a number as text, and '' for anything else. */
const textOf = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value) : '';

function quoted(found: unknown[], redact: Redact): string | undefined {
	const texts = found
		.filter((text): text is string => typeof text === 'string' && !genericReason.test(text.trim()))
		.map((text) => redact(text.trim()).replace(/\s+/g, ' ').replace(/["“”]/g, "'"))
		.map((text) => text.replace(/[.\s]+$/, ''))
		.filter((text) => /\p{L}/u.test(text));
	return texts.length > 0 ? `Hero says: "${texts.join('; ')}".` : undefined;
}
