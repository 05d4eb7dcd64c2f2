import type { INodePropertyOptions } from 'n8n-workflow';

import type { Field } from '../operation';
import { joinSentences } from '../operation';
import { rejectInput } from '../values/rejectInput';
import { readText, singleLine } from '../values/text';
import { readLine } from './builders';

/** An option: a value of Hero, alone or with its name and description on the screen. */
export type Option = string | readonly [value: string, name: string, description?: string];

const toOption = (option: Option): INodePropertyOptions => {
	const [value, name, description] = typeof option === 'string' ? [option, option] : option;
	return { name, value, ...(description ? { description: joinSentences(description) } : {}) };
};

/** A dropdown with a closed list of values. The first is the default. `toWire` throws a UserError for others. */
export function select(label: string, description: string, options: readonly Option[]): Field {
	const knownOptions = options.map(toOption);
	return {
		label,
		property: optionsProperty('options', description, knownOptions),
		toWire: (value) => findOption(knownOptions, value) ?? rejectOption(knownOptions),
	};
}

const otherValues = 'An expression can give other values';

/** A dropdown with the known values. Hero may take others, which an expression can give. */
export function openSelect(label: string, description: string, options: readonly Option[]): Field {
	const knownOptions = options.map(toOption);
	return {
		label,
		property: optionsProperty('options', joinSentences(description, otherValues), knownOptions),
		toWire: (value) => findOption(knownOptions, value) ?? readLine(value),
	};
}

/** A choice of several values from a closed list, sent as a list. `toWire` throws a UserError for others. */
export function multiSelect(label: string, description: string, options: readonly Option[]): Field {
	const knownOptions = options.map(toOption);
	return {
		label,
		property: { ...optionsProperty('multiOptions', description, knownOptions), default: [] },
		toWire(value) {
			const entered = Array.isArray(value) ? value : readText(value).split(',');
			// Hero would treat an empty filter as no filter.
			if (entered.length === 0) rejectInput('is empty', 'Choose a value or remove the field.');
			return entered.map((item) => findOption(knownOptions, item) ?? rejectOption(knownOptions));
		},
	};
}

function optionsProperty(
	type: 'options' | 'multiOptions',
	description: string,
	knownOptions: INodePropertyOptions[],
): Field['property'] {
	const options = knownOptions.length < 5 ? knownOptions : sortByName(knownOptions);
	return { type, default: knownOptions[0].value, description, options };
}

/** Finds an option by its value or by its name, in any case: models and spreadsheets often give the name. */
function findOption(knownOptions: INodePropertyOptions[], entered: unknown): string | undefined {
	const wanted = singleLine(String(entered ?? '')).toLowerCase();
	const found = knownOptions.find(({ value, name }) =>
		[value, name].some((text) => String(text).toLowerCase() === wanted),
	);
	return found?.value as string | undefined;
}

const rejectOption = (knownOptions: INodePropertyOptions[]): never =>
	rejectInput(`takes only: ${knownOptions.map(({ name }) => name).join(', ')}`);

const sortByName = (options: INodePropertyOptions[]): INodePropertyOptions[] =>
	[...options].sort((a, b) => a.name.localeCompare(b.name));
