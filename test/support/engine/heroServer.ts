import fastify, { type FastifyRequest } from 'fastify';
import { sleep } from 'n8n-workflow';

/** One request, as it came in over the network. */
export interface Received {
	method: string;
	/** Path and query as they stood on the wire, still encoded. */
	target: string;
	headers: FastifyRequest['headers'];
	/** The JSON that came, or the text where it is none; absent where nothing came. */
	body?: unknown;
}

export interface Answer {
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
export type Respond = (received: Received, index: number) => Answer | Promise<Answer>;

/** A Hero that keeps what it is sent and answers what it is told, at first an empty object. */
export interface Hero {
	url: string;
	/** `127.0.0.1:port`, as messages name it. */
	host: string;
	received: Received[];
	/** Connections that were opened, those without a request too. */
	connections(): number;
	/** The next answers, one a request. The last one stays. */
	answers(...answers: Answer[]): void;
	responds(respond: Respond): void;
	stop(): Promise<void>;
}

export const json = (body: unknown): Answer => ({ body });

/** A body of a 400 answer in the documented form. */
export const refusal = (...message: unknown[]): Answer => ({
	status: 400,
	body: { error: true, statusCode: 400, message },
});

/** Whether a request asks for what follows the first page of a list. */
export const isLaterPage = ({ target }: Pick<Received, 'target'>): boolean =>
	/[?&]page_index=[1-9]/.test(target);

/** An answer without rows, as it ends a list. */
export const noMoreRows: Answer = json([]);

export async function startHero(): Promise<Hero> {
	const received: Received[] = [];
	let connections = 0;
	let respond: Respond = () => json({});

	const server = fastify({ forceCloseConnections: true });
	server.server.on('connection', () => connections++);
	server.removeAllContentTypeParsers();
	server.addContentTypeParser('*', (_request, _payload, done) => done(null));
	server.all('/*', async (request, reply) => {
		const { raw, method, headers } = request;
		const one: Received = { method, target: raw.url ?? '', headers };
		received.push(one);
		const answer = await respond(one, received.length - 1);
		if (answer.cut ?? answer.endless ?? answer.garbled) reply.hijack();
		if (answer.cut === 'unread') return raw.socket.destroy();
		const text = await textOf(raw);
		if (text) one.body = parsed(text);
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
		connections: () => connections,
		answers: (...answers) => {
			respond = (_received, index) => answers[Math.min(index, answers.length - 1)];
		},
		responds: (other) => {
			respond = other;
		},
		stop: () => server.close(),
	};
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of stream) chunks.push(chunk);
	return Buffer.concat(chunks).toString();
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
