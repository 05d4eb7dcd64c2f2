import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
	Icon,
} from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import {
	authenticationOf,
	baseUrlOf,
	environments,
} from '../nodes/HeroHealth/transport/environments';

const keyRefused =
	'Hero refused this key. Check API Key and Practice Group ID, and that Environment is the one the key was made for: production and staging have different keys.';
const notHero =
	'This address answers, but not as Hero does. Check Environment, and Base URL if it is Custom.';

/** The API key, the practice group and the base URL of Hero. */
export class HeroHealthApi implements ICredentialType {
	name = 'heroHealthApi';

	displayName = 'Hero Health API';

	icon: Icon = {
		light: 'file:../icons/hero-health.svg',
		dark: 'file:../icons/hero-health.dark.svg',
	};

	documentationUrl = 'https://developer.herohealth.net/apis/public-api/openapi';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'The key that Hero or the practice gave you, made for one practice group',
		},
		{
			displayName: 'Practice Group ID',
			name: 'practiceGroupId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 1042',
			description: 'The practice group for which the key was made',
		},
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			options: [
				{ name: 'Production', value: 'production', description: 'Live practices' },
				{ name: 'Staging', value: 'staging', description: 'Test data, with a key of its own' },
				{ name: 'Mock', value: 'mock', description: "The documentation's mock server" },
				{
					name: 'Custom',
					value: 'custom',
					description: 'Another address, such as a local sandbox',
				},
			],
			default: 'production',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. http://127.0.0.1:3100',
			description:
				'Begins with https; plain http is allowed only for this computer (localhost). Where n8n has HTTP_PROXY set, set NO_PROXY=localhost,127.0.0.1 too: a proxy would read the key.',
			displayOptions: { show: { environment: ['custom'] } },
		},
		{
			displayName: 'Earlier API Key',
			name: 'earlierApiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Only for Send Only Once, and only after API Key was replaced. Enter the first key that you used here, so that the node still recognizes what it sent with it. It is never sent to Hero.',
		},
		{
			displayName:
				'When the test answers only ENOTFOUND, ECONNREFUSED or ETIMEDOUT, n8n could not reach the address: check it, and that your network lets n8n out to it.',
			name: 'unreachableNotice',
			type: 'notice',
			default: '',
		},
	];

	/**
	 * Adds the two headers of every request (api/README.md, Conventions). A practice group header of the
	 * request itself stays. Throws a UserError for a request to another host, which must not get the key.
	 */
	authenticate = async (
		credentials: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const { origin } = new URL(baseUrlOf(credentials));
		// n8n's HTTP Request node uses the older name `uri`.
		const { uri = '' } = request as { uri?: string };
		if (new URL(request.url ?? uri, request.baseURL).origin !== origin) {
			throw new UserError(
				'The Hero Health key is not sent to other hosts than that of its Environment',
			);
		}
		const { apiKey, practiceGroupId } = authenticationOf(credentials);
		const headers = {
			'x-practice-group-id': practiceGroupId,
			...request.headers,
			'x-api-key': apiKey,
		};
		return { ...request, headers };
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ (${JSON.stringify(environments)})[$credentials.environment] ?? ($credentials.baseUrl ?? '').trim().replace(/(?<!\\/)\\/+$/, '') }}`,
			url: '/v1/me',
			disableFollowRedirect: true,
			timeout: 15_000,
		},
		// n8n's type allows one kind of rule only; its test evaluates both.
		rules: [
			...[401, 403].map((value) => ({
				type: 'responseCode' as const,
				properties: { value, message: keyRefused },
			})),
			...[301, 302, 307, 308, 404, 405].map((value) => ({
				type: 'responseCode' as const,
				properties: { value, message: notHero },
			})),
			{
				// A web page arrives as text, and the key '0' is its first character.
				type: 'responseSuccessBody',
				properties: { key: '0', value: '<', message: notHero },
			},
		] as ICredentialTestRequest['rules'],
	};
}
