import { identifierKey } from '../../form/values/identifiers';
import { readNhsNumber } from '../../form/values/nhsNumber';
import { rejectInput } from '../../form/values/rejectInput';
import { isEmpty, singleLine } from '../../form/values/text';

/** A list of patients who get nothing. */
export interface DoNotContact {
	/** IDs at Hero, in one spelling. */
	ids: ReadonlySet<string>;
	nhsNumbers: ReadonlySet<string>;
	/** True if an entry is surely no NHS number. */
	hasPlainIds: boolean;
}

const advice =
	'Give IDs at Hero or NHS numbers: separated by commas, or as a list by an expression. If nobody objected, give an empty list: {{ [] }}.';

/** Reads the list. Throws a UserError if it is missing or no list, or has an entry that cannot be compared. */
export function readDoNotContact(value: unknown): DoNotContact {
	if (isEmpty(value)) return rejectInput('has no list', advice);
	const given = Array.isArray(value) ? (value as unknown[]) : splitText(value);
	const entries = given.filter((entry) => entry !== '');
	if (given.length > 0 && entries.length === 0) rejectInput('has only empty entries', advice);
	const [ids, nhsNumbers] = [new Set<string>(), new Set<string>()];
	let hasPlainIds = false;
	for (const [index, entry] of entries.entries()) {
		const text = entryText(entry, index);
		const nhsNumber = nhsNumberOf(text);
		if (nhsNumber) nhsNumbers.add(nhsNumber);
		else hasPlainIds = true;
		// Ten digits may be an ID as well.
		if (!/\s/.test(text)) ids.add(identifierKey(text));
	}
	return { ids, nhsNumbers, hasPlainIds };
}

const splitText = (value: unknown): string[] =>
	typeof value === 'string' || typeof value === 'number'
		? String(value)
				.split(/[,;\n]/)
				.map(singleLine)
		: rejectInput('is not a list', advice);

function entryText(entry: unknown, index: number): string {
	const text = typeof entry === 'number' ? String(entry) : entry;
	const line = typeof text === 'string' ? singleLine(text) : '';
	if (/^[\w-]*\d[\w-]*$/.test(line) || nhsNumberOf(line)) return line;
	return rejectInput(`has an entry that is no ID and no NHS number: number ${index + 1}`, advice);
}

function nhsNumberOf(text: string): string | undefined {
	try {
		return readNhsNumber(text);
	} catch {
		return undefined;
	}
}
