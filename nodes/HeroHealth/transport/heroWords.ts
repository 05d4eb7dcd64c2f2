import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';

import type { Redact } from './redact';

/** How many of its reasons are passed on. */
const mostReasons = 10;

/** A reason that says no more than the status does. */
const generic =
	/^(bad request|not found|conflict|forbidden|unauthori[sz]ed|unprocessable entity)\W*$/i;

/** Where services put a reason; Hero's documentation has `message` alone, and that for field errors. */
const places = ['message', 'error', 'errors', 'detail', 'reason', 'title'];

/**
 * Why Hero refused, in sentences for the user: its field errors (schema Error400) under the names that the
 * screen shows, else its own words. Undefined where it gave no reason.
 */
export function heroReason(
	{ body, headers }: Pick<IN8nHttpFullResponse, 'body' | 'headers'>,
	redact: Redact,
	labels: Record<string, string> = {},
): string | undefined {
	if (typeof body === 'string') return quoted([plainText(body, headers)], redact);
	if (typeof body !== 'object' || body === null) return undefined;
	for (const place of places) {
		const found = (body as IDataObject)[place];
		const sentences = Array.isArray(found)
			? reasonsIn(found.slice(0, mostReasons), labels, redact)
			: quoted([found], redact);
		if (sentences) return sentences;
	}
	return undefined;
}

/** A web page or broken data is no reason. */
function plainText(body: string, headers: IDataObject): string | undefined {
	const start = body.slice(0, 1_000).trim();
	const isOther = /html|json|xml/i.test(String(headers['content-type']).slice(0, 100));
	return isOther || /^[{[<]|<\/?\w/.test(start) ? undefined : start;
}

function reasonsIn(
	found: unknown[],
	labels: Record<string, string>,
	redact: Redact,
): string | undefined {
	const fields = found.map((issue) => fieldError(issue as IDataObject | null, labels, redact));
	const lines = fields.filter(Boolean).map((line) => `${line}.`);
	if (lines.length > 0) return lines.join(' ');
	const texts = found.map((issue) => (issue as IDataObject | null)?.message ?? issue);
	return quoted(texts, redact);
}

function fieldError(
	issue: IDataObject | null,
	labels: Record<string, string>,
	redact: Redact,
): string {
	const path = Array.isArray(issue?.path) ? issue.path.slice(0, 10).map(plain) : [];
	const names = path.filter((part) => !['', 'body', 'query', 'params', 'path'].includes(part));
	const labelOf = (name: string) => (Object.hasOwn(labels, name) ? labels[name] : redact(name));
	const field = names.map(labelOf).join(' › ');
	const expected = plain(issue?.expected) && `Hero expects ${redact(plain(issue?.expected))}`;
	const code = plain(issue?.code) && `(${redact(plain(issue?.code))})`;
	return [field && `'${field}':`, expected, code].filter(Boolean).join(' ');
}

/** A text or a number as a text; of anything else there is none. */
const plain = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value) : '';

function quoted(found: unknown[], redact: Redact): string | undefined {
	const texts = found
		.filter((text): text is string => typeof text === 'string' && !generic.test(text.trim()))
		.map((text) => redact(text.trim()).replace(/\s+/g, ' ').replace(/["“”]/g, "'"))
		.map((text) => text.replace(/[.\s]+$/, ''))
		.filter((text) => /\p{L}/u.test(text));
	return texts.length > 0 ? `Hero says: "${texts.join('; ')}".` : undefined;
}
