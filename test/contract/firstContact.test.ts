import { parse } from 'yaml';

import { runNode } from '../support/contractTools/command';
import { fileText, pathExists } from '../support/repository';

const page = fileText('docs/first-contact.md');
const { scripts } = JSON.parse(fileText('package.json')) as { scripts: Record<string, string> };

/** The commands that the page shows or names, without what follows. */
const commands = [...page.matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name);

/** The tools that compare the contract with Hero. */
const tools = [...new Set(commands.filter((name) => name.startsWith('contract:')))];

/** The flags that the page names, beside the tool of their section. */
const flags = [...page.matchAll(/(?<![-|\w])(--[a-z][a-z-]*)/g)].map(([, name]) => name);

async function helpOf(name: string): Promise<string> {
	const [file] = /scripts\/\w+\.js$/.exec(scripts[name])!;
	return (await runNode([file, '--help'])).stdout;
}

describe('docs/first-contact.md', () => {
	test('names commands that exist', () => {
		expect(tools.sort()).toEqual(['contract:compare', 'contract:observe', 'contract:probe']);
		for (const name of commands) expect(scripts).toHaveProperty([name]);
	});

	test('names flags that the tools explain', async () => {
		const help = (await Promise.all(tools.map(helpOf))).join('\n');
		// npm itself has --silent.
		const own = flags.filter((flag) => flag !== '--silent' && flag !== '--help');
		for (const flag of new Set(own)) expect(help).toContain(flag);
	});

	test('leads to pages that exist', () => {
		const links = [...page.matchAll(/\]\((?!https:)([^)#]+)/g)].map(([, link]) => link);
		expect(links.length).toBeGreaterThan(3);
		for (const link of links) expect([link, pathExists(`docs/${link}`)]).toEqual([link, true]);
	});
});

describe('the form for what was found', () => {
	const form = parse(fileText('.github/ISSUE_TEMPLATE/first-contact.yml')) as {
		name: string;
		body: Array<{
			id?: string;
			attributes: { options?: unknown[] };
			validations?: { required: boolean };
		}>;
	};
	const field = (id: string) => form.body.find((one) => one.id === id)!;

	test('has the name that the page gives', () => {
		expect(page).toContain(`**${form.name}**`);
	});

	test('asks for the report, its date and the version', () => {
		for (const id of ['tool', 'date', 'version', 'report']) {
			expect(field(id).validations).toEqual({ required: true });
		}
	});

	test('asks for a look before anything is published', () => {
		expect(field('clean').attributes.options).toEqual([
			expect.objectContaining({ required: true }),
		]);
	});

	test('offers each tool', () => {
		const offered = field('tool').attributes.options!.join('\n');
		for (const name of tools) expect(offered).toContain(name);
	});
});
