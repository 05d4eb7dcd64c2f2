import { isObject } from '../../description/schemaContext';
import type { HeroRequest } from '../answer';
import { listOf } from '../answer';
import type { Reading } from '../reads/reading';
import type { SeenIds } from '../reads/seenIds';

/** One write that concerns the test patient, and what the person is told before it. */
export interface PlannedWrite {
	operationId: string;
	request: HeroRequest;
	/** What it does, whom it reaches, and what the patient would notice. */
	purpose: string;
	/** What stays at Hero afterwards. */
	remains: string;
	/** The member of the response that holds the ID of the new record. */
	idName?: string;
	/** Reads and writes with the ID of the new record: the reads see it, and the last takes it back. */
	then: FollowUp[];
}

export interface FollowUp {
	operationId: string;
	method: string;
	/** The path for an ID. */
	path(id: string): string;
	body?: unknown;
	/** True for the write that takes the record back. */
	isUndo?: boolean;
}

/** What the reads have told that a write can use. */
export interface WriteMaterial {
	patientId: string;
	seenIds: SeenIds;
	readings: Reading[];
	today: Date;
}

const dayMs = 86_400_000;

/** The text of every write, so that whoever finds it knows where it comes from. */
const text = 'Test of the API by a developer. Please ignore it.';

/** The writes that can be made for the test patient, the safest first. None of them is known to reach a patient. */
export function plannedWrites(material: WriteMaterial): PlannedWrite[] {
	return [
		videoLink(material),
		bookingLink(material),
		formLink(material),
		heroMessage(material),
		hold(material),
		note(material),
	].filter((write) => write !== undefined);
}

const tomorrow = ({ today }: WriteMaterial): string =>
	new Date(today.getTime() + dayMs).toISOString().slice(0, 10);

function videoLink(material: WriteMaterial): PlannedWrite {
	return {
		operationId: 'createVideoLink',
		request: {
			method: 'POST',
			path: '/v1/video_links',
			body: {
				link_name: 'Test',
				patient_id: material.patientId,
				expiry_date: tomorrow(material),
			},
		},
		purpose:
			'It makes a link to a video room. Nobody gets the link, and the patient notices nothing.',
		remains: 'a video link until tomorrow',
		then: [],
	};
}

function bookingLink(material: WriteMaterial): PlannedWrite | undefined {
	const [type, location] = ['appointmenttype', 'location'].map(material.seenIds.first);
	if (!type || !location) return undefined;
	return {
		operationId: 'createBookingLink',
		request: {
			method: 'POST',
			path: '/v1/booking_links',
			body: {
				appointment_type_id: type,
				location_id: location,
				patient_id: material.patientId,
				expiry_date: tomorrow(material),
				maximum_use_count: 1,
			},
		},
		purpose: 'It makes a booking link. Nobody gets the link, and the patient notices nothing.',
		remains: 'a booking link until tomorrow',
		idName: 'id',
		then: [reads('getBookingLink', (id) => `/v1/booking_links/${id}`)],
	};
}

function formLink(material: WriteMaterial): PlannedWrite | undefined {
	const form = material.seenIds.first('form');
	if (!form) return undefined;
	return {
		operationId: 'createFormLink',
		request: {
			method: 'POST',
			path: '/v1/form_links',
			body: { form_id: form, patient_id: material.patientId },
		},
		purpose:
			'It makes a link to a form. Path and body are guesses. Nobody gets the link, and the patient notices nothing.',
		remains: 'a form link',
		then: [],
	};
}

function heroMessage({ patientId }: WriteMaterial): PlannedWrite {
	return {
		operationId: 'sendMessage',
		request: {
			method: 'POST',
			path: '/v1/messages/send',
			body: { patient_id: patientId, message_type: 'hero', message_string: text },
		},
		purpose:
			'It keeps a message of the type hero. Hero is believed to deliver such a message to nobody, but that is only concluded: if it is wrong, the patient gets the text.',
		remains: 'a message in Hero',
		idName: 'message_id',
		then: [reads('getMessage', (id) => `/v1/messages/${id}`)],
	};
}

function hold({ patientId, readings }: WriteMaterial): PlannedWrite | undefined {
	const slot = recordsOf(readings, 'listSlots')[0];
	const names = ['appointment_type_id', 'location_id', 'practitioner_id', 'start_time'];
	if (!slot || names.some((name) => typeof slot[name] !== 'string')) return undefined;
	return {
		operationId: 'createAppointment',
		request: {
			method: 'POST',
			path: '/v1/appointments',
			body: {
				...Object.fromEntries(names.map((name) => [name, slot[name]])),
				duration: minutesOf(slot, readings),
				patient_id: patientId,
				suppress_mail: true,
			},
		},
		purpose:
			'It holds a free slot for the patient, reads the appointment, and cancels it at once. Mails are suppressed, but whether the patient is told of the cancellation is not known.',
		remains: 'a cancelled appointment',
		idName: 'id',
		then: [
			reads('getAppointment', (id) => `/v1/appointments/${id}`),
			reads('getAppointmentStatus', (id) => `/v1/appointments/${id}/status`),
			{
				operationId: 'cancelAppointment',
				method: 'PATCH',
				path: (id) => `/v1/appointments/${id}/cancel`,
				body: { suppress_mail: true },
				isUndo: true,
			},
		],
	};
}

/** A note goes only to an episode that surely is the test patient's. */
function note({ patientId, readings }: WriteMaterial): PlannedWrite | undefined {
	const episode = ['listEpisodesV2', 'listEpisodes']
		.flatMap((id) => recordsOf(readings, id))
		.find((record) => patientIdsOf(record).includes(patientId) && record.id !== undefined);
	if (!episode) return undefined;
	return {
		operationId: 'createEpisodeNote',
		request: {
			method: 'POST',
			path: '/v1/notes',
			body: { episode_id: String(episode.id), description: text },
		},
		purpose: 'It adds a note to an episode of the patient. Staff see it, and the patient does not.',
		remains: 'a note on an episode',
		then: [],
	};
}

const reads = (operationId: string, path: (id: string) => string): FollowUp => ({
	operationId,
	method: 'GET',
	path,
});

function recordsOf(readings: Reading[], operationId: string): Array<Record<string, unknown>> {
	const reading = readings.find(({ read }) => read.call.operationId === operationId);
	const list = reading?.answer && listOf(reading.answer);
	return (list?.records ?? []).filter(isObject);
}

function patientIdsOf({ patient, patient_id }: Record<string, unknown>): string[] {
	const ids = isObject(patient) ? [patient.id, patient.hero_id] : [];
	return [patient_id, ...ids].filter((id) => id !== undefined && id !== null).map(String);
}

/** The length of a slot in minutes: by its ends, or else of its appointment type. */
function minutesOf(slot: Record<string, unknown>, readings: Reading[]): number {
	const length = Date.parse(String(slot.finish_time)) - Date.parse(String(slot.start_time));
	if (length > 0) return length / 60_000;
	const types = recordsOf(readings, 'listAppointmentTypes');
	const type = types.find(({ id }) => String(id) === slot.appointment_type_id);
	return typeof type?.duration === 'number' ? type.duration : 15;
}
