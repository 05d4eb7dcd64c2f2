import type { FastifyInstance } from 'fastify';
import { badRequest, orNotFound } from '../lib/httpError';
import type { Practice } from '../practice/model';
import { emitEvent, replay } from '../practice/webhooks/deliveries';
import { eventObjects, isEvent } from '../practice/webhooks/events';
import { bodyOf, practiceGroupOf, requiredId, type WithId } from './parse';

/** Routes for the webhooks of all practice groups, their deliveries, and events of any kind. */
export function webhookRoutes(server: FastifyInstance, practice: Practice): void {
	const { webhooks, outbox } = practice;
	server.get('/webhooks', async () => [...webhooks.values()]);
	server.delete<WithId>('/webhooks/:id', async ({ params }, reply) => {
		orNotFound(webhooks.get(params.id));
		webhooks.delete(params.id);
		return reply.code(204).send();
	});

	server.get<WithId>('/deliveries', async ({ query }) =>
		outbox.deliveries.filter(({ event }) => !query.event || event === query.event),
	);
	server.delete('/deliveries', async (_request, reply) => {
		outbox.deliveries.length = 0;
		return reply.code(204).send();
	});
	server.post<WithId>('/deliveries/:id/replay', async ({ params }) =>
		replay(practice, orNotFound(outbox.deliveries.find(({ id }) => id === params.id))),
	);

	server.post('/events', async (request) => {
		const { event, id } = bodyOf(request);
		if (!isEvent(event)) {
			const expected = Object.keys(eventObjects).join(' or ');
			return badRequest('invalid_enum_value', expected, ['body', 'event']);
		}
		const objectId = requiredId(id, 'id');
		emitEvent(practice, event, objectId, practiceGroupOf(practice, request));
		return { announced: true };
	});
}
