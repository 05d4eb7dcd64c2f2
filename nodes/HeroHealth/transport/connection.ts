import { authenticationOf, baseUrlOf } from './environments';
import { limiterKey } from './limiter';
import { rejectLoopbackProxy } from './loopbackProxy';
import type { CredentialMode } from './mode';
import { readMode } from './mode';
import { processState } from './processState';
import type { RequestContext } from './request';

/** The base URL and the key of the credential. */
export interface Connection extends CredentialMode {
	baseURL: string;
	/** Host and port, as messages name them. */
	host: string;
	apiKey: string;
	practiceGroupId?: string;
	/** The key of digests that are remembered. It stays the same when the API key changes, if the user says so. */
	digestSecret: string;
	limiterKey: string;
}

const connections = processState(() => new WeakMap<RequestContext, Promise<Connection>>());

/**
 * Returns the connection of a context, made once for a run of the node, since n8n fetches and decrypts credentials
 * at each call. Throws a UserError for a credential that cannot be used.
 */
export async function connectionOf(context: RequestContext): Promise<Connection> {
	const connection = connections().get(context) ?? connect(context);
	connections().set(context, connection);
	return await connection;
}

async function connect(context: RequestContext): Promise<Connection> {
	const credentials = await context.getCredentials('heroHealthApi');
	const baseURL = baseUrlOf(credentials);
	await rejectLoopbackProxy(context, baseURL);
	const { apiKey, practiceGroupId } = authenticationOf(credentials);
	const { host } = new URL(baseURL);
	const digestSecret = String(credentials.earlierApiKey ?? '').trim() || apiKey;
	const key = limiterKey(baseURL, apiKey);
	return {
		...{ baseURL, host, apiKey, practiceGroupId, digestSecret, limiterKey: key },
		...readMode(credentials),
	};
}
