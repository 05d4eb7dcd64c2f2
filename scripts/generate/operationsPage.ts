import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { PlacedField } from '../../nodes/HeroHealth/form/layout';
import { evidenceNote } from '../../nodes/HeroHealth/form/evidence';
import { optionalCollection, placedFields } from '../../nodes/HeroHealth/form/layout';
import type { Operation } from '../../nodes/HeroHealth/form/operation';
import type { AccessArea } from '../../nodes/HeroHealth/form/access';
import { parameterName } from '../../nodes/HeroHealth/form/operation';
import { shownAction } from '../../nodes/HeroHealth/form/writes';
import { resources } from '../../nodes/HeroHealth/actions/resources';
import { accessRows } from '../../nodes/HeroHealth/run/access/report';
import { memoryProperties, memoryResource } from '../../nodes/HeroHealth/run/sendOnce/memory';
import { settingsProperties } from '../../nodes/HeroHealth/run/settings';
import { markdownTable } from './markedParts';

/** The text of docs/operations.md: each operation with its call, its fields and its undocumented parts. */
export function operationsPage(): string {
	const sections = resources.map(
		({ name, description, operations }) =>
			`## ${name}\n\n${description}.\n\n${operations.map(operationSection).join('\n\n')}`,
	);
	const count = resources.reduce((total, { operations }) => total + operations.length, 0);
	return `# Operations

This page lists the ${count} operations of the Hero Health node that call Hero, and two that call n8n. It is generated from
the same data as the form.

- Required fields are in **bold**.
- Optional fields name their collection in brackets.
- Practice Group ID stands under Options of every operation.
- Lists also have Return All and Limit.
- Long records also have Simplify.
- What changes data says so in brackets, here and to an AI agent.

The Settings tab has these fields for all operations:

${settingsProperties.map(settingLine).join('\n')}

${sections.join('\n\n')}

${memorySection()}
`;
}

/** The resource that counts and forgets what was sent. Its operations call n8n, not Hero. */
function memorySection(): string {
	const [operationList, ...fields] = memoryProperties;
	const operations = choicesOf(operationList).map(({ action, value, description }) => {
		const shown = fields.filter(({ displayOptions }) =>
			displayOptions?.show?.operation?.includes(value),
		);
		const lines = shown.map(memoryField).join('\n');
		return [`### ${action}`, 'Calls n8n, not Hero.', asSentence(`${description}`), lines]
			.filter(Boolean)
			.join('\n\n');
	});
	const { name, description } = memoryResource;
	return [`## ${name}`, asSentence(`${description}`), ...operations].join('\n\n');
}

function memoryField(property: INodeProperties): string {
	const { displayName, description, required } = property;
	const label = required ? `**${displayName}**` : displayName;
	const choices = choicesOf(property);
	if (choices.length === 0) return `- ${label}: ${asSentence(`${description}`)}`;
	return [`- ${label}`, ...choices.map(choiceLine)].join('\n');
}

function settingLine(property: INodeProperties): string {
	const { displayName, description } = property;
	const initial = defaultOf(property);
	const label = initial === '' ? displayName : `${displayName} (${initial})`;
	const choices = choicesOf(property).map(choiceLine);
	return [`- ${label}: ${asSentence(`${description}`)}`, ...choices].join('\n');
}

/** Returns the default value as the form shows it. */
function defaultOf(property: INodeProperties): string {
	const { default: initial } = property;
	if (typeof initial === 'boolean') return initial ? 'on' : 'off';
	return choicesOf(property).find(({ value }) => value === initial)?.name ?? String(initial);
}

const choicesOf = ({ options }: INodeProperties) => (options ?? []) as INodePropertyOptions[];

const choiceLine = ({ name, description }: INodePropertyOptions): string =>
	`  - ${name}: ${asSentence(`${description}`)}`;

const asSentence = (text: string): string => text.replace(/\.?$/, '.');

function operationSection(operation: Operation): string {
	const note = evidenceNote(operation);
	return [
		`### ${shownAction(operation)}`,
		callOf(operation, note),
		asSentence(operation.description),
		operation.notice,
		fieldList(operation),
	]
		.filter(Boolean)
		.join('\n\n');
}

const callOf = ({ id, method, path, accessAreas }: Operation, note?: string): string => {
	if (id === 'customApiCall') return 'Any method and path.';
	if (accessAreas) return areaTable(accessAreas);
	return `\`${method} ${path}\`${note ? ` (${note})` : ''}`;
};

/** The areas of Check Access, with the read that decides and the operations that are taken to be in the area. */
const areaTable = (areas: AccessArea[]): string =>
	markdownTable(
		['area', 'read', 'operations'],
		accessRows(areas, []).map(({ area, call, covers }) => [
			area,
			call === null ? 'none' : `\`${call}\``,
			covers.join(', '),
		]),
	);

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
