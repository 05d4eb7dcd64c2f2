import type { FastifyReply, FastifyRequest } from 'fastify';
import { jsonParse } from 'n8n-workflow';

export const requestParts = ({ headers, query, method }: FastifyRequest) => ({
	headers,
	query,
	method,
	params: {},
});

/** Parses the body as n8n does before it calls the node. Throws if it is declared as JSON and is none. */
export function parseBody({ headers }: FastifyRequest, rawBody: Buffer): unknown {
	const isJson = /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '');
	return isJson && rawBody.length > 0 ? jsonParse(rawBody.toString()) : {};
}

/** From version 1.1 of a node on, n8n leaves a body of an unknown content type to the node. */
export function bodyParts(
	{ headers }: FastifyRequest,
	rawBody: Buffer,
	body: unknown,
	typeVersion: number,
): object {
	if (typeVersion === 1 || isParsable(headers['content-type'])) return { rawBody, body };
	return {
		readRawBody: async function (this: { rawBody?: Buffer }) {
			this.rawBody = rawBody;
		},
	};
}

const isParsable = (contentType = ''): boolean =>
	/^(application\/json|text\/plain|application\/x-www-form-urlencoded)|[/+]xml(;|$)/i.test(
		contentType,
	);

/** n8n gives the node Express's response, which is Node's own with two more methods. */
export function expressResponse(reply: FastifyReply) {
	const response = Object.assign(reply.raw, {
		status(code: number) {
			response.statusCode = code;
			return response;
		},
		json(body: unknown) {
			response.setHeader('content-type', 'application/json; charset=utf-8');
			response.end(JSON.stringify(body));
			return response;
		},
	});
	return response;
}
