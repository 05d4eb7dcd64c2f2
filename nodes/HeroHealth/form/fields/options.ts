import type { INodePropertyOptions } from 'n8n-workflow';

import type { Field } from '../operation';
import { joinSentences } from '../operation';
import { rejectInput } from '../values/rejectInput';
import { readText, singleLine } from '../values/text';
import { readLine } from './builders';

/** A value of Hero, alone or with the name and the description that the screen shows for it. */
export type Option = string | readonly [value: string, name: string, description?: string];

const toOption = (option: Option): INodePropertyOptions => {
	const [value, name, description] = typeof option === 'string' ? [option, option] : option;
	return { name, value, ...(description ? { description: joinSentences(description) } : {}) };
};

/** A dropdown with a closed list of values. The first one is the default. */
export function select(label: string, description: string, options: readonly Option[]): Field {
	const listed = options.map(toOption);
	return {
		label,
		property: optionsProperty('options', description, listed),
		toWire: (value) => findOption(listed, value) ?? rejectOption(listed),
	};
}

const otherValues = 'An expression can give other values';

/** A dropdown with the values that are known. Hero may take others, which an expression can give. */
export function openSelect(label: string, description: string, options: readonly Option[]): Field {
	const listed = options.map(toOption);
	return {
		label,
		property: optionsProperty('options', joinSentences(description, otherValues), listed),
		toWire: (value) => findOption(listed, value) ?? readLine(value),
	};
}

/** Several of a closed list of values, sent as a list. */
export function multiSelect(label: string, description: string, options: readonly Option[]): Field {
	const listed = options.map(toOption);
	return {
		label,
		property: { ...optionsProperty('multiOptions', description, listed), default: [] },
		toWire(value) {
			const entered = Array.isArray(value) ? value : readText(value).split(',');
			// Hero would treat an empty filter as no filter.
			if (entered.length === 0) rejectInput('is empty', 'Choose a value or remove the field.');
			return entered.map((one) => findOption(listed, one) ?? rejectOption(listed));
		},
	};
}

function optionsProperty(
	type: 'options' | 'multiOptions',
	description: string,
	listed: INodePropertyOptions[],
): Field['property'] {
	const options = listed.length < 5 ? listed : sortByName(listed);
	return { type, default: listed[0].value, description, options };
}

/** Finds an option by its value or by its name, in any case: models and spreadsheets often give the name. */
function findOption(listed: INodePropertyOptions[], entered: unknown): string | undefined {
	const sought = singleLine(String(entered ?? '')).toLowerCase();
	const found = listed.find(({ value, name }) =>
		[value, name].some((known) => String(known).toLowerCase() === sought),
	);
	return found?.value as string | undefined;
}

const rejectOption = (listed: INodePropertyOptions[]): never =>
	rejectInput(`takes only: ${listed.map(({ name }) => name).join(', ')}`);

const sortByName = (options: INodePropertyOptions[]): INodePropertyOptions[] =>
	[...options].sort((a, b) => a.name.localeCompare(b.name));
