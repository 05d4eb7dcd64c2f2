import fastify, { type FastifyRequest } from 'fastify';
import { answer, operationIdOf } from './api';
import { approvalPage } from './pages/approval';
import { board } from './board';
import { createClock } from './lib/clock';
import { controls } from './adminApi';
import { createFaults } from './api/faults';
import { patientPages } from './pages';
import { pause } from './lib/sleep';
import { createPractice, type Practice } from './practice/create';
import { changeSettings, type Settings } from './practice/settings';
import { settled, type Delivery, type Webhook } from './practice/webhooks/deliveries';

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
	/** How many patients are registered at the start; 500 unless told. */
	patients?: number;
	/** Whether answers hold fields and values that no documentation knows. */
	surprises?: boolean;
	/** The switches that are not to stand as usual. */
	settings?: Partial<Settings>;
}

/** One request that came in. */
export interface LedgerEntry {
	at: string;
	method: string;
	path: string;
	operationId?: string;
	practiceGroupId?: string;
	query: Record<string, unknown>;
	body: unknown;
	/** Of the answer; null when the connection was cut before there was one. */
	status: number | null;
	/** Whether the practice has done what was asked, be it that nobody heard of it. */
	carriedOut: boolean;
	/** Whether the connection was cut instead of answering. */
	cut?: true;
}

export interface Sandbox {
	url: string;
	apiKey: string;
	practiceGroupId: string;
	ledger: LedgerEntry[];
	practice: Practice;
	settings: Readonly<Settings>;
	/** By id. */
	webhooks: Map<string, Webhook>;
	/** What was sent to webhooks, in the order in which the answers came. */
	deliveries: Delivery[];
	/** Turns switches while the sandbox runs. Throws a Refusal and turns none when one does not fit. */
	changeSettings(change: Partial<Settings>): void;
	/** Resolves when no delivery is under way or waits for its next try. */
	settled(): Promise<void>;
	stop(): Promise<void>;
}

/** Starts a Hero practice of invented patients. Throws when the port is in use. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { port = 0, host = '127.0.0.1', apiKey = 'demo-key', practiceGroupId = '1042' } = options;
	const { seed = 1, now = () => new Date(), patients, surprises } = options;
	const clock = createClock(now);
	const practice = createPractice({
		...{ apiKey, practiceGroupId, seed, now: clock.now },
		...{ patients, surprises },
	});
	const ledger: LedgerEntry[] = [];
	const change = (settings: object) => {
		changeSettings(practice.settings, settings);
		clock.runAt(practice.settings.clock_speed);
	};
	change(options.settings ?? {});

	const server = fastify({ forceCloseConnections: true, bodyLimit: LARGEST_BODY });
	server.removeAllContentTypeParsers();
	server.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, done) =>
		done(null, parseBody(String(text))),
	);

	const fateOf = createFaults(practice);
	server.all('/*', async (request, reply) => {
		const asked = heroRequest(request);
		const operationId = await operationIdOf(asked);
		const { arrives, refusal, isCut, delay } = fateOf(request.method);
		const given = arrives ? await answer(practice, asked) : refusal;
		ledger.push({
			at: clock.now().toISOString(),
			method: request.method,
			path: request.url.split('?')[0],
			operationId,
			practiceGroupId: request.headers['x-practice-group-id'] as string | undefined,
			query: request.query as Record<string, unknown>,
			body: request.body,
			status: given?.status ?? null,
			carriedOut: arrives && given !== undefined && given.status < 400,
			cut: isCut || undefined,
		});
		await pause(practice, delay);
		if (given && !isCut) {
			const { status, headers = {}, body } = given;
			return reply.code(status).headers(headers).send(body);
		}
		reply.hijack();
		request.raw.socket.destroy();
		return reply;
	});

	server.register(board(practice, ledger));
	server.register(patientPages(practice));
	server.register(approvalPage(practice));
	server.register(controls({ practice, ledger, changeSettings: change }), { prefix: '/_sandbox' });

	practice.url = await server.listen({ port, host });
	return {
		url: practice.url,
		apiKey,
		practiceGroupId,
		ledger,
		practice,
		settings: practice.settings,
		webhooks: practice.webhooks,
		deliveries: practice.postRoom.deliveries,
		changeSettings: change,
		settled: () => settled(practice),
		stop: async () => {
			practice.closing.abort();
			await server.close();
			await settled(practice);
		},
	};
}

/** In bytes: a file of 10 MB as text, and something around it. */
const LARGEST_BODY = 16 * 1024 * 1024;

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
