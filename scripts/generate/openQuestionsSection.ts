/** The open questions of the contract, with the tools that settle them, for docs/evidence.md. */
import type { Contract } from '../../api';
import { plainTable } from './markedParts';
import { toolsFor } from './openQuestions';

interface Topic {
	name: string;
	questions: string[];
}

/** The section on open questions: one row for each call and tool. */
export function openQuestionsSection(contract: Contract): string {
	const topics = topicsOf(contract);
	const count = topics.reduce((total, { questions }) => total + questions.length, 0);
	return `## Open questions

${count} questions are open. Whoever has access to Hero settles most of them in minutes with one of three tools:

- **compare** (\`npm run contract:compare\`) reads Hero's OpenAPI file and lists what differs from the contract. It needs no key.
- **probe** (\`npm run contract:probe\`) asks Hero's mock server which calls exist and what they require. It needs no key either.
- **observe** (\`npm run contract:observe\`) asks Hero's staging environment, with a key and with test data only.

${plainTable(['call', 'question', 'settled by'], topics.flatMap(rowsOf))}

Some operations are known by name only: [the contract](../api/README.md#counts) lists them. Their paths may be found by compare.`;
}

function topicsOf(contract: Contract): Topic[] {
	const calls = Object.entries(contract.paths).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, operation]) => ({
			name: `\`${method.toUpperCase()} ${path}\``,
			questions: operation['x-open-questions'] ?? [],
		})),
	);
	const events = Object.entries(contract.webhooks).map(([event, { post }]) => ({
		name: `\`${event}\``,
		questions: post['x-open-questions'] ?? [],
	}));
	return [
		{ name: 'all calls', questions: contract['x-open-questions'] },
		...calls,
		{ name: 'all events', questions: contract['x-webhook-signing'].unknown },
		...events,
	].filter(({ questions }) => questions.length > 0);
}

/** One row for each set of tools that the questions of a topic need. */
function rowsOf({ name, questions }: Topic): string[][] {
	const byTools = new Map<string, string[]>();
	for (const question of questions) {
		const tools = toolsFor(question).join(', ');
		byTools.set(tools, [...(byTools.get(tools) ?? []), question]);
	}
	return [...byTools].map(([tools, asked]) => [name, asked.join('; '), tools]);
}
