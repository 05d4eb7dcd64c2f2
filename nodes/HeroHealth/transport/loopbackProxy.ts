import { UserError } from 'n8n-workflow';

import type { RequestContext } from './request';

/** A port without a server, so that only a proxy can respond. */
const unusedPort = 1;

const probeTimeoutMs = 2_000;

/**
 * Throws a UserError where n8n sends plain-http requests to its own computer through a proxy, which would
 * read the API key. A node cannot see the proxy settings, so this probes an address that cannot respond.
 * The probe carries no data.
 */
export async function rejectLoopbackProxy(context: RequestContext, baseURL: string): Promise<void> {
	const { protocol, hostname } = new URL(baseURL);
	if (protocol !== 'http:' || !(await hasResponse(context, hostname))) return;
	throw new UserError('A proxy would read the key on its way to this computer', {
		description:
			'Nothing was sent. This n8n has HTTP_PROXY or ALL_PROXY set: set NO_PROXY=localhost,127.0.0.1 too, or use https.',
	});
}

async function hasResponse(context: RequestContext, hostname: string): Promise<boolean> {
	try {
		await context.helpers.httpRequest({
			url: `http://${hostname}:${unusedPort}/`,
			timeout: probeTimeoutMs,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		});
		return true;
	} catch {
		return false;
	}
}
