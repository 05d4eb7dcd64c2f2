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

const fileShape = z
	.array(
		z
			.object({
				difference: z.string().min(1),
				hero: z.string().optional(),
				reason: z.string().trim().min(1),
				until: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
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
	const read = fileShape.safeParse(document.toJS());
	if (read.success) return read.data ?? [];
	const [{ path, message }] = read.error.issues;
	const place = path.length > 0 ? ` at ${path.join('.')}` : '';
	throw new CannotCompareError(
		`${acknowledgementsPath} cannot be read${place}: ${message}. Each entry needs difference, reason and until (YYYY-MM-DD).`,
	);
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
