import { identifierKey, readIdentifier } from '../../form/values/identifiers';
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
	const entries = Array.isArray(value) ? (value as unknown[]) : splitText(value);
	if (entries.length > 0 && entries.every(isEmpty)) rejectInput('has only empty entries', advice);
	const [ids, nhsNumbers] = [new Set<string>(), new Set<string>()];
	let hasPlainIds = false;
	for (const [index, entry] of entries.entries()) {
		if (isEmpty(entry)) rejectInput(`has an empty entry: number ${index + 1}`, emptyAdvice);
		const text = typeof entry === 'number' ? String(entry) : entry;
		const line = typeof text === 'string' ? singleLine(text) : '';
		const nhsNumber = attempt(() => readNhsNumber(line));
		if (nhsNumber) nhsNumbers.add(nhsNumber);
		const id = attempt(() => readIdentifier(line));
		if (!nhsNumber && (!id || isTelephoneNumber(id) || hasTenDigits(id))) {
			rejectInput(`has an entry that is no ID and no NHS number: number ${index + 1}`, advice);
		}
		hasPlainIds ||= !nhsNumber;
		// Ten digits may be an ID as well.
		if (id) ids.add(identifierKey(id));
	}
	return { ids, nhsNumbers, hasPlainIds };
}

const emptyAdvice =
	'Somebody may be meant who is not named. Fill the entry in, or leave empty ones out by an expression: .filter(Boolean).';

/** Splits a text. A comma or a line break too many is no entry. */
function splitText(value: unknown): string[] {
	if (typeof value !== 'string' && typeof value !== 'number') rejectInput('is not a list', advice);
	const entries = String(value).split(/[,;\n]/);
	return entries.every(isEmpty) ? entries : entries.filter((entry) => !isEmpty(entry));
}

/** True for a mobile number, which a wrong column would hold. */
const isTelephoneNumber = (id: string): boolean => /^(?:44|0)7\d{9}$/.test(id);

/** True for ten digits that are no NHS number, which are a mistyped one. */
const hasTenDigits = (id: string): boolean => /^\d{10}$/.test(id);

/** Returns what `read` returns; undefined if it throws. */
function attempt(read: () => string): string | undefined {
	try {
		return read();
	} catch {
		return undefined;
	}
}
