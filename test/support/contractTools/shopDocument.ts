import type { Part } from './heroDocument';

const resources = ['products', 'orders', 'customers', 'discounts', 'shipments', 'invoices'];

/** An invented API of a shop, in the manner of public documents: 30 calls, and schemas that lead to each other. */
export function shopDocument(): Part {
	const paths = resources.flatMap((name): Array<[string, Part]> => {
		const schema = { $ref: `#/components/schemas/${name}` };
		const ok = { description: 'OK', content: { 'application/json': { schema } } };
		const requestBody = { content: { 'application/x-www-form-urlencoded': { schema } } };
		const call = (operationId: string) => ({ operationId, responses: { '200': ok, default: ok } });
		return [
			[
				`/v1/${name}`,
				{ get: call(`${name}List`), post: { ...call(`${name}Create`), requestBody } },
			],
			[
				`/v1/${name}/{id}`,
				{
					get: call(`${name}Get`),
					patch: { ...call(`${name}Update`), requestBody },
					delete: call(`${name}Delete`),
				},
			],
		];
	});
	return {
		openapi: '3.0.3',
		info: { title: 'Shop', version: '2026-01-01' },
		servers: [{ url: 'https://api.shop.example.com' }],
		paths: Object.fromEntries(paths),
		components: { schemas: Object.fromEntries(resources.map((name) => [name, expandable()])) },
	};
}

/** An object whose members may each be a text, or another object in full. */
function expandable(): Part {
	const members = resources.map((name): [string, Part] => [
		name,
		{ anyOf: [{ type: 'string' }, { $ref: `#/components/schemas/${name}` }] },
	]);
	return { type: 'object', properties: { id: { type: 'string' }, ...Object.fromEntries(members) } };
}
