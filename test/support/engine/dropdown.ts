import { LoadOptionsContext, type ExecuteContext } from 'n8n-core';
import type { IExecuteFunctions, INodeExecutionData, INodeListSearchResult } from 'n8n-workflow';

import { HeroHealth } from '../../../nodes/HeroHealth/HeroHealth.node';
import { runHero, type HeroRunOptions } from './runHero';

export type Dropdown = keyof HeroHealth['methods']['listSearch'];

export interface DropdownQuery {
	/** Text that is typed into the list. */
	filter?: string;
	/** Token of the last page, when the list is scrolled to its end. */
	page?: string;
	timezone?: string;
}

/** The node with a list open in the editor: its results leave instead of the items. */
class OpenDropdown extends HeroHealth {
	constructor(name: Dropdown, { filter, page }: DropdownQuery) {
		super();
		const search = this.methods.listSearch[name];
		this.execute = async function (this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			const { workflow, node, additionalData } = this as unknown as ExecuteContext;
			const open = { ...additionalData, currentNodeParameters: node.parameters };
			const editor = new LoadOptionsContext(workflow, node, open, '');
			return [[{ json: { ...(await search.call(editor, filter, page)) } }]];
		};
	}
}

/** The rows that the editor shows in a list, or the error where it cannot be filled. */
export async function openDropdown(
	hero: { url: string },
	name: Dropdown,
	opened: DropdownQuery = {},
	form: Partial<HeroRunOptions> = {},
) {
	const { json: output, error } = await runHero(hero, {
		operation: 'practiceGroup: get',
		...form,
		node: new OpenDropdown(name, opened),
		timezone: opened.timezone,
	});
	return { ...(output[0] as unknown as INodeListSearchResult), error };
}
