import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import { resourceProperties } from '../../../nodes/HeroHealth/form/layout';
import type { Operation } from '../../../nodes/HeroHealth/form/operation';

/** An operation with the parts that a test is about. */
export const operation = (parts: Partial<Operation>): Operation => ({
	id: 'doThing',
	name: 'Do',
	value: 'do',
	action: 'Do a thing',
	description: 'Does it',
	method: 'POST',
	path: '/v1/things',
	...parts,
});

/** The form of a resource with these operations. */
export const formOf = (...operations: Operation[]) =>
	resourceProperties({ name: 'Thing', value: 'thing', description: 'Things', operations });

/** The properties that one operation shows, from top to bottom, without the Operation list. */
export const shownBy = (form: INodeProperties[], value = 'do') =>
	form.filter(({ displayOptions }) => displayOptions?.show?.operation?.includes(value));

/** The only property of this name; the test fails if there is none or more than one. */
export const named = (form: INodeProperties[], name: string): INodeProperties => {
	const found = form.filter((property) => property.name === name);
	expect(found).toHaveLength(1);
	return found[0];
};

/** The properties in a collection of this name. */
export const members = (form: INodeProperties[], name: string) =>
	named(form, name).options as INodeProperties[];

/** The names of properties or options, in their order. */
export const namesOf = (
	list: Array<INodeProperties | INodePropertyOptions | INodePropertyCollection>,
) => list.map(({ name }) => name);
