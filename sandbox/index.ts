import fastify, { type FastifyRequest } from 'fastify';
import { answer } from './api';
import { isFree } from './diary';
import { openLink } from './links';
import { createPractice, type Practice } from './practice';
import { errorAnswer } from './refusal';

export interface SandboxOptions {
	/** 0, the default, takes a free one. */
	port?: number;
	host?: string;
	apiKey?: string;
	practiceGroupId?: string;
	/** The same seed gives the same practice. */
	seed?: number;
	/** The clock by which reservations lapse and messages move on. */
	now?: () => Date;
}

/** One request that was answered. */
export interface LedgerEntry {
	at: string;
	method: string;
	path: string;
	operationId?: string;
	practiceGroupId?: string;
	query: Record<string, unknown>;
	body: unknown;
	status: number;
}

export interface Sandbox {
	url: string;
	apiKey: string;
	practiceGroupId: string;
	ledger: LedgerEntry[];
	practice: Practice;
	stop(): Promise<void>;
}

/** Starts a Hero practice of invented patients. Throws when the port is in use. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { port = 0, host = '127.0.0.1', apiKey = 'demo-key', practiceGroupId = '1042' } = options;
	const { seed = 1, now = () => new Date() } = options;
	const practice = createPractice({ apiKey, practiceGroupId, seed, now });
	const ledger: LedgerEntry[] = [];

	const server = fastify({ forceCloseConnections: true });
	server.removeAllContentTypeParsers();
	server.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, done) =>
		done(null, parseBody(String(text))),
	);

	server.all('/*', async (request, reply) => {
		const { status, body, operationId } = await answer(practice, heroRequest(request));
		ledger.push({
			at: now().toISOString(),
			method: request.method,
			path: request.url.split('?')[0],
			operationId,
			practiceGroupId: request.headers['x-practice-group-id'] as string | undefined,
			query: request.query as Record<string, unknown>,
			body: request.body,
			status,
		});
		return reply.code(status).send(body);
	});

	server.get<{ Params: { code: string } }>('/s/:code', async ({ params }, reply) => {
		const link = openLink(practice, params.code);
		const text = link ? `This is a ${link.type} link of the sandbox.` : 'There is no such link.';
		return reply
			.code(link ? 200 : 404)
			.type('text/html; charset=utf-8')
			.send(`<!doctype html><title>Hero sandbox</title><p>${text}</p>`);
	});

	server.get('/_sandbox/ledger', async () => ledger);
	server.delete('/_sandbox/ledger', async (_request, reply) => {
		ledger.length = 0;
		return reply.code(204).send();
	});
	server.get('/_sandbox/state', async () => counts(practice));
	server.post('/_sandbox/confirm-identity', async ({ body }, reply) => {
		const { nhs_number } = (body ?? {}) as { nhs_number?: unknown };
		if (practice.confirmIdentity(String(nhs_number))) return { confirmed: true };
		const { status, body: error } = errorAnswer(404, 'Nobody with this NHS number has to confirm');
		return reply.code(status).send(error);
	});

	practice.url = await server.listen({ port, host });
	return {
		url: practice.url,
		apiKey,
		practiceGroupId,
		ledger,
		practice,
		stop: () => server.close(),
	};
}

/** JSON as a value; anything else stays text, which the contract then refuses. */
function parseBody(text: string): unknown {
	if (text === '') return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

const heroRequest = ({ method, url, headers, query, body }: FastifyRequest) => ({
	method,
	path: url.split('?')[0],
	headers: headers as Record<string, string>,
	query: query as Record<string, string>,
	body,
});

const counts = ({ patients, spine, slots, appointments, messages, links, now }: Practice) => ({
	patients: patients.size,
	known_to_pds: spine.size,
	slots: slots.length,
	free_slots: slots.filter((slot) => isFree(slot, now())).length,
	appointments: appointments.size,
	messages: messages.size,
	links: links.size,
});
