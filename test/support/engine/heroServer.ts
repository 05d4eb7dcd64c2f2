import fastify, { type FastifyRequest } from 'fastify';
import { sleep } from 'n8n-workflow';

/** One request, as it came in over the network. */
export interface ReceivedRequest {
	method: string;
	/** Path and query as they stood on the wire, still encoded. */
	target: string;
	headers: FastifyRequest['headers'];
	/** The JSON that came, or the text where it is none; absent where nothing came. */
	body?: unknown;
}

export interface HeroResponse {
	/** 200 unless told otherwise. */
	status?: number;
	headers?: Record<string, string>;
	/** A text goes out as it stands, anything else as JSON; left out, nothing goes out. */
	body?: unknown;
	/** Ends the connection without an answer: before the body was read, after it, or amid the answer. */
	cut?: 'unread' | 'read' | 'answering';
	/** What goes out is not HTTP. */
	garbled?: true;
	/** The body goes out again and again, and never comes to its end. */
	endless?: true;
}

/** What is answered to a request; `index` counts all requests from 0. The body is not read yet. */
export type RequestHandler = (
	received: ReceivedRequest,
	index: number,
) => HeroResponse | Promise<HeroResponse>;

/** A Hero that keeps what it is sent and answers what it is told, at first an empty object. */
export interface HeroServer {
	url: string;
	/** `127.0.0.1:port`, as messages name it. */
	host: string;
	received: ReceivedRequest[];
	/** Connections that were opened, those without a request too. */
	connectionCount(): number;
	/** The next answers, one a request. The last one stays. */
	respondWith(...answers: HeroResponse[]): void;
	onRequest(respond: RequestHandler): void;
	/** Ends once so many requests have come in. */
	untilReceived(count: number): Promise<void>;
	stop(): Promise<void>;
}

export const jsonResponse = (body: unknown): HeroResponse => ({ body });

/** A body of a 400 answer in the documented form. */
export const badRequest = (...message: unknown[]): HeroResponse => ({
	status: 400,
	body: { error: true, statusCode: 400, message },
});

/** Whether a request asks for what follows the first page of a list. */
export const isLaterPage = ({ target }: Pick<ReceivedRequest, 'target'>): boolean =>
	/[?&]page_index=[1-9]/.test(target);

/** An answer without rows, as it ends a list. */
export const emptyPage: HeroResponse = jsonResponse([]);

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
		const answer = await respond(one, received.length - 1);
		if (answer.cut ?? answer.endless ?? answer.garbled) reply.hijack();
		if (answer.cut === 'unread') return raw.socket.destroy();
		const text = await readText(raw);
		if (text) one.body = parseJson(text);
		if (answer.cut === 'read') return raw.socket.destroy();
		if (answer.garbled) return raw.socket.end('Hello\r\n\r\n');

		const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
		const type = typeof answer.body === 'string' ? 'text/plain' : 'application/json';
		const answerHeaders = { 'content-type': type, ...answer.headers };
		if (answer.cut === 'answering') {
			reply.raw.writeHead(200, { ...answerHeaders, 'content-length': Buffer.byteLength(body) + 1 });
			return reply.raw.write(body, () => raw.socket.destroy());
		}
		if (answer.endless) {
			reply.raw.writeHead(200, answerHeaders);
			while (!raw.socket.destroyed) {
				reply.raw.write(body);
				await sleep(20);
			}
			return;
		}
		return reply
			.code(answer.status ?? 200)
			.headers(body === undefined ? { ...answer.headers } : answerHeaders)
			.send(body);
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
