import { parseDocument } from 'yaml';
import { z } from 'zod';

import type { Finding } from './comparison/finding';
import { findingId } from './comparison/finding';
import { CannotCompareError } from './errors';

/** A difference that the maintainers know and accept until a date. */
export interface Acknowledgement {
	/** The name of the difference, as the report prints it. */
	difference: string;
	/** What Hero says. Another word of Hero is another difference. */
	hero?: string;
	reason: string;
	/** The last day, as YYYY-MM-DD. */
	until: string;
}

export const acknowledgementsPath = 'api/acknowledged-differences.yaml';

/** True for a day of the calendar, as YYYY-MM-DD. */
function isDate(text: string): boolean {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
	const day = new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

const fileShape = z
	.array(
		z
			.object({
				difference: z.string().min(1),
				hero: z.string().optional(),
				reason: z.string().trim().min(1),
				until: z.string().refine(isDate, 'is no date'),
			})
			.strict(),
	)
	.nullable();

/** Reads the file of acknowledged differences. Throws CannotCompareError if an entry lacks its reason or its date. */
export function parseAcknowledgements(text: string): Acknowledgement[] {
	const document = parseDocument(text, { schema: 'failsafe' });
	if (document.errors.length > 0) {
		throw new CannotCompareError(`${acknowledgementsPath} is no valid YAML.`);
	}
	const entries = document.toJS() as unknown;
	// A file of comments alone has no entries.
	const read = fileShape.safeParse(entries === '' ? null : entries);
	if (read.success) return read.data ?? [];
	const [{ path, message }] = read.error.issues;
	throw new CannotCompareError(
		`${acknowledgementsPath} cannot be read: ${[entryName(entries, path), ...path.slice(1), message].filter(Boolean).join(': ')}. Each entry needs difference, reason and until (YYYY-MM-DD).`,
	);
}

/** The difference that an entry names, or its number in the file. */
function entryName(entries: unknown, [index]: PropertyKey[]): string | undefined {
	if (typeof index !== 'number') return undefined;
	const entry = (entries as unknown[])[index];
	const { difference } = (entry ?? {}) as { difference?: unknown };
	return typeof difference === 'string' && difference ? difference : `entry ${index + 1}`;
}

/** Finds the acknowledgement of a difference that still holds on this day (YYYY-MM-DD). */
export const acknowledgementOf = (
	finding: Finding,
	acknowledgements: Acknowledgement[],
	today: string,
): Acknowledgement | undefined =>
	acknowledgements.find(
		({ difference, hero, until }) =>
			difference === findingId(finding) && hero === finding.hero && until >= today,
	);
