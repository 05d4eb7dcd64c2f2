import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	INode,
} from 'n8n-workflow';
import { NodeApiError, UserError } from 'n8n-workflow';

import type { Field, ReadContext } from '../../../nodes/HeroHealth/form/operation';
import { send } from '../../../nodes/HeroHealth/transport/client';
import type { HeroRequest, SendOptions } from '../../../nodes/HeroHealth/transport/request';

export const london = 'Europe/London';

/** The context of values: 1 January 2026 in London, with no other fields. */
export const reading = (context: Partial<ReadContext> = {}): ReadContext => ({
	timezone: london,
	now: Date.parse('2026-01-01T09:30:00Z'),
	earlierValues: new Map(),
	...context,
});

/** The value on the wire for an entered value. */
export const wireOf = (field: Field, entered: unknown, timezone = london) =>
	field.toWire(entered, reading({ timezone }));

export interface Refusal {
	message: string;
	description?: string | null;
}

/** The error of an invalid value. */
export function refusalOf(act: () => unknown): Refusal {
	try {
		act();
	} catch (thrown) {
		expect(thrown).toBeInstanceOf(UserError);
		const { message, description } = thrown as UserError;
		return { message, description };
	}
	throw new Error('Nothing was refused');
}

/** The API key of every request. */
export const key = 'canary-key';

/** The node in whose name requests and refusals are made. */
export const node: INode = {
	id: 'hero',
	name: 'Hero Health',
	type: 'n8n-nodes-hero-health.heroHealth',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

let heroes = 0;

type Answer = (options: IHttpRequestOptions) => Partial<IN8nHttpFullResponse>;

/** Sends one request to a Hero that answers this, once unless told otherwise. */
export async function sendTo(
	answer: Answer,
	request: HeroRequest,
	options: SendOptions = {},
): Promise<unknown> {
	// Each Hero has its own address, since limiters are shared by address.
	const baseUrl = `https://api.herohealth.net/${++heroes}`;
	const credentials = { apiKey: key, practiceGroupId: '1042', environment: 'custom', baseUrl };
	const context = {
		getCredentials: async () => credentials,
		getNode: () => node,
		helpers: {
			httpRequestWithAuthentication: async (_type: string, options: IHttpRequestOptions) => ({
				statusCode: 200,
				headers: {},
				...answer(options),
			}),
		},
	};
	const sendOptions = { retryWindowMs: 0, ...options };
	return await send(context as unknown as IExecuteFunctions, request, sendOptions);
}

/** The error of n8n's request helper after a network error, which it wraps. */
export function brokenBy(cause: Error, { body, qs, url }: IHttpRequestOptions): never {
	const config = { headers: { 'x-api-key': key }, data: body, params: qs, url };
	throw new NodeApiError(node, Object.assign(cause, { config }) as never);
}

/** The error that a promise ends in. */
export async function thrownBy(promise: Promise<unknown>): Promise<NodeApiError> {
	const outcome = await promise.then(
		() => 'nothing',
		(thrown: unknown) => thrown,
	);
	expect(outcome).toBeInstanceOf(NodeApiError);
	return outcome as NodeApiError;
}

/** A credential for this environment. */
export const credentialFor = (
	environment: string,
	more: ICredentialDataDecryptedObject = {},
): ICredentialDataDecryptedObject => ({
	apiKey: key,
	practiceGroupId: '1042',
	environment,
	...more,
});
