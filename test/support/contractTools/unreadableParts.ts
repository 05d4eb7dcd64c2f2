import type { Part } from './heroDocument';
import { bodyOf, callOf } from './heroDocument';

const snomed = (document: Part, schema: unknown) => {
	bodyOf(document, 'sendMessage').properties.snomed_code = schema;
};
const send = (document: Part): Part => callOf(document, 'sendMessage').call;

/** Parts of a document that have another form than OpenAPI gives them. None of them may count as the same. */
export const unreadableParts: Record<string, (document: Part) => void> = {
	'a call that is null': (document) => (callOf(document, 'sendMessage').methods.post = null),
	'a path that is null': (document) => (document.paths['/v1/messages/send'] = null),
	'parameters that are null': (document) => (send(document).parameters = null),
	'a parameter without a name': (document) => (send(document).parameters = [{ in: 'query' }]),
	'a parameter without a place': (document) => (send(document).parameters = [{ name: 'a' }]),
	'a body that is null': (document) => (send(document).requestBody = null),
	'responses that are a list': (document) => (send(document).responses = []),
	'a response that is null': (document) => (send(document).responses['200'] = null),
	'content that is null': (document) => (send(document).responses['200'].content = null),
	'a media type that is null': (document) =>
		(send(document).responses['200'].content = { 'application/json': null }),
	'a schema that is null': (document) => snomed(document, null),
	'a schema that is a text': (document) => snomed(document, 'string'),
	'a type that JSON Schema does not have': (document) => snomed(document, { type: 'any' }),
	'a list of values that is none': (document) => snomed(document, { type: 'string', enum: 'a' }),
	'an allOf that is no list': (document) => snomed(document, { allOf: {} }),
	'types that exclude each other': (document) =>
		snomed(document, { allOf: [{ type: 'string' }, { type: 'integer' }] }),
	'a reference that is a number': (document) => snomed(document, { $ref: 5 }),
	'a reference to nothing': (document) => snomed(document, { $ref: '#/components/schemas/None' }),
	'a reference that cannot be decoded': (document) =>
		snomed(document, { $ref: '#/components/%zz' }),
	'a reference to a method of every object': (document) =>
		snomed(document, { $ref: '#/components/schemas/toString' }),
	'a reference in a circle': (document) => {
		document.components.schemas.One = { $ref: '#/components/schemas/Two' };
		document.components.schemas.Two = { $ref: '#/components/schemas/One' };
		snomed(document, { $ref: '#/components/schemas/One' });
	},
	'properties that are a list': (document) => (bodyOf(document, 'sendMessage').properties = []),
	'required fields that are a text': (document) =>
		(bodyOf(document, 'sendMessage').required = 'patient_id'),
	'a member without a name': (document) =>
		(bodyOf(document, 'sendMessage').properties[''] = { type: 'string' }),
	'webhooks that are a list': (document) => (document.webhooks = []),
	'an event that is null': (document) => (document.webhooks['prescription.issued'] = null),
	'schemas that refer to each other in countless ways': (document) => {
		const names = Array.from({ length: 40 }, (_, index) => `Tangle${index}`);
		const properties = Object.fromEntries(
			names.map((name) => [name, { $ref: `#/components/schemas/${name}` }]),
		);
		for (const name of names)
			document.components.schemas[name] = { type: 'object', properties: { ...properties } };
		snomed(document, { $ref: '#/components/schemas/Tangle0' });
	},
	'choices inside choices without end': (document) => {
		const choice = () => ({ oneOf: Array.from({ length: 6 }, () => ({ type: 'string' })) });
		snomed(document, { allOf: Array.from({ length: 6 }, choice) });
	},
};
