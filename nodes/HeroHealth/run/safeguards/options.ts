import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError, UserError } from 'n8n-workflow';

import { readBoolean } from '../../form/values/booleans';
import { readWholeNumber } from '../../form/values/numbers';
import { rejectInput } from '../../form/values/rejectInput';
import { isEmpty } from '../../form/values/text';
import {
	safeguardFieldNames,
	safeguardLabels,
	safeguardsName,
	type SafeguardName,
} from '../../form/safeguards';
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

/** Reads one safeguard, with the fields that adjust it, into the options. Throws a UserError for a value of no use. */
type ReadSafeguard = (given: IDataObject, options: SafeguardOptions) => void;

const readers: Record<SafeguardName, ReadSafeguard> = {
	allowedHours: (given, options) => (options.allowedHours = readAllowedHours(given)),
	checkPatient(given, options) {
		if (!readBoolean(given.checkPatient)) return;
		options.minimumAge = readMember(given, 'minimumAge', 'Minimum Age', 16, 0, 120);
	},
	doNotContact: (given, options) => (options.doNotContact = readDoNotContact(given.doNotContact)),
	mostMessages: (given, options) => (options.mostMessages = readWholeNumber(given.mostMessages, 1)),
	mostSmsParts: (given, options) => (options.mostSmsParts = readWholeNumber(given.mostSmsParts, 1)),
	oneNumber: (given, options) => (options.oneNumber = readBoolean(given.oneNumber)),
	smsPrice: (given, options) => (options.smsPrice = readPence(given.smsPrice)),
	stopWhenManyFail(given, options) {
		const percent = readWholeNumber(given.stopWhenManyFail, 1, 100);
		const after = readMember(given, 'stopAfter', 'After', 20, 1);
		options.stopWhenManyFail = { percent, after };
	},
};

function readMember(
	given: IDataObject,
	name: string,
	label: string,
	initial: number,
	...bounds: [minimum: number, maximum?: number]
): number {
	try {
		// A number that is there without a value is refused.
		return readWholeNumber(name in given ? given[name] : initial, ...bounds);
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

type ReadOptions = (itemIndex: number) => SafeguardOptions;

/**
 * Creates a reader of the safeguards of an item; undefined if none was added. The reader throws a NodeOperationError
 * for the whole run, since a safeguard that cannot be read protects nobody.
 */
export function safeguardReader(context: IExecuteFunctions): ReadOptions | undefined {
	const stored = context.getNode().parameters[safeguardsName];
	if (typeof stored !== 'object' || stored === null) {
		return isEmpty(stored) ? undefined : () => rejectCollection(context);
	}
	const added = Object.keys(safeguardLabels).filter((name) => name in stored) as SafeguardName[];
	if (added.length === 0) return undefined;
	const readers = added.map((name) => oneReader(context, name, stored as IDataObject));
	return (itemIndex) =>
		Object.assign({}, ...readers.map((read) => read(itemIndex))) as SafeguardOptions;
}

/** Creates the reader of one safeguard. A value that is the same for all items is read once. */
function oneReader(
	context: IExecuteFunctions,
	name: SafeguardName,
	stored: IDataObject,
): ReadOptions {
	const fields = safeguardFieldNames(name).filter((field) => field in stored);
	const isSame = fields.every((field) => isSameForAll(stored[field]));
	const readers = fields.map(
		(field) => [field, createParameterReader(context, `${safeguardsName}.${field}`)] as const,
	);
	let last: { key: string; options: SafeguardOptions } | undefined;
	return (itemIndex) => {
		if (isSame && last) return last.options;
		try {
			const given = Object.fromEntries(readers.map(([field, read]) => [field, read(itemIndex)]));
			const key = JSON.stringify(given);
			if (last?.key !== key) last = { key, options: readOne(name, given as IDataObject, stored) };
			return last.options;
		} catch (thrown) {
			throw safeguardError(context, safeguardLabels[name], thrown);
		}
	};
}

function readOne(name: SafeguardName, given: IDataObject, stored: IDataObject): SafeguardOptions {
	const options: SafeguardOptions = {};
	if (name === 'allowedHours') requireHolidays(given, stored);
	readers[name](given, options);
	return options;
}

/** Throws the error of a collection that is an expression as a whole: what it adds cannot be seen on the screen. */
function rejectCollection(context: IExecuteFunctions): never {
	throw new NodeOperationError(context.getNode(), "The 'Safeguards' could not be read", {
		description: `Nothing was sent. Add each safeguard on the form. ${whoCanChange}`,
	});
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

/** Throws a UserError for an expression that gave no bank holidays, since their list is perhaps missing. */
function requireHolidays(given: IDataObject, stored: IDataObject): void {
	if (!hasExpression(stored.bankHolidays) || !isEmpty(given.bankHolidays)) return;
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
	const isUserError = thrown instanceof UserError;
	const reason = thrown instanceof Error ? thrown.message.replace(/[^.]$/, '$&.') : undefined;
	const { message, description } = isUserError
		? thrown
		: new UserError('could not be read', { description: reason });
	return new NodeOperationError(context.getNode(), `The safeguard '${label}' ${message}`, {
		description: [outcome, description, whoCanChange].filter(Boolean).join(' '),
	});
}

/** Says who can change a safeguard. */
export const whoCanChange =
	'Whoever may edit this workflow can change it, under Safeguards in the node.';
