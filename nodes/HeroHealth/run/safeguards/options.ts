import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError, UserError } from 'n8n-workflow';

import { readBoolean } from '../../form/values/booleans';
import { readWholeNumber } from '../../form/values/numbers';
import { rejectInput } from '../../form/values/rejectInput';
import { isEmpty } from '../../form/values/text';
import { safeguardProperties, safeguardsName, type SafeguardName } from '../../form/safeguards';
import { createParameterReader, hasExpression } from '../parameters';
import type { AllowedHours } from './allowedHours';
import { readAllowedHours } from './allowedHours';
import type { DoNotContact } from './doNotContact';
import { readDoNotContact } from './doNotContact';

/** The safeguards that somebody added to a node, for one item. Those that were not added are undefined. */
export interface SafeguardOptions {
	allowedHours?: AllowedHours;
	/** The age in years below which a patient is held. */
	minimumAge?: number;
	doNotContact?: DoNotContact;
	mostMessages?: number;
	mostSmsParts?: number;
	oneNumber?: boolean;
	/** Pence for one part of an SMS. */
	smsPrice?: number;
	/** The share of failed items that stops the run, and the number of items after which it counts. */
	stopWhenManyFail?: { percent: number; after: number };
}

/** Reads the value of one safeguard into the options. Throws a UserError for a value that it cannot use. */
type ReadSafeguard = (value: unknown, options: SafeguardOptions) => void;

const settingsOf = (value: unknown): IDataObject =>
	((value as { settings?: IDataObject } | null)?.settings ?? {}) as IDataObject;

const readers: Record<SafeguardName, ReadSafeguard> = {
	allowedHours: (value, options) => (options.allowedHours = readAllowedHours(settingsOf(value))),
	checkPatient: (value, options) =>
		(options.minimumAge = readMember(settingsOf(value), 'minimumAge', 'Minimum Age', 16, 0, 120)),
	doNotContact: (value, options) => (options.doNotContact = readDoNotContact(value)),
	mostMessages: (value, options) => (options.mostMessages = readWholeNumber(value, 1)),
	mostSmsParts: (value, options) => (options.mostSmsParts = readWholeNumber(value, 1)),
	oneNumber: (value, options) => (options.oneNumber = readBoolean(value)),
	smsPrice: (value, options) => (options.smsPrice = readPence(value)),
	stopWhenManyFail(value, options) {
		const settings = settingsOf(value);
		const percent = readMember(settings, 'percent', 'Percent', 20, 1, 100);
		const after = readMember(settings, 'after', 'After', 20, 1);
		options.stopWhenManyFail = { percent, after };
	},
};

function readMember(
	settings: IDataObject,
	name: string,
	label: string,
	initial: number,
	...bounds: [minimum: number, maximum?: number]
): number {
	try {
		// A number that is there without a value is refused.
		return readWholeNumber(name in settings ? settings[name] : initial, ...bounds);
	} catch (error) {
		const { message, description } = error as UserError;
		return rejectInput(`› '${label}' ${message}`, description ?? undefined);
	}
}

function readPence(value: unknown): number {
	const pence = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof pence === 'number' && pence >= 0 && pence < 1000) return pence;
	return rejectInput('needs a price in pence', 'Give a number, such as 2.4.');
}

/**
 * Creates a reader of the safeguards of an item; undefined if none was added. The reader throws a NodeOperationError
 * for the whole run, since a safeguard that cannot be read protects nobody.
 */
export function safeguardReader(
	context: IExecuteFunctions,
): ((itemIndex: number) => SafeguardOptions) | undefined {
	const stored = context.getNode().parameters[safeguardsName];
	const isAdded = typeof stored === 'object' && stored !== null && Object.keys(stored).length > 0;
	if (!isAdded && isEmpty(typeof stored === 'object' ? undefined : stored)) return undefined;
	const read = createParameterReader(context, safeguardsName);
	let last: { key: string; options: SafeguardOptions } | undefined;
	const isSame = isSameForAll(stored);
	return (itemIndex) => {
		if (isSame && last) return last.options;
		const given = readCollection(context, () => read(itemIndex));
		// A long list is mostly the same for all items.
		const key = JSON.stringify(given);
		if (last?.key !== key) last = { key, options: readOptions(context, given, stored) };
		return last.options;
	};
}

/** The output of other nodes as a whole, in an expression. */
const wholeOutput = /\$\((['"`])[^'"`]*\1\)\s*\.(?:all|first|last)\(\)/g;

/** True if no expression depends on the item. n8n needs long for a long list, so it is then read once. */
function isSameForAll(stored: unknown): boolean {
	if (typeof stored === 'string') {
		return !stored.startsWith('=') || !stored.replace(wholeOutput, '').includes('$');
	}
	return typeof stored !== 'object' || Object.values(stored ?? {}).every(isSameForAll);
}

/** Reads the whole collection. Throws a NodeOperationError if that cannot be done, or gives no collection. */
function readCollection(context: IExecuteFunctions, read: () => unknown): IDataObject {
	let reason: string | undefined;
	try {
		const given = read();
		if (typeof given === 'object' && given !== null && !Array.isArray(given)) {
			return given as IDataObject;
		}
	} catch (thrown) {
		reason = (thrown as Error).message;
	}
	throw new NodeOperationError(context.getNode(), "The 'Safeguards' could not be read", {
		description: ['Nothing was sent.', reason, whoCanChange].filter(Boolean).join(' '),
	});
}

function readOptions(
	context: IExecuteFunctions,
	given: IDataObject,
	stored: unknown,
): SafeguardOptions {
	const options: SafeguardOptions = {};
	for (const { name, displayName } of safeguardProperties) {
		if (!(name in given)) continue;
		try {
			if (name === 'allowedHours') requireHolidays(given, stored as IDataObject);
			readers[name as SafeguardName](given[name], options);
		} catch (thrown) {
			throw safeguardError(context, displayName, thrown);
		}
	}
	return options;
}

/** Throws a UserError for an expression that gave no bank holidays, since their list is perhaps missing. */
function requireHolidays(given: IDataObject, stored: IDataObject): void {
	const holidaysOf = ({ allowedHours }: IDataObject) => settingsOf(allowedHours).bankHolidays;
	if (!hasExpression(holidaysOf(stored)) || !isEmpty(holidaysOf(given))) return;
	rejectInput(
		"› 'Bank Holidays' has no list",
		'Check its expression. If there are none, give an empty list: {{ [] }}.',
	);
}

/** The error of a safeguard that stops the whole run. */
export function safeguardError(
	context: IExecuteFunctions,
	label: string,
	thrown: unknown,
	outcome = 'Nothing was sent.',
) {
	const { message, description } =
		thrown instanceof UserError ? thrown : new UserError('could not be read');
	return new NodeOperationError(context.getNode(), `The safeguard '${label}' ${message}`, {
		description: [outcome, description, whoCanChange].filter(Boolean).join(' '),
	});
}

/** Says who can change a safeguard. */
export const whoCanChange =
	'Whoever may edit this workflow can change it, under Safeguards in the node.';
