import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { adminApi } from './adminApi';
import { handleRequest, operationIdOf } from './api';
import { createFaultPlanner } from './api/faults';
import { board } from './board';
import { createClock } from './lib/clock';
import { sleepUnlessAborted } from './lib/sleep';
import { patientPages } from './pages';
import { approvalPage } from './pages/approval';
import { bankHolidayList } from './pages/bankHolidays';
import { createPractice } from './practice/create';
import type { Delivery, LedgerEntry, Patient, Practice, Webhook } from './practice/model';
import { changeSettings, type Settings } from './practice/settings';
import { whenIdle } from './practice/webhooks/deliveries';

export { changeSettings, initialSettings } from './practice/settings';
export type { LedgerEntry } from './practice/model';

/** Options of a sandbox; all have defaults. */
export interface SandboxOptions {
	/** 0, the default, takes a free port. */
	port?: number;
	host?: string;
	apiKey?: string;
	practiceGroupId?: string;
	/** The same seed gives the same practice. */
	seed?: number;
	/** The clock of the practice: reservations lapse and messages are delivered by it. */
	now?: () => Date;
	/** The number of patients registered at the start, beside the awkward ones; 500 by default. */
	patients?: number;
	/** True when responses hold fields and values that no documentation lists. */
	unknownValues?: boolean;
	/** Settings that differ from the initial ones. */
	settings?: Partial<Settings>;
}

/** A running sandbox. */
export interface Sandbox {
	url: string;
	readonly apiKey: string;
	practiceGroupId: string;
	/** Every request, in the order in which its response was decided. */
	ledger: LedgerEntry[];
	settings: Readonly<Settings>;
	/** Keyed by id. */
	patients: ReadonlyMap<string, Patient>;
	/** Keyed by id. */
	webhooks: Map<string, Webhook>;
	/** Deliveries to webhooks, in the order in which their responses came. */
	deliveries: Delivery[];
	/** The state itself, for tests of the sandbox. Other code uses the rest of this object, or HTTP. */
	practice: Practice;
	/** Changes settings while the sandbox runs. Throws an HttpError, and changes none, if one is invalid. */
	changeSettings(change: Partial<Settings>): void;
	/** Replaces the API key that the sandbox accepts. */
	changeApiKey(apiKey: string): void;
	/** Resolves when no delivery is in flight or waits for its next attempt. */
	whenIdle(): Promise<void>;
	stop(): Promise<void>;
}

/** Starts a Hero practice of synthetic patients. Throws when the port is in use. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { port = 0, host = '127.0.0.1', apiKey = 'demo-key', practiceGroupId = '1042' } = options;
	const { seed = 1, now = () => new Date(), patients, unknownValues } = options;
	const clock = createClock(now);
	const practice = createPractice({
		...{ apiKey, practiceGroupId, seed, now: clock.now },
		...{ patients, unknownValues },
	});
	const ledger: LedgerEntry[] = [];
	const change = (settings: object) => {
		changeSettings(practice.settings, settings);
		clock.setSpeed(practice.settings.clock_speed);
	};
	change(options.settings ?? {});

	const server = createServer(practice, ledger, change);
	practice.url = await server.listen({ port, host });

	return sandboxOf(practice, ledger, change, () => server.close());
}

function sandboxOf(
	practice: Practice,
	ledger: LedgerEntry[],
	change: (settings: object) => void,
	closeServer: () => Promise<void>,
): Sandbox {
	return {
		url: practice.url,
		get apiKey() {
			return practice.apiKey;
		},
		practiceGroupId: practice.groups[0].id,
		ledger,
		settings: practice.settings,
		patients: practice.patients,
		webhooks: practice.webhooks,
		deliveries: practice.outbox.deliveries,
		practice,
		changeSettings: change,
		changeApiKey: (key) => {
			practice.apiKey = key;
		},
		whenIdle: () => whenIdle(practice),
		stop: async () => {
			practice.closing.abort();
			await closeServer();
			await whenIdle(practice);
		},
	};
}

/** In bytes: a file of 10 MB as text, and the rest of its request. */
const BODY_LIMIT = 16 * 1024 * 1024;

function createServer(
	practice: Practice,
	ledger: LedgerEntry[],
	changeSettings: (change: object) => void,
) {
	const server = fastify({ forceCloseConnections: true, bodyLimit: BODY_LIMIT });
	server.removeAllContentTypeParsers();
	server.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, done) =>
		done(null, parseBody(String(text))),
	);
	server.all('/*', heroApi(practice, ledger));
	server.register(board(practice, ledger));
	server.register(patientPages(practice));
	server.register(approvalPage(practice));
	server.register(bankHolidayList);
	server.register(adminApi({ practice, ledger, changeSettings }), { prefix: '/_sandbox' });
	return server;
}

/** Answers requests of Hero's API with the faults that the settings ask for, and logs each one. */
function heroApi(practice: Practice, ledger: LedgerEntry[]) {
	const planFaults = createFaultPlanner(practice);
	return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
		const heroRequest = toHeroRequest(request);
		const operationId = await operationIdOf(heroRequest);
		const plan = planFaults(request.method);
		const response = plan.reachesPractice
			? await handleRequest(practice, heroRequest)
			: plan.response;
		ledger.push({
			at: new Date(practice.now()).toISOString(),
			method: request.method,
			path: heroRequest.path,
			operationId,
			practiceGroupId: heroRequest.headers['x-practice-group-id'],
			query: heroRequest.query,
			body: request.body,
			status: response?.status ?? null,
			carriedOut: plan.reachesPractice && response !== undefined && response.status < 400,
			cut: plan.isCut || undefined,
		});
		await sleepUnlessAborted(plan.delayMs, practice.closing.signal);
		if (response && !plan.isCut) {
			const { status, headers = {}, body } = response;
			return reply.code(status).headers(headers).send(body);
		}
		reply.hijack();
		request.raw.socket.destroy();
		return reply;
	};
}

/** JSON as a value. Other text stays text, which the contract then rejects. */
function parseBody(text: string): unknown {
	if (text === '') return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

const toHeroRequest = ({ method, url, headers, query, body }: FastifyRequest) => ({
	method,
	path: url.split('?')[0],
	headers: headers as Record<string, string>,
	query: query as Record<string, string>,
	body,
});
