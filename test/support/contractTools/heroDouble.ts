import { loadContract } from '../../../api';
import type { HeroResponse, ReceivedRequest } from '../engine/heroServer';

const { paths } = loadContract();

/** The operationId of a GET, by the path of its request. Undefined for a path that the contract does not have. */
export function readOperationId({ target }: ReceivedRequest): string | undefined {
	const [path] = target.split('?');
	const found = Object.entries(paths)
		.filter(([template, item]) => item.get && patternOf(template).test(path))
		.sort(([one], [other]) => placeholders(one) - placeholders(other));
	return found[0]?.[1].get.operationId;
}

const placeholders = (template: string): number => template.split('{').length;
const patternOf = (template: string): RegExp =>
	new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`);

/** The query of a request. */
export const queryOf = ({ target }: ReceivedRequest): Record<string, string> =>
	Object.fromEntries(new URL(target, 'http://hero').searchParams);

/** Responds to each read by its operationId: with what is given for it, or else with an empty list. */
export const respondByOperation =
	(responses: Record<string, HeroResponse | ((request: ReceivedRequest) => HeroResponse)>) =>
	(request: ReceivedRequest): HeroResponse => {
		const id = readOperationId(request);
		if (id === undefined) return { status: 404, body: { error: true, message: 'No such path' } };
		const response = responses[id] ?? { body: { data: [], count: 0 } };
		return typeof response === 'function' ? response(request) : response;
	};

/** A list of records that obeys page_index and page_size, the way that a Hero may have it. */
export function pagedList(
	records: unknown[],
	{ firstIndex = 0, largest = 100, counts = 'total' as 'total' | 'page' } = {},
): (request: ReceivedRequest) => HeroResponse {
	return (request) => {
		const { page_index = String(firstIndex), page_size = '20' } = queryOf(request);
		const [index, size] = [Number(page_index) - firstIndex, Math.min(Number(page_size), largest)];
		if (index < 0 || Number.isNaN(size)) return { status: 400, body: { error: true } };
		const data = records.slice(index * size, (index + 1) * size);
		return { body: { data, count: counts === 'total' ? records.length : data.length } };
	};
}
