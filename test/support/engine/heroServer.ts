import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { sleep } from 'n8n-workflow';

/** One request, as it came in over the network. */
export interface ReceivedRequest {
	method: string;
	/** Path and query as they stood on the wire, still encoded. */
	target: string;
	headers: FastifyRequest['headers'];
	/** The body as JSON, or as text when it is not JSON; undefined without a body. */
	body?: unknown;
}

export interface HeroResponse {
	/** 200 by default. */
	status?: number;
	headers?: Record<string, string>;
	/** The body: a text as it is, another value as JSON, or no body. */
	body?: unknown;
	/** Ends the connection before the body was read, after it, or in the middle of the response. */
	cut?: 'unread' | 'read' | 'answering';
	/** Sends something that is not HTTP. */
	garbled?: true;
	/** Sends the body again and again, without an end. */
	endless?: true;
}

/** Makes the response to a request; `index` counts all requests from 0. The body is not read yet. */
export type RequestHandler = (
	received: ReceivedRequest,
	index: number,
) => HeroResponse | Promise<HeroResponse>;

/** A fake Hero that records requests. It responds with an empty object until other responses are set. */
export interface HeroServer {
	url: string;
	/** `127.0.0.1:port`, as messages name it. */
	host: string;
	received: ReceivedRequest[];
	/** The number of opened connections, including those without a request. */
	connectionCount(): number;
	/** Sets the next responses, one for each request. The last one stays. */
	respondWith(...answers: HeroResponse[]): void;
	onRequest(respond: RequestHandler): void;
	/** Resolves after so many requests. */
	untilReceived(count: number): Promise<void>;
	stop(): Promise<void>;
}

/** A response with status 200 and a JSON body. */
export const jsonResponse = (body: unknown): HeroResponse => ({ body });

/** A 400 response in the documented form. */
export const badRequest = (...message: unknown[]): HeroResponse => ({
	status: 400,
	body: { error: true, statusCode: 400, message },
});

/** True for a request of a page after the first one. */
export const isLaterPage = ({ target }: Pick<ReceivedRequest, 'target'>): boolean =>
	/[?&]page_index=[1-9]/.test(target);

/** A response without rows, which ends a list. */
export const emptyPage: HeroResponse = jsonResponse([]);

/** Starts a fake Hero on a free port; `stop` closes it. */
export async function startHeroServer(): Promise<HeroServer> {
	const received: ReceivedRequest[] = [];
	const waiting: Array<{ count: number; wake: () => void }> = [];
	let connections = 0;
	let respond: RequestHandler = () => jsonResponse({});

	const server = fastify({ forceCloseConnections: true });
	server.server.on('connection', () => connections++);
	server.removeAllContentTypeParsers();
	server.addContentTypeParser('*', (_request, _payload, done) => done(null));
	server.all('/*', async (request, reply) => {
		const { raw, method, headers } = request;
		const one: ReceivedRequest = { method, target: raw.url ?? '', headers };
		received.push(one);
		for (const { count, wake } of waiting) if (received.length >= count) wake();
		return await sendResponse(request, reply, one, await respond(one, received.length - 1));
	});

	const url = await server.listen({ port: 0, host: '127.0.0.1' });
	return {
		url,
		host: new URL(url).host,
		received,
		connectionCount: () => connections,
		respondWith: (...answers) => {
			respond = (_received, index) => answers[Math.min(index, answers.length - 1)];
		},
		onRequest: (other) => {
			respond = other;
		},
		untilReceived: async (count) => {
			if (received.length >= count) return;
			await new Promise<void>((wake) => waiting.push({ count, wake }));
		},
		stop: () => server.close(),
	};
}

/** Sends a response, or breaks the connection. Reads the body of the request unless it breaks before. */
async function sendResponse(
	{ raw }: FastifyRequest,
	reply: FastifyReply,
	received: ReceivedRequest,
	response: HeroResponse,
): Promise<unknown> {
	const { cut, endless, garbled } = response;
	if (cut ?? endless ?? garbled) reply.hijack();
	if (cut === 'unread') return raw.socket.destroy();
	const text = await readText(raw);
	if (text) received.body = parseJson(text);
	if (cut === 'read') return raw.socket.destroy();
	if (garbled) return raw.socket.end('Hello\r\n\r\n');

	const isText = typeof response.body === 'string';
	const body = isText ? String(response.body) : JSON.stringify(response.body);
	const headers = {
		'content-type': isText ? 'text/plain' : 'application/json',
		...response.headers,
	};
	if (cut === 'answering') {
		reply.raw.writeHead(200, { ...headers, 'content-length': Buffer.byteLength(body) + 1 });
		return reply.raw.write(body, () => raw.socket.destroy());
	}
	if (endless) {
		reply.raw.writeHead(200, headers);
		while (!raw.socket.destroyed) {
			reply.raw.write(body);
			await sleep(20);
		}
		return undefined;
	}
	return reply
		.code(response.status ?? 200)
		.headers(body === undefined ? { ...response.headers } : headers)
		.send(body);
}

/** A new Hero for each test of the file or the block. */
export function useHeroServer(): HeroServer {
	let server: HeroServer;
	beforeEach(async () => {
		server = await startHeroServer();
	});
	afterEach(() => server.stop());
	return {
		get url() {
			return server.url;
		},
		get host() {
			return server.host;
		},
		get received() {
			return server.received;
		},
		connectionCount: () => server.connectionCount(),
		respondWith: (...responses) => server.respondWith(...responses),
		onRequest: (handler) => server.onRequest(handler),
		untilReceived: async (count) => await server.untilReceived(count),
		stop: () => server.stop(),
	};
}

async function readText(stream: AsyncIterable<Buffer>): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of stream) chunks.push(chunk);
	return Buffer.concat(chunks).toString();
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
