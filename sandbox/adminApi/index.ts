import type { FastifyInstance, FastifyRequest } from 'fastify';
import { rejectCrossSite } from '../lib/browserSecurity';
import { submitForm } from '../practice/forms';
import { operations } from '../api/operations';
import { errorResponse, orNotFound, badRequest, HttpError } from '../lib/httpError';
import { readTime, toIso } from '../lib/time';
import { emitEvent, replay } from '../practice/webhooks/deliveries';
import { eventObjects, isEvent } from '../practice/webhooks/events';
import { confirmIdentity } from '../practice/register';
import { isFree } from '../practice/slots';
import type { LedgerEntry, Patient, Practice } from '../practice/model';

/** What the controls reach: the practice, its ledger and its switches. */
interface AdminContext {
	practice: Practice;
	ledger: LedgerEntry[];
	changeSettings(change: object): void;
}

interface WithBody {
	body?: unknown;
}

interface WithId {
	Params: { id: string };
	Querystring: Record<string, string>;
}

/**
 * What Hero has no API for: looking into the sandbox, turning its switches, and doing what patients,
 * prescribers and people at a screen do. A plugin to be registered under the path of the controls.
 */
export const adminApi =
	({ practice, ledger, changeSettings }: AdminContext) =>
	async (server: FastifyInstance): Promise<void> => {
		server.setErrorHandler((error, _request, reply) => {
			if (!(error instanceof HttpError)) throw error;
			return reply.code(error.response.status).send(error.response.body);
		});
		server.addHook('onRequest', rejectCrossSite);

		server.get('/state', async () => counts(practice));
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

		server.post<WithId>('/forms/:id/submissions', async (request) => {
			const { patient_id, appointment_id } = bodyOf(request);
			return submitForm(practice, request.params.id, {
				patient_id: requiredId(patient_id, 'patient_id'),
				appointment_id:
					appointment_id === undefined ? undefined : requiredId(appointment_id, 'appointment_id'),
				practice_group_id: practiceGroupOf(practice, request),
			});
		});

		const asThePatient = (operationId: string) => async (request: FastifyRequest<WithId>) => {
			const practiceGroupId = practiceGroupOf(practice, request);
			const call = { practiceGroupId, params: request.params, query: {}, body: bodyOf(request) };
			operations[operationId](practice, call);
			return operations.getAppointment(practice, call);
		};
		server.post<WithId>('/appointments/:id/book', asThePatient('bookAppointment'));
		server.post<WithId>('/appointments/:id/cancel', asThePatient('cancelAppointment'));

		server.post<WithId>('/patients/:id', async (request) => {
			const patient = orNotFound(practice.patients.get(request.params.id));
			return changePatient(patient, bodyOf(request));
		});

		server.post('/confirm-identity', async (request) => {
			const { nhs_number } = bodyOf(request);
			if (confirmIdentity(practice, String(nhs_number))) return { confirmed: true };
			throw new HttpError(errorResponse(404, 'Nobody with this NHS number has to confirm'));
		});
	};

/** A patient dies, or the practice restricts or archives the record. Hero has no call for any of it. */
function changePatient(patient: Patient, change: Record<string, unknown>): Patient {
	const { deceased_at = patient.deceased_at } = change;
	const flag = (name: 'restricted' | 'archived') => {
		const { [name]: value = patient[name] } = change;
		return typeof value === 'boolean'
			? value
			: badRequest('invalid_type', 'boolean', ['body', name]);
	};
	const restricted = flag('restricted');
	const archived = flag('archived');
	const diedAt =
		deceased_at === null ? null : toIso(readTime(deceased_at, ['body', 'deceased_at']));
	return Object.assign(patient, { deceased_at: diedAt, restricted, archived });
}

/** The body as an object; none at all is an empty one. Throws a Refusal for anything else. */
function bodyOf({ body = {} }: WithBody): Record<string, unknown> {
	if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body };
	return badRequest('invalid_type', 'object', ['body']);
}

/** Ids are texts, but a number is understood. */
function requiredId(value: unknown, name: string): string {
	if (typeof value === 'string' || typeof value === 'number') return String(value);
	return badRequest('invalid_type', 'string', ['body', name]);
}

/** The practice group that something happens in: the one of the API key unless another is named. */
function practiceGroupOf({ groups }: Practice, request: WithBody): string {
	const { practice_group_id = groups[0].id } = bodyOf(request);
	if (groups.some(({ id }) => id === practice_group_id)) return String(practice_group_id);
	return badRequest('unknown_id', 'id of a practice group', ['body', 'practice_group_id']);
}

const counts = ({ patients, spine, slots, appointments, messages, links, now }: Practice) => ({
	patients: patients.size,
	known_to_pds: spine.size,
	slots: slots.length,
	free_slots: slots.filter((slot) => isFree(slot, now())).length,
	appointments: appointments.size,
	messages: messages.size,
	links: links.size,
});
