import type { Part } from './heroDocument';
import type { DocumentChange } from './documentChange';
import { gone } from './documentChange';
import { bodyOf, callOf, moveCall, removeCall } from './heroDocument';
import { responseChanges } from './responseChanges';
import { schemaChanges } from './schemaChanges';

const parameter = (document: Part, operationId: string, name: string): Part =>
	callOf(document, operationId).call.parameters.find((one: Part) => one.name === name);

/** By what changes, in the words of a person. */
export const changes: Record<string, DocumentChange> = {
	'a path that moved': {
		change: (document) => moveCall(document, 'listSlots', { path: '/v1/booking/slots' }),
		differences: ['refuted | listSlots | path | /v1/slots → /v1/booking/slots'],
	},
	'a path that moved and lost its operationId': {
		change: (document) => {
			delete moveCall(document, 'listSlots', { path: '/v1/slots/list' }).operationId;
		},
		...gone('refuted | listSlots | path | /v1/slots → /v1/slots/list'),
	},
	'a path that got another version': {
		change: (document) => {
			delete moveCall(document, 'listTemplates', { path: '/v2/templates' }).operationId;
		},
		...gone('refuted | listTemplates | path | /v1/templates → /v2/templates'),
	},
	'a method that changed': {
		change: (document) => moveCall(document, 'bookAppointment', { method: 'post' }),
		differences: ['refuted | bookAppointment | method | PATCH → POST'],
	},
	'a method that changed, without an operationId': {
		change: (document) => {
			delete moveCall(document, 'bookAppointment', { method: 'post' }).operationId;
		},
		differences: ['refuted | bookAppointment | method | PATCH → POST'],
	},
	'a call that is gone': {
		change: (document) => removeCall(document, 'getConfiguration'),
		...gone('only ours | getConfiguration | call | GET /v1/me/configuration → -'),
	},
	'a call that the node does not have': {
		change: (document) => {
			document.paths['/v1/waiting_rooms'] = {
				get: { operationId: 'listWaitingRooms', responses: {} },
			};
		},
		differences: ['new | GET /v1/waiting_rooms | call | - → listWaitingRooms'],
	},
	'a parameter with another name': {
		change: (document) => {
			parameter(document, 'listSlots', 'location_id').name = 'locationId';
		},
		differences: [
			'new | listSlots | parameters | query locationId | - → text, optional',
			'only ours | listSlots | parameters | query location_id | text → -',
		],
		remaining: ['only ours | listSlots | parameters | query location_id | text → -'],
	},
	'a parameter that is required': {
		change: (document) => {
			parameter(document, 'listSlots', 'location_id').required = true;
		},
		differences: [
			'new | listSlots | parameters | query location_id | required | not known → required',
		],
	},
	'a parameter of another type': {
		change: (document) => {
			parameter(document, 'listSlots', 'page_size').schema = { type: 'integer', maximum: 100 };
		},
		differences: [
			'refuted | listSlots | parameters | query page_size | type | text → whole number',
			'new | listSlots | parameters | query page_size | limits | - → maximum 100',
		],
	},
	'a new parameter': {
		change: (document) => {
			callOf(document, 'sendMessage').call.parameters = [
				{ name: 'dry_run', in: 'query', schema: { type: 'boolean' } },
			];
		},
		differences: ['new | sendMessage | parameters | query dry_run | - → true or false, optional'],
	},
	'a field of the body that is required now': {
		change: (document) => bodyOf(document, 'sendMessage').required.push('snomed_code'),
		differences: [
			'refuted | sendMessage | requestBody | snomed_code | required | optional → required',
		],
	},
	'a field of the body that is optional now': {
		change: (document) => {
			const body = bodyOf(document, 'sendMessage');
			body.required = body.required.filter((name: string) => name !== 'message_type');
		},
		differences: [
			'refuted | sendMessage | requestBody | message_type | required | required → optional',
		],
	},
	'a list of values that is larger': {
		change: (document) =>
			bodyOf(document, 'sendMessage').properties.message_type.enum.push('letter'),
		differences: [
			'new | sendMessage | requestBody | message_type | values | hero, sms, email, nhs_app → hero, sms, email, nhs_app, letter',
		],
	},
	'a list of values that is smaller': {
		change: (document) => {
			bodyOf(document, 'sendMessage').properties.message_type.enum = ['hero', 'sms', 'nhs_app'];
		},
		differences: [
			'refuted | sendMessage | requestBody | message_type | values | hero, sms, email, nhs_app → hero, sms, nhs_app',
		],
	},
	'an open list that is closed': {
		change: (document) => {
			bodyOf(document, 'sendMessage').properties.assignee_type.enum = [
				'Admin',
				'AdminTeam',
				'Team',
			];
		},
		differences: [
			'new | sendMessage | requestBody | assignee_type | values | Admin, AdminTeam → Admin, AdminTeam, Team',
		],
	},
	'a new field of the body': {
		change: (document) => {
			bodyOf(document, 'createBatchMessage').properties.schedule = {
				type: 'object',
				required: ['at'],
				properties: {
					at: { type: 'string', format: 'date-time' },
					zone: { type: ['string', 'null'] },
				},
			};
		},
		differences: [
			'new | createBatchMessage | requestBody | schedule | - → object, optional (with 2 fields inside)',
		],
	},
	'a body that was not known': {
		change: (document) => {
			callOf(document, 'bookAppointment').call.requestBody = {
				required: true,
				content: {
					'application/json': {
						schema: {
							type: 'object',
							required: ['patient_id'],
							properties: { patient_id: { type: 'string' } },
						},
					},
				},
			};
		},
		differences: [
			'new | bookAppointment | requestBody | required | not known → required',
			'new | bookAppointment | requestBody | patient_id | - → text, required',
		],
	},
	'a body where there was none': {
		change: (document) => {
			callOf(document, 'sendBatchMessage').call.requestBody = {
				required: true,
				content: {
					'application/json': {
						schema: { type: 'object', properties: { confirm: { type: 'boolean' } } },
					},
				},
			};
		},
		differences: [
			'new | sendBatchMessage | requestBody | - → object, required (with 1 field inside)',
		],
	},
	'a body that is gone': {
		change: (document) => {
			delete callOf(document, 'cancelAppointment').call.requestBody;
		},
		...gone('only ours | cancelAppointment | requestBody | a body → no body'),
	},
	...responseChanges,
	...schemaChanges,
	...otherChanges(),
};

function otherChanges(): Record<string, DocumentChange> {
	return {
		'one more declared error': {
			change: (document) => {
				callOf(document, 'sendMessage').call.responses['409'] = { description: 'Conflict' };
			},
			differences: ['new | sendMessage | errors | 409 | - → declared'],
		},
		'an error that is not declared': {
			change: (document) => {
				delete callOf(document, 'sendMessage').call.responses['403'];
			},
			...gone('only ours | sendMessage | errors | 403 | declared → -'),
		},
		'a call that is deprecated': {
			change: (document) => {
				callOf(document, 'sendMessage').call.deprecated = true;
			},
			differences: ['new | sendMessage | call | - → deprecated'],
		},
		'an event that is gone': {
			change: (document) => {
				delete document.webhooks['prescription.issued'];
			},
			...gone('only ours | webhook | prescription.issued | prescription.issued → -'),
		},
		'one more event': {
			change: (document) => {
				const text = JSON.stringify(document.webhooks['appointment.confirmed']);
				document.webhooks['appointment.created'] = JSON.parse(
					text.replaceAll('appointment.confirmed', 'appointment.created'),
				);
			},
			...gone('new | webhook | appointment.created | - → appointment.created'),
		},
		'a document without webhooks': {
			change: (document) => {
				delete document.webhooks;
			},
			...gone('only ours | webhook | all events | 9 events → no webhooks in this document'),
		},
		'a header that every call needs': {
			change: (document) => {
				for (const methods of Object.values<Part>(document.paths)) {
					for (const call of Object.values<Part>(methods)) {
						call.parameters = [
							...(call.parameters ?? []),
							{ name: 'X-Tenant', in: 'header', required: true, schema: { type: 'string' } },
						];
					}
				}
			},
			...gone('new | connection | header x-tenant | - → x-tenant'),
		},
	};
}
