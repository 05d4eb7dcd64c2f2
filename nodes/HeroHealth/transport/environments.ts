import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

/** Hero's documented base URLs (`servers` in api/hero-public-api.yaml). */
export const environments = {
	production: 'https://api.herohealth.net',
	staging: 'https://api.staging.htech.app',
	mock: 'https://developer.herohealth.net/_mock/apis/public-api/openapi',
} as const;

/** Slashes at the end of a URL. Without the lookbehind, a URL of many slashes would take minutes. */
const trailingSlashes = /(?<!\/)\/+$/;

/** The trimmed key and practice group of a credential. Throws a UserError for a value no header can hold. */
export const authenticationOf = (credentials: ICredentialDataDecryptedObject) => ({
	apiKey: headerValue(credentials.apiKey, "'API Key' in the Hero Health credential"),
	// A missing practice group is left for Hero to refuse, since Options can name another.
	practiceGroupId: credentials.practiceGroupId
		? headerValue(credentials.practiceGroupId, "'Practice Group ID' in the Hero Health credential")
		: undefined,
});

/** The trimmed value of a header. Throws a UserError with its `name` if it is empty or not printable ASCII. */
export function headerValue(value: unknown, name: string): string {
	const text = String(value ?? '').trim();
	if (/^[\x21-\x7e]+$/.test(text)) return text;
	throw new UserError(
		text === '' ? `${name} is empty` : `${name} has a blank or a character that it cannot have`,
		{ description: 'Copy it again: a line break or an invisible character can come along.' },
	);
}

/** True if the host name is that of this computer. */
export const isLoopback = (hostname: string): boolean =>
	/^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);

/**
 * The base URL of a credential, without a slash at its end. Throws a UserError if it is not a URL, or if
 * the key would travel unencrypted over a network.
 */
export function baseUrlOf(credentials: ICredentialDataDecryptedObject): string {
	const { environment } = credentials;
	if (environment !== 'custom') {
		return environments[environment as keyof typeof environments] ?? environments.production;
	}
	const baseUrl = String(credentials.baseUrl ?? '').trim();
	if (!URL.canParse(baseUrl)) {
		throw new UserError("'Base URL' in the Hero Health credential is not a URL", {
			description: 'It looks like https://api.example.com.',
		});
	}
	const { protocol, hostname } = new URL(baseUrl);
	if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname))) {
		throw new UserError("'Base URL' in the Hero Health credential must begin with https://", {
			description: 'Plain http is allowed only for this computer (localhost).',
		});
	}
	return baseUrl.replace(trailingSlashes, '');
}
