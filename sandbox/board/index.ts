import type { FastifyInstance } from 'fastify';
import { pageHeaders } from '../lib/browserSecurity';
import { webFile } from '../lib/webFiles';
import { createStream } from './stream';
import { viewsOf } from './views';
import type { LedgerEntry, Practice } from '../practice/model';

interface WithName {
	Params: { name: string };
}

/** The board at `/`, which shows the practice as it lives and lets the user play its people. */
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

		const join = createStream(practice, () => viewsOf(practice, ledger));
		server.get('/_sandbox/stream', { exposeHeadRoute: false }, async (_request, reply) => {
			reply.hijack();
			join(reply.raw);
			return reply;
		});
	};
