import { rejectInput } from '../../form/fields';

/** Headers that say something of the request, and nothing of the connection or of who sends it. */
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

/** The key and the practice group come from the credential and from Options. */
const credentialHeaders = ['host', 'x-api-key', 'x-practice-group-id'];

/** Headers of a service's own, but those by which proxies and frameworks are told of another request. */
const isVendorHeader = (name: string): boolean =>
	/^(x|hero)-/.test(name) &&
	!/^x-(http|forwarded|original|rewrite|real|host|method|envoy)/.test(name);

/** The headers as they are sent. Throws a UserError for those that are not for the user to set. */
export function customHeaders(headers: Record<string, unknown>): Record<string, string> {
	const written = Object.entries(headers).map(([given, value]): [string, string] => {
		// Blanks around a name would be lost on the way.
		const name = given.trim().toLowerCase();
		if (credentialHeaders.includes(name)) {
			rejectInput(
				"'Headers' sets what the credential sets",
				'Use Options for another practice group.',
			);
		}
		const isToken = /^[\w!#$%&'*+.^`|~-]+$/.test(name);
		if (!isToken || !(allowed.has(name) || isVendorHeader(name))) {
			rejectInput(
				"'Headers' has a name that is not allowed",
				'Allowed are names that begin with x- or hero-, and those of a language, a version or a trace, such as accept-language.',
			);
		}
		if (!['string', 'number', 'boolean'].includes(typeof value) || !isPlain(String(value))) {
			rejectInput("'Headers' has a value that is not plain text");
		}
		return [name, String(value)];
	});
	return Object.fromEntries(written);
}

const isPlain = (value: string): boolean => /^[\t\x20-\x7e]*$/.test(value);
