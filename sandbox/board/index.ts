import type { FastifyInstance } from 'fastify';
import { pageHeaders } from '../lib/browserSecurity';
import { webFile } from '../lib/webFiles';
import { createStream } from './stream';
import { viewsOf } from './views';
import type { LedgerEntry, Practice } from '../practice/model';

interface WithName {
	Params: { name: string };
}

/** The live page at `/`, which shows the practice and lets the user act as its people. */
export const board =
	(practice: Practice, ledger: LedgerEntry[]) =>
	async (server: FastifyInstance): Promise<void> => {
		server.get<WithName>('/_sandbox/web/:name', async ({ params }, reply) => {
			const file = webFile(params.name);
			if (!file) return reply.code(404).send();
			return reply.headers(pageHeaders).type(file.type).send(file.text);
		});
		server.get('/', async (_request, reply) => {
			const file = webFile('board.html');
			return reply.headers(pageHeaders).type(String(file?.type)).send(file?.text);
		});

		const subscribe = createStream(practice, () => viewsOf(practice, ledger));
		server.get('/_sandbox/stream', { exposeHeadRoute: false }, async (_request, reply) => {
			reply.hijack();
			subscribe(reply.raw);
			return reply;
		});
	};
