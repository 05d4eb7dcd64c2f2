import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Answer = (response: ServerResponse) => void;

/** A server of documents on loopback. */
export interface DocumentServer {
	/** Without a slash at the end. */
	url: string;
	/** Path and Authorization header of each request. */
	requests: Array<{ path: string; authorization?: string }>;
	close(): Promise<void>;
}

/** Starts a server that answers each path in its own way. */
export async function serveDocuments(answers: Record<string, Answer>): Promise<DocumentServer> {
	const requests: DocumentServer['requests'] = [];
	const server = createServer((request: IncomingMessage, response) => {
		const [path] = (request.url ?? '').split('?');
		requests.push({ path, authorization: request.headers.authorization });
		(answers[path] ?? notFound)(response);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return { url: `http://127.0.0.1:${port}`, requests, close: () => close(server) };
}

function close(server: Server): Promise<void> {
	server.closeAllConnections();
	return new Promise((resolve) => server.close(() => resolve()));
}

export const notFound: Answer = (response) => response.writeHead(404).end('none');

/** Answers with a text. */
export const send =
	(text: string, type = 'application/yaml'): Answer =>
	(response) =>
		response.writeHead(200, { 'content-type': type }).end(text);

export const redirectTo =
	(address: () => string): Answer =>
	(response) =>
		response.writeHead(302, { location: address() }).end();

/** Accepts the request and never answers. */
export const hang: Answer = () => {};

export const reset: Answer = (response) => response.socket?.destroy();

/** Sends one part after the other, as fast as the other side reads, until it hangs up. */
export const sendWithoutEnd: Answer = (response) => {
	response.writeHead(200, { 'content-type': 'application/yaml' });
	const part = `# ${'x'.repeat(200_000)}\n`;
	const sendPart = () => {
		if (!response.destroyed) response.write(part, sendPart);
	};
	sendPart();
};
