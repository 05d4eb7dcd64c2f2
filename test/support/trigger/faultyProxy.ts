import axios from 'axios';
import fastify from 'fastify';
import { sleep } from 'n8n-workflow';

import type { Sandbox } from '../../../sandbox';

/** One request of n8n to Hero. */
export interface Asked {
	method: string;
	path: string;
	headers: Record<string, string>;
	body?: Record<string, unknown>;
}

/** What becomes of a request on its way. */
export type Fate =
	/** Another than Hero answers it. */
	| { status: number; body?: unknown }
	/** Hero carries it out, but the answer is lost. */
	| 'unheard'
	/** Hero's answer comes late by so many milliseconds. */
	| { late: number }
	/** An answer begins, and does not come to its end for ten seconds. */
	| 'dripping'
	/** No answer comes. */
	| 'silent';

/** The line between n8n and a Hero: what is asked goes there and comes back, unless something is wrong. */
export interface Line {
	url: string;
	asked: Asked[];
	/** "POST /v1/webhooks" and so on, in the order of the requests. */
	log(): string[];
	/** Decides over each request; `index` counts those of the same method, from 0. */
	troubles(trouble: (asked: Asked, index: number) => Fate | undefined): void;
	close(): Promise<void>;
}

export async function openLine(hero: Sandbox): Promise<Line> {
	const asked: Asked[] = [];
	let counted = 0;
	let trouble: (asked: Asked, index: number) => Fate | undefined = () => undefined;
	const server = fastify({ forceCloseConnections: true });
	server.removeAllContentTypeParsers();
	server.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, done) =>
		done(null, text),
	);
	server.all('/*', async (request, reply) => {
		const { method, url, headers, body: text } = request;
		const body = text ? (JSON.parse(String(text)) as Asked['body']) : undefined;
		const one = { method, path: url, headers: headers as Record<string, string>, body };
		asked.push(one);
		const same = asked.slice(counted).filter((other) => other.method === method).length - 1;
		const fate = trouble(one, same);
		if (typeof fate === 'object' && 'status' in fate) {
			return await reply.code(fate.status).send(fate.body);
		}
		if (fate === 'silent') return reply.hijack();
		if (fate === 'dripping') {
			reply.hijack();
			reply.raw.writeHead(200, { 'content-type': 'application/json' });
			for (let drop = 0; drop < 50 && !reply.raw.destroyed; drop++) {
				reply.raw.write(' ');
				await sleep(200);
			}
			return reply.raw.destroy();
		}
		const { status, data } = await axios.request<unknown>({
			...{ method, baseURL: hero.url, url, data: text },
			headers: pick(one.headers, ['x-api-key', 'x-practice-group-id', 'content-type']),
			validateStatus: () => true,
		});
		if (fate === 'unheard') {
			reply.hijack();
			return request.raw.socket.destroy();
		}
		if (fate) await sleep(fate.late);
		return await reply.code(status).send(data === '' ? undefined : data);
	});
	return {
		url: await server.listen({ port: 0, host: '127.0.0.1' }),
		asked,
		log: () => asked.map(({ method, path }) => `${method} ${path}`),
		troubles: (other) => {
			trouble = other;
			counted = asked.length;
		},
		close: () => server.close(),
	};
}

const pick = (headers: Record<string, string>, names: string[]) =>
	Object.fromEntries(names.flatMap((name) => (headers[name] ? [[name, headers[name]]] : [])));
