/** The webhook URL of this trigger, and whether Hero can reach it. */
import type { IHookFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { isLoopback } from '../transport/environments';

/** Returns the URL for deliveries. Throws a NodeOperationError if the Hero at this base URL cannot reach it. */
export function reachableUrl(context: IHookFunctions, baseUrl: string): string {
	const url = context.getNodeWebhookUrl('default') ?? '';
	if (isLoopback(new URL(baseUrl).hostname) || isPublic(url)) return url;
	const address = URL.canParse(url) ? new URL(url).origin : '(no valid URL)';
	throw new NodeOperationError(
		context.getNode(),
		`Hero cannot reach this n8n: its address ${address} is not a public https address. ` +
			'Set WEBHOOK_URL (N8N_WEBHOOK_URL in newer versions) of n8n to its public address.',
	);
}

/** Private names and addresses (RFC 1918, 3927, 4193, 6598, 6761, 6762). */
const privateHosts = [
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
	// A host name may end with the full stop of the DNS root.
	const name = hostname.replace(/\.$/, '');
	return protocol === 'https:' && !privateHosts.some((pattern) => pattern.test(name));
}
