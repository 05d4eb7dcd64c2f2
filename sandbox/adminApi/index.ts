import type { FastifyInstance } from 'fastify';
import { rejectCrossSite } from '../lib/browserSecurity';
import { HttpError } from '../lib/httpError';
import type { LedgerEntry, Practice } from '../practice/model';
import { isFree } from '../practice/slots';
import { bodyOf } from './parse';
import { peopleRoutes } from './people';
import { webhookRoutes } from './webhooks';

interface AdminContext {
	practice: Practice;
	ledger: LedgerEntry[];
	changeSettings(change: object): void;
}

/**
 * A plugin for what Hero has no API for: inspecting the sandbox, changing its settings, and acting
 * as patients, prescribers and staff. Register it under the prefix of the admin API.
 */
export const adminApi =
	({ practice, ledger, changeSettings }: AdminContext) =>
	async (server: FastifyInstance): Promise<void> => {
		server.setErrorHandler((error, _request, reply) => {
			if (!(error instanceof HttpError)) throw error;
			return reply.code(error.response.status).send(error.response.body);
		});
		server.addHook('onRequest', rejectCrossSite);

		server.get('/state', async () => recordCounts(practice));
		server.get('/ledger', async () => ledger);
		server.delete('/ledger', async (_request, reply) => {
			ledger.length = 0;
			return reply.code(204).send();
		});
		server.get('/settings', async () => practice.settings);
		server.post('/settings', async (request) => {
			changeSettings(bodyOf(request));
			return practice.settings;
		});
		webhookRoutes(server, practice);
		peopleRoutes(server, practice);
	};

const recordCounts = ({ patients, spine, slots, now, ...practice }: Practice) => ({
	patients: patients.size,
	known_to_pds: spine.size,
	slots: slots.length,
	free_slots: slots.filter((slot) => isFree(slot, now())).length,
	appointments: practice.appointments.size,
	messages: practice.messages.size,
	links: practice.links.size,
});
