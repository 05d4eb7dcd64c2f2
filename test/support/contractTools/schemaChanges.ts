import type { DocumentChange } from './documentChange';
import { gone } from './documentChange';
import type { Part } from './heroDocument';
import { bodyOf, callOf } from './heroDocument';

const field = (document: Part, name: string): Part =>
	bodyOf(document, 'sendMessage').properties[name];
const parameter = (document: Part, operationId: string, name: string): Part =>
	callOf(document, operationId).call.parameters.find((one: Part) => one.name === name);

const snomed = 'sendMessage | requestBody | snomed_code';

/** Changes of what the schemas and the parameters of requests say. */
export const schemaChanges: Record<string, DocumentChange> = {
	'a field without a type': {
		change: (document) => delete field(document, 'snomed_code').type,
		...gone(`only ours | ${snomed} | type | text → anything`),
	},
	'a list of values that is open': {
		change: (document) => delete field(document, 'message_type').enum,
		...gone(
			'only ours | sendMessage | requestBody | message_type | values | hero, sms, email, nhs_app → no list',
		),
	},
	'a limit beside a reference': {
		change: (document) => {
			document.components.schemas.Code = { type: 'string' };
			bodyOf(document, 'sendMessage').properties.snomed_code = {
				$ref: '#/components/schemas/Code',
				maxLength: 18,
			};
		},
		differences: [`new | ${snomed} | limits | - → maxLength 18`],
	},
	'a limit as OpenAPI 3.0 says it': {
		change: (document) =>
			Object.assign(field(document, 'snomed_code'), { minimum: 5, exclusiveMinimum: true }),
		differences: [`new | ${snomed} | limits | - → exclusiveMinimum 5`],
	},
	'a rule that the tool does not compare': {
		change: (document) => (field(document, 'snomed_code').not = { const: '0' }),
		...gone(`new | ${snomed} | limits | - → not a rule that is not compared`),
	},
	'a field that cannot be written': {
		change: (document) => (field(document, 'snomed_code').readOnly = true),
		differences: [`new | ${snomed} | limits | - → readOnly true`],
	},
	'a field that is required by a word inside it': {
		change: (document) => (field(document, 'snomed_code').required = true),
		differences: [`refuted | ${snomed} | required | optional → required`],
	},
	'a body of another media type': {
		change: (document) => {
			const { requestBody } = callOf(document, 'sendMessage').call;
			requestBody.content = { 'multipart/form-data': requestBody.content['application/json'] };
		},
		...gone('refuted | sendMessage | requestBody | media type | JSON → multipart/form-data'),
	},
	'a list that is separated by commas': {
		change: (document) =>
			(parameter(document, 'listLocations', 'appointment_type_ids').explode = false),
		differences: [
			'refuted | listLocations | parameters | query appointment_type_ids | style | repeated → separated by commas',
		],
	},
	'a parameter that is an object in brackets': {
		change: (document) =>
			callOf(document, 'listSlots').call.parameters.push({
				name: 'filter',
				in: 'query',
				style: 'deepObject',
				explode: true,
				schema: { type: 'object', properties: { room: { type: 'string' } } },
			}),
		differences: [
			'new | listSlots | parameters | query filter | - → object, optional (with 1 field inside)',
		],
	},
	'a parameter that is JSON': {
		change: (document) => {
			const location = parameter(document, 'listSlots', 'location_id');
			location.content = { 'application/json': { schema: location.schema } };
			delete location.schema;
		},
		...gone('new | listSlots | parameters | query location_id | style | - → as JSON'),
	},
	'a server of one call': {
		change: (document) =>
			(callOf(document, 'sendMessage').call.servers = [{ url: 'https://messages.example.com' }]),
		...gone(
			'new | connection | server https://messages.example.com | - → https://messages.example.com',
		),
	},
	'an event without its payload': {
		change: (document) => delete document.webhooks['prescription.issued'].post.requestBody,
		...gone('only ours | webhook | prescription.issued payload | described → not described'),
	},
};
