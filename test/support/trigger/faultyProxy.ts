import axios from 'axios';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { sleep } from 'n8n-workflow';

import type { Sandbox } from '../../../sandbox';

/** A request of n8n to Hero. */
export interface ProxiedRequest {
	method: string;
	path: string;
	headers: Record<string, string>;
	body?: Record<string, unknown>;
}

/** A fault of the connection between n8n and Hero. */
export type Fault =
	/** The proxy responds in place of Hero. */
	| { status: number; body?: unknown }
	/** Hero processes the request, and the connection breaks before the response. */
	| 'responseLost'
	/** Hero's response is late by so many milliseconds. */
	| { delayMs: number }
	/** Hero's response waits for this. */
	| { until: Promise<unknown> }
	/** A response begins and does not end for ten seconds. */
	| 'endlessResponse'
	/** No response comes. */
	| 'noResponse';

/** Chooses the fault of a request, if any; `index` counts those of the same method, from 0. */
export type FaultOf = (request: ProxiedRequest, index: number) => Fault | undefined;

/** A proxy between n8n and Hero that passes requests on unchanged, unless it has a fault. */
export interface FaultyProxy {
	url: string;
	requests: ProxiedRequest[];
	/** "POST /v1/webhooks" and so on, in the order of the requests. */
	requestLog(): string[];
	/** Sets the faults of the requests from now on. */
	setFaults(faultOf: FaultOf): void;
	close(): Promise<void>;
}

/** Passes every request on. */
export const noFaults: FaultOf = () => undefined;

/** Opens a proxy to a sandbox on a free port, without faults at first. */
export async function openFaultyProxy(hero: Sandbox): Promise<FaultyProxy> {
	const requests: ProxiedRequest[] = [];
	let counted = 0;
	let faultOf = noFaults;
	const server = fastify({ forceCloseConnections: true });
	server.removeAllContentTypeParsers();
	server.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, done) =>
		done(null, text),
	);
	server.all('/*', async (request, reply) => {
		const proxied = toProxied(request);
		requests.push(proxied);
		const ofMethod = requests.slice(counted).filter(({ method }) => method === request.method);
		const fault = faultOf(proxied, ofMethod.length - 1);
		if (typeof fault === 'object' && 'status' in fault) {
			return await reply.code(fault.status).send(fault.body);
		}
		if (fault === 'noResponse') return reply.hijack();
		if (fault === 'endlessResponse') return await respondEndlessly(reply);
		const { status, data } = await forward(hero, request);
		if (fault === 'responseLost') {
			reply.hijack();
			return request.raw.socket.destroy();
		}
		if (fault) await ('until' in fault ? fault.until : sleep(fault.delayMs));
		return await reply.code(status).send(data === '' ? undefined : data);
	});
	return {
		url: await server.listen({ port: 0, host: '127.0.0.1' }),
		requests,
		requestLog: () => requests.map(({ method, path }) => `${method} ${path}`),
		setFaults: (other) => {
			faultOf = other;
			counted = requests.length;
		},
		close: () => server.close(),
	};
}

const toProxied = ({ method, url, headers, body }: FastifyRequest): ProxiedRequest => ({
	...{ method, path: url, headers: headers as Record<string, string> },
	body: body ? (JSON.parse(String(body)) as ProxiedRequest['body']) : undefined,
});

const forward = async (hero: Sandbox, { method, url, headers, body }: FastifyRequest) =>
	await axios.request<unknown>({
		...{ method, baseURL: hero.url, url, data: body },
		headers: pick(headers as Record<string, string>, [
			'x-api-key',
			'x-practice-group-id',
			'content-type',
		]),
		validateStatus: () => true,
	});

async function respondEndlessly(reply: FastifyReply): Promise<unknown> {
	reply.hijack();
	reply.raw.writeHead(200, { 'content-type': 'application/json' });
	for (let part = 0; part < 50 && !reply.raw.destroyed; part++) {
		reply.raw.write(' ');
		await sleep(200);
	}
	return reply.raw.destroy();
}

const pick = (headers: Record<string, string>, names: string[]) =>
	Object.fromEntries(names.flatMap((name) => (headers[name] ? [[name, headers[name]]] : [])));
