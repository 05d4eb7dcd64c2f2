import type { DocumentChange } from './documentChange';
import { gone } from './documentChange';
import { callOf, replaceResponse, responseOf } from './heroDocument';

const noCapabilities = [
	'only ours | getCapabilities | response | type | object → anything',
	'only ours | getCapabilities | response | capabilities | list (with 1 field inside) → -',
];

/** Changes of what calls respond. */
export const responseChanges: Record<string, DocumentChange> = {
	'a response with another type': {
		change: (document) => {
			responseOf(document, 'sendMessage').properties.message_id = { type: 'integer' };
		},
		differences: ['refuted | sendMessage | response | message_id | type | text → whole number'],
	},
	'a response with one more field': {
		change: (document) => {
			responseOf(document, 'sendMessage').properties.cost = { type: 'number' };
		},
		differences: ['new | sendMessage | response | cost | - → number, optional'],
	},
	'a field that may be null': {
		change: (document) => {
			responseOf(document, 'sendMessage').properties.content = { type: ['string', 'null'] };
		},
		differences: ['new | sendMessage | response | content | type | text → text or null'],
	},
	'a field that may be null, as OpenAPI 3.0 says it': {
		change: (document) => {
			document.openapi = '3.0.3';
			responseOf(document, 'sendMessage').properties.content = { type: 'string', nullable: true };
		},
		differences: ['new | sendMessage | response | content | type | text → text or null'],
	},
	'a response without a field': {
		change: (document) => {
			delete responseOf(document, 'sendMessage').properties.auth_token;
		},
		...gone('only ours | sendMessage | response | auth_token | text → -'),
	},
	'a response that was not known': {
		change: (document) =>
			replaceResponse(document, 'getPracticeGroupById', {
				type: 'object',
				required: ['id'],
				properties: {
					id: { type: 'string' },
					sites: {
						type: 'array',
						items: { type: 'object', properties: { id: { type: 'string' } } },
					},
				},
			}),
		differences: [
			'new | getPracticeGroupById | response | type | anything → object',
			'new | getPracticeGroupById | response | id | - → text, required',
			'new | getPracticeGroupById | response | sites | - → list, optional (with 2 fields inside)',
		],
	},
	'a response that is a list by itself': {
		change: (document) =>
			replaceResponse(document, 'listForms', {
				type: 'array',
				items: { type: 'object', properties: { id: { type: 'number' } } },
			}),
		differences: [
			'refuted | listForms | response | type | object → list',
			'new | listForms | response | [] | - → object (with 1 field inside)',
			'only ours | listForms | response | data | list, required (with 9 fields inside) → -',
			'only ours | listForms | response | count | number, required → -',
		],
	},
	'one more form of a response': {
		change: (document) =>
			responseOf(document, 'registerPatientPds').oneOf.push({
				type: 'object',
				properties: { queue_id: { type: 'string' } },
			}),
		differences: ['new | registerPatientPds | response | queue_id | - → text, optional'],
	},
	'another status of success': {
		change: (document) => {
			const { responses } = callOf(document, 'sendMessage').call;
			responses['202'] = responses['200'];
			delete responses['200'];
		},
		differences: ['refuted | sendMessage | response | status | 200 → 202'],
	},

	'one more status of success': {
		change: (document) => {
			callOf(document, 'sendMessage').call.responses['202'] = { description: 'Later' };
		},
		...gone('new | sendMessage | response | status | 200 → 202'),
	},
	'a response without a status of success': {
		change: (document) => delete callOf(document, 'getCapabilities').call.responses['200'],
		differences: noCapabilities,
		remaining: noCapabilities,
	},
	'a response of another media type': {
		change: (document) => {
			const response = callOf(document, 'listForms').call.responses['200'];
			response.content = { 'text/csv': response.content['application/json'] };
		},
		...gone('refuted | listForms | response | media type | JSON → text/csv'),
	},
	'a field that may be null, beside a reference': {
		change: (document) => {
			document.components.schemas.MessageId = { type: 'string' };
			responseOf(document, 'sendMessage').properties.message_id = {
				$ref: '#/components/schemas/MessageId',
				nullable: true,
			};
		},
		differences: ['new | sendMessage | response | message_id | type | text → text or null'],
	},
	'a date that is a moment': {
		change: (document) => {
			responseOf(document, 'sendMessage').properties.sent_at = {
				type: 'string',
				format: 'date-time',
			};
		},
		differences: ['new | sendMessage | response | sent_at | - → text, date-time, optional'],
	},
	'a map': {
		change: (document) => {
			responseOf(document, 'sendMessage').properties.labels = {
				type: 'object',
				additionalProperties: { type: 'integer' },
			};
		},
		differences: [
			'new | sendMessage | response | labels | - → object, optional (with 1 field inside)',
		],
	},
	'a field that is deep inside': {
		change: (document) => {
			const deep = Array.from({ length: 14 }).reduce<object>(
				(inside, _, level) => ({ type: 'object', properties: { [`level${level}`]: inside } }),
				{ type: 'string' },
			);
			responseOf(document, 'sendMessage').properties.deep = deep;
		},
		differences: [
			'new | sendMessage | response | deep | - → object, optional (with 14 fields inside)',
		],
	},
	'a schema that is inside itself': {
		change: (document) => {
			const self = { $ref: '#/components/schemas/Loop' };
			document.components.schemas.Loop = {
				anyOf: [self, { type: 'object', allOf: [self], properties: { next: self } }],
			};
			responseOf(document, 'sendMessage').properties.loop = self;
		},
		differences: [
			'new | sendMessage | response | loop | - → object, optional (with 1 field inside)',
		],
	},
	'fields with the names of methods of every object': {
		change: (document) =>
			responseOf(document, 'registerPatientPds').oneOf.push({
				type: 'object',
				properties: { constructor: { type: 'string' }, toString: { type: 'string' } },
			}),
		differences: [
			'new | registerPatientPds | response | constructor | - → text, optional',
			'new | registerPatientPds | response | toString | - → text, optional',
		],
	},
};
