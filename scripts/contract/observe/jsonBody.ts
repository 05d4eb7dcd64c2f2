/** No API nests its lists and objects more deeply. */
const deepestNesting = 40;

/** Parses a JSON body. An empty one has neither a value nor a failure. The failure never holds a part of the body. */
export function parseJsonBody(text: string): { body?: unknown; failure?: string } {
	if (text.trim() === '') return {};
	if (/^\s*<(!doctype|html)/i.test(text)) return { failure: 'a web page (HTML)' };
	try {
		const body: unknown = JSON.parse(text);
		return isTooDeep(body) ? { failure: 'JSON that is nested too deeply' } : { body };
	} catch {
		return { failure: 'a body that is no JSON' };
	}
}

function isTooDeep(body: unknown): boolean {
	let level = [body];
	for (let depth = 0; level.length > 0; depth++) {
		if (depth > deepestNesting) return true;
		level = level.flatMap((one) =>
			typeof one === 'object' && one !== null ? (Object.values(one) as unknown[]) : [],
		);
	}
	return false;
}
