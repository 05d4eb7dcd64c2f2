import type { SchemaContext } from './schemaContext';
import { isObject } from './schemaContext';

type Part = Record<string, unknown>;

/** The absolute base URLs of a document and of its paths and calls, without a slash at the end. */
export const serverAddresses = ({ document }: SchemaContext): string[] =>
	serverUrls(document as Part).filter((url) => /^https?:\/\//i.test(url));

/** The paths of the base URLs, which stand before each path of the document. Relative URLs have one, too. */
export const basePaths = ({ document }: SchemaContext): string[] => {
	const paths = serverUrls(document as Part).flatMap((url) =>
		URL.canParse(url, 'https://host.invalid')
			? [new URL(url, 'https://host.invalid').pathname.replace(/\/+$/, '')]
			: [],
	);
	return [...new Set(paths)];
};

function serverUrls(document: Part): string[] {
	const items = isObject(document.paths) ? Object.values(document.paths).filter(isObject) : [];
	const calls = items.flatMap((item) => Object.values(item).filter(isObject));
	const servers = [document, ...items, ...calls].flatMap(({ servers: listed }) =>
		Array.isArray(listed) ? listed.filter(isObject) : [],
	);
	return [...new Set(servers.flatMap(urlsOf))];
}

/** The URLs of a server: one for each listed value of its variables. */
function urlsOf({ url, variables }: Part): string[] {
	if (typeof url !== 'string') return [];
	const named = Object.entries(isObject(variables) ? variables : {});
	const urls = named.reduce<string[]>(
		(found, [name, variable]) =>
			found.flatMap((one) =>
				variableValues(variable).map((value) => one.replaceAll(`{${name}}`, () => value)),
			),
		[url],
	);
	return urls.map((one) => one.replace(/\/+$/, ''));
}

function variableValues(variable: unknown): string[] {
	const { enum: listed, default: usual } = isObject(variable) ? variable : {};
	const values = Array.isArray(listed) ? listed : [usual ?? ''];
	// A server of many variables would otherwise have countless addresses.
	return values.slice(0, 5).map(String);
}
