import { rejectInput } from '../../form/fields';

/** Headers that describe the request, not the connection or the sender. */
const allowed = new Set([
	'accept',
	'accept-language',
	'baggage',
	'cache-control',
	'content-language',
	'idempotency-key',
	'if-match',
	'if-modified-since',
	'if-none-match',
	'if-unmodified-since',
	'pragma',
	'prefer',
	'traceparent',
	'tracestate',
	'user-agent',
]);

/** Headers that this node sets from the credential and from Options. */
const credentialHeaders = ['host', 'x-api-key', 'x-practice-group-id'];

/** True for a custom header, except for one by which proxies and frameworks rewrite a request. */
const isVendorHeader = (name: string): boolean =>
	/^(x|hero)-/.test(name) &&
	!/^x-(http|forwarded|original|rewrite|real|host|method|envoy)/.test(name);

/** Reads the headers of a custom call. Throws a UserError for those that the user must not set. */
export function customHeaders(headers: Record<string, unknown>): Record<string, string> {
	const checked = Object.entries(headers).map(([entered, value]): [string, string] => {
		// Blanks around a name would be lost in transit.
		const name = entered.trim().toLowerCase();
		if (credentialHeaders.includes(name)) {
			rejectInput(
				"'Headers' has a header that the credential sets",
				'Remove it. For another practice group, use Options.',
			);
		}
		const isToken = /^[\w!#$%&'*+.^`|~-]+$/.test(name);
		if (!isToken || !(allowed.has(name) || isVendorHeader(name))) {
			rejectInput(
				"'Headers' has a name that is not allowed",
				'Use names that begin with x- or hero-, or standard ones for a language, a version or a trace, such as accept-language.',
			);
		}
		if (!['string', 'number', 'boolean'].includes(typeof value) || !isPlain(String(value))) {
			rejectInput(
				"'Headers' has a value that is not plain text",
				'Use printable ASCII characters only.',
			);
		}
		return [name, String(value)];
	});
	return Object.fromEntries(checked);
}

const isPlain = (value: string): boolean => /^[\t\x20-\x7e]*$/.test(value);
