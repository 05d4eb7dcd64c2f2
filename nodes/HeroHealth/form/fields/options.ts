import type { INodePropertyOptions } from 'n8n-workflow';

import type { Field } from '../operation';
import { joinSentences } from '../operation';
import { rejectInput } from '../values/rejectInput';
import { readText, singleLine } from '../values/text';
import { readLine } from './builders';

/** A value of Hero's, or a value with the name and the description that the screen shows for it. */
export type Option = string | readonly [value: string, name: string, description?: string];

const toOption = (option: Option): INodePropertyOptions => {
	const [value, name, description] = typeof option === 'string' ? [option, option] : option;
	return { name, value, ...(description ? { description: joinSentences(description) } : {}) };
};

/** One of a closed list of values. The first one is the default. */
export function select(label: string, description: string, options: readonly Option[]): Field {
	const listed = options.map(toOption);
	return {
		label,
		property: optionsProperty('options', description, listed),
		toWire: (value) => findOption(listed, value) ?? rejectOption(listed),
	};
}

/** One of the values that are known; Hero may have others, which an expression can give. */
export function openSelect(label: string, description: string, options: readonly Option[]): Field {
	const listed = options.map(toOption);
	return {
		label,
		property: optionsProperty('options', description, listed),
		toWire: (value) => findOption(listed, value) ?? readLine(value),
	};
}

/** Any of a closed list of values, sent as a list. */
export function multiSelect(label: string, description: string, options: readonly Option[]): Field {
	const listed = options.map(toOption);
	return {
		label,
		property: { ...optionsProperty('multiOptions', description, listed), default: [] },
		toWire(value) {
			const entered = Array.isArray(value) ? value : readText(value).split(',');
			// Hero would take an empty filter for none.
			if (entered.length === 0) rejectInput('is empty', 'Choose a value or take the field out.');
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

/** By its value or, as a language model or a spreadsheet may give it, by its name, in any capitals. */
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
	[...options].sort((one, other) => one.name.localeCompare(other.name));
