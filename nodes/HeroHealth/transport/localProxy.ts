import { UserError } from 'n8n-workflow';

import type { RequestContext } from './request';

/** Nobody listens there, so that only a proxy can answer. */
const deadPort = 1;

/** In milliseconds. */
const longestWait = 2_000;

/**
 * Throws a UserError where this n8n sends requests to this computer through a proxy, which would read the
 * key. A node cannot see the settings of the proxy, so it asks an address that cannot answer; the question
 * carries nothing.
 */
export async function refuseProxied(context: RequestContext, baseURL: string): Promise<void> {
	const address = new URL(baseURL);
	if (address.protocol !== 'http:' || !(await isAnswered(context, address.hostname))) return;
	throw new UserError('A proxy would read the key on its way to this computer', {
		description:
			'Nothing was sent. This n8n has HTTP_PROXY or ALL_PROXY set: set NO_PROXY=localhost,127.0.0.1 too, or use https.',
	});
}

async function isAnswered(context: RequestContext, hostname: string): Promise<boolean> {
	try {
		await context.helpers.httpRequest({
			url: `http://${hostname}:${deadPort}/`,
			timeout: longestWait,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		});
		return true;
	} catch {
		return false;
	}
}
