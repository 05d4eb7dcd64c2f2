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
import { readMode, requireAllowed } from '../nodes/HeroHealth/transport/mode';

const keyRefused =
	'Hero refused this key. Check API Key and Practice Group ID, and that Environment is the one the key was made for: production and staging have different keys.';
const notHero =
	'This address answers, but not as Hero does. Check Environment, and Base URL if it is Custom.';

/** The parts of a request by which Mode decides. */
function outgoing(request: IHttpRequestOptions, { pathname, searchParams }: URL, base: URL) {
	const basePath = base.pathname.replace(/\/$/, '');
	// n8n's older request options can have a form beside the body, which would replace it.
	const hasForm = 'form' in request || 'formData' in request;
	return {
		method: request.method,
		path: pathname.startsWith(`${basePath}/`) ? pathname.slice(basePath.length) : undefined,
		query: { ...Object.fromEntries(searchParams), ...request.qs },
		headers: request.headers,
		body: hasForm ? undefined : request.body,
	};
}

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
			description:
				'The key that Hero or the practice gave you, made for one practice group. In the Hero Health node, Practice Group → Check Access shows which areas it may use.',
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
			displayName: 'Mode',
			name: 'mode',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Live', value: 'live', description: 'Everything is sent' },
				{
					name: 'Rehearsal: Nothing Is Written',
					value: 'rehearsal',
					description: 'Reads are real. Whatever would change something is only shown.',
				},
				{
					name: 'Rehearsal: Messages to My Own Phone or Email Only',
					value: 'ownContact',
					description:
						'SMS and email go to you, and none to a patient. Everything else is only shown.',
				},
			],
			default: 'live',
			description:
				'Whether nodes with this credential change anything at Hero. Make a second credential for rehearsals. To go live, choose the live one in each node instead.',
		},
		{
			displayName: 'My Mobile',
			name: 'ownMobile',
			type: 'string',
			noDataExpression: true,
			default: '',
			placeholder: 'e.g. 07700 900123',
			description:
				'Your own mobile number. It gets the SMS of a rehearsal, at most 25 messages in one execution. Without it, each SMS is only shown. The test of this credential does not check it.',
			displayOptions: { show: { mode: ['ownContact'] } },
		},
		{
			displayName: 'My Email',
			name: 'ownEmail',
			type: 'string',
			noDataExpression: true,
			default: '',
			placeholder: 'e.g. sam@example.com',
			description:
				'Your own email address. It gets the emails of a rehearsal, at most 25 messages in one execution. Without it, each email is only shown.',
			displayOptions: { show: { mode: ['ownContact'] } },
		},
		{
			displayName:
				'Hero keeps each of these messages with the patient whom it was meant for, although only you receive it. The text that you receive ends with the ID of that patient. To keep these messages out of real records, enter a test patient below.',
			name: 'ownContactNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { mode: ['ownContact'] } },
		},
		{
			displayName: 'My Test Patient',
			name: 'ownPatientId',
			type: 'string',
			noDataExpression: true,
			default: '',
			placeholder: 'e.g. 98765',
			description:
				'The ID at Hero of a test patient, under whom Hero keeps the messages of a rehearsal',
			displayOptions: { show: { mode: ['ownContact'] } },
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
	 * request itself stays. Throws a UserError for a request to another host, which must not get the key, and for
	 * one that Mode does not let through.
	 */
	authenticate = async (
		credentials: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const base = new URL(baseUrlOf(credentials));
		// n8n's HTTP Request node uses the older name `uri`.
		const { uri = '' } = request as { uri?: string };
		const url = new URL(request.url ?? uri, request.baseURL);
		if (url.origin !== base.origin) {
			throw new UserError(
				'The Hero Health key is not sent to other hosts than that of its Environment',
			);
		}
		requireAllowed(readMode(credentials), outgoing(request, url, base));
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
