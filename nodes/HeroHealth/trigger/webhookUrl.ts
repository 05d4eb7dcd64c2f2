import type { IHookFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { isLoopback } from '../transport/environments';

/** The address that Hero is to call. Throws where the Hero at this base URL could not reach it. */
export function reachableUrl(context: IHookFunctions, hero: string): string {
	const url = context.getNodeWebhookUrl('default') ?? '';
	if (isLoopback(new URL(hero).hostname) || isPublic(url)) return url;
	const address = URL.canParse(url) ? new URL(url).origin : 'without a name';
	throw new NodeOperationError(
		context.getNode(),
		`Hero cannot reach this n8n: its address ${address} is not a public one that begins with https. ` +
			'Set WEBHOOK_URL (N8N_WEBHOOK_URL in newer versions) of n8n to the address by which the internet reaches it.',
	);
}

/** Names and numbers that mean something inside one network only (RFC 1918, 3927, 4193, 6598, 6761, 6762). */
const insideOnly = [
	/^[^.:]+$/,
	/\.(internal|lan|local|localhost|home\.arpa)$/,
	/^(0|10|127)\./,
	/^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
	/^(169\.254|192\.168|172\.(1[6-9]|2\d|3[01]))\./,
	/^\[(::1?|::ffff:.*|f[cd].*|fe[89ab].*)\]$/,
];

function isPublic(url: string): boolean {
	if (!URL.canParse(url)) return false;
	const { protocol, hostname } = new URL(url);
	// A name may end with the full stop of the root.
	const name = hostname.replace(/\.$/, '');
	return protocol === 'https:' && !insideOnly.some((pattern) => pattern.test(name));
}
