import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { PlacedField } from '../../nodes/HeroHealth/form/layout';
import { evidenceNote, optionalCollection, placedFields } from '../../nodes/HeroHealth/form/layout';
import type { Operation } from '../../nodes/HeroHealth/form/operation';
import { parameterName } from '../../nodes/HeroHealth/form/operation';
import { resources } from '../../nodes/HeroHealth/actions/resources';
import { settingsProperties } from '../../nodes/HeroHealth/run/settings';

/** The text of docs/operations.md: each operation with its call, its fields and its undocumented parts. */
export function operationsPage(): string {
	const sections = resources.map(
		({ name, description, operations }) =>
			`## ${name}\n\n${description}.\n\n${operations.map(operationSection).join('\n\n')}`,
	);
	const count = resources.reduce((total, { operations }) => total + operations.length, 0);
	return `# Operations

This page lists the ${count} operations of the Hero Health node. It is generated from the same data as the form.

- Required fields are in **bold**.
- Optional fields name their collection in brackets.
- Practice Group ID stands under Options of every operation.
- Lists also have Return All and Limit.
- Long records also have Simplify.

The Settings tab has these fields for all operations:

${settingsProperties.map(settingLine).join('\n')}

${sections.join('\n\n')}
`;
}

function settingLine(property: INodeProperties): string {
	const text = `${property.description}`.replace(/\.?$/, '.');
	const initial = defaultOf(property);
	return `- ${property.displayName}${initial === '' ? '' : ` (${initial})`}: ${text}`;
}

/** Returns the default value as the form shows it. */
function defaultOf({ default: initial, options }: INodeProperties): string {
	if (typeof initial === 'boolean') return initial ? 'on' : 'off';
	const chosen = (options as INodePropertyOptions[] | undefined)?.find(
		({ value }) => value === initial,
	);
	return chosen?.name ?? String(initial);
}

function operationSection(operation: Operation): string {
	const note = evidenceNote(operation);
	return [
		`### ${operation.action}`,
		callOf(operation, note),
		operation.description.replace(/\.?$/, '.'),
		operation.notice,
		fieldList(operation),
	]
		.filter(Boolean)
		.join('\n\n');
}

const callOf = ({ id, method, path }: Operation, note?: string): string => {
	if (id === 'customApiCall') return 'Any method and path.';
	return `\`${method} ${path}\`${note ? ` (${note})` : ''}`;
};

function fieldList(operation: Operation): string {
	const collection = optionalCollection(operation).label;
	const fields = placedFields(operation).filter(({ place }) => place !== 'practiceGroup');
	return fields
		.map(({ wireName, place, collection: optional, field }) => {
			const name = field.required ? `**${field.label}**` : field.label;
			const where = place === 'optIns' ? 'Options' : collection;
			const label = optional ? `${name} (${where})` : name;
			const isSent =
				!['formOnly', 'optIns'].includes(place) && !field.mergeMembers && !field.notSent;
			const sent = !isSent ? '' : ` \`${wireName}\``;
			const conditions = Object.entries(field.shownWhen ?? {});
			const when = conditions.map(([name, values]) => `, when ${condition(fields, name, values)}`);
			return `- ${label}${sent}${when.join('')}`;
		})
		.join('\n');
}

/** "Channel is SMS or Email", in the words of the form. */
function condition(fields: PlacedField[], name: string, values: string[]): string {
	const deciding = fields.find(({ wireName }) => parameterName(wireName) === name);
	const options = (deciding?.field.property.options ?? []) as INodePropertyOptions[];
	const chosen = options.filter(({ value }) => values.includes(String(value)));
	return `${deciding?.field.label} is ${chosen.map((option) => option.name).join(' or ')}`;
}
