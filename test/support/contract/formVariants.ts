import type { IDataObject, INodeParameters, INodeProperties } from 'n8n-workflow';

import { parameterName } from '../../../nodes/HeroHealth/form/operation';
import { byId } from '../engine/runHero';
import { answersTo } from './responses';
import type { KnownCall } from './calls';
import { knownCalls } from './calls';
import type { Documented } from './contractFields';
import { documented } from './contractFields';
import { exampleOf } from './examples';
import { fillIn, formsFor } from './form';

/** A call, filled in on the screen in one of the ways that exclude each other. */
export interface Way {
	title: string;
	id: string;
	call: KnownCall;
	fields: Documented[];
	/** What is chosen first: resource, operation, and what other fields depend on. */
	chosen: INodeParameters;
	making: Making;
}

/** What the node makes by itself. */
interface Making {
	body?: IDataObject;
	/** The same for fields that are not filled in. */
	otherwise?: IDataObject;
	/** What the node asks Hero first. */
	lookUp?: string;
	/** What leaves beside Hero's answer. */
	report?: IDataObject;
	/** One request for all items. */
	together?: true;
	/** One request for items that are alike. */
	shared?: true;
}

const callOf = (id: string) => knownCalls.find(({ operation }) => operation.id === id)!;

const documentedExample = (id: string, name: string): unknown =>
	exampleOf(name, documented(callOf(id)).find(({ wireName }) => wireName === name)!.schema);

const slotId = String(documentedExample('getSlot', 'id'));
export const [slot] = answersTo(callOf('getSlot'));
const [recipient] = documentedExample('createBatchMessage', 'recipients') as IDataObject[];

/** Every input item has it. */
export const file = { data: 'SGVybw==', mimeType: 'application/pdf', fileName: 'letter.pdf' };

/** What the form asks for beside the fields of the contract. */
const asked: INodeParameters = {
	practiceGroupId: '={{ $json.group }}',
	// For Create (Hold), from a free slot.
	slot: byId(slotId),
	slotAppointmentTypeId: byId('31'),
	slotLocationId: byId('5'),
	// For a batch with a recipient an item.
	nhsNumber: String(recipient.nhs_number),
	dob: String(recipient.dob),
	// For an attachment link to a file of the item.
	dataField: 'data',
	// What is let through, and not sent.
	allowUnfilledText: false,
	sameContactForManyPatients: true,
};

/** By operation and what is chosen first. */
const makings: Record<string, Making> = {
	'createAppointment, slot': {
		lookUp: `GET /v1/slots/${slotId}`,
		body: {
			appointment_type_id: slot.appointment_type_id,
			location_id: slot.location_id,
			practitioner_id: slot.practitioner_id,
			start_time: slot.start_time,
			duration: 15,
		},
	},
	// Both items name the same person, who gets the text once.
	'createBatchMessage, items': {
		together: true,
		body: { recipients: [recipient] },
		report: { recipient_count: 1, repeated_recipients: [{ item: 1, repeats_item: 0 }] },
	},
	'createBatchMessage, list': { report: { recipient_count: 1, repeated_recipients: [] } },
	// It cannot be stopped, so a batch is sent once however many items name it.
	sendBatchMessage: { shared: true },
	'createAttachmentLink, item, base64': {
		body: { file_data: file.data },
		otherwise: { file_name: file.fileName },
	},
	'createAttachmentLink, item, dataUrl': {
		body: { file_data: `data:${file.mimeType};base64,${file.data}` },
		otherwise: { file_name: file.fileName },
	},
};

/** Calls that would say nothing without one of their optional fields, with one that will do. */
export const leastField: Record<string, string> = {
	createInvoice: 'patient_id',
	listPatients: 'search',
	listPatientsV2: 'search',
	listPatientsV3: 'nhs_number',
	'registerPatient, email': 'email',
	updateAdmin: 'external_prescriber_id',
	updateBookingLink: 'location_id',
	updateEpisode: 'status',
	updateInvoice: 'memo',
	updatePracticeGroup: 'name',
	updateTask: 'status',
};

/** Fields that Hero needs only where this is chosen. */
export const neededField: Record<string, string> = {
	'createAttachmentLink, record': 'ehr_file_id',
	'createBatchMessage, items, EMAIL': 'subject',
	'createBatchMessage, list, EMAIL': 'subject',
};

export const ways = knownCalls.flatMap((call) => {
	const { id } = call.operation;
	const fields = documented(call);
	return formsFor(call.chosen, fields).map((chosen): Way => {
		const first = Object.keys(chosen).filter((name) => !(name in call.chosen));
		const title = [id, ...first.map((name) => chosen[name])].join(', ');
		const making = Object.keys(makings).find((name) => `${title}, `.startsWith(`${name}, `));
		return { title, id, call, fields, chosen, making: makings[making ?? ''] ?? {} };
	});
});

/** All fields; `valueOf` gives other values than those of the contract. */
export const filledIn = (way: Way, valueOf = exampleFor(way)) =>
	fillIn(way, asked, () => true, valueOf);

/** The channel that decides what a contact may be. */
const channelOf: Record<string, string | undefined> = {
	recipient_contact_detail: 'message_type',
	fallback_contact_detail: 'fallback_message_type',
};

/** What the contract has, but for contacts, of which it has one for all channels. */
export const exampleFor =
	({ chosen }: Pick<Way, 'chosen'>) =>
	({ wireName, schema }: Documented): unknown => {
		const channel = channelOf[wireName];
		if (!channel) return exampleOf(wireName, schema);
		const [phone, email] = ['07700 900123', 'sam.testpatient@example.com'];
		const chosenChannel = chosen[parameterName(channel)];
		if (chosenChannel === undefined) return exampleOf(wireName, schema);
		if (!String(chosenChannel).startsWith('=')) return chosenChannel === 'email' ? email : phone;
		return `={{ $json.${channel} === 'email' ? '${email}' : '${phone}' }}`;
	};

/** The required fields alone, and one more. */
export const leastOf = (way: Way, alsoWanted?: string) =>
	fillIn(way, asked, ({ required }, field) => {
		const isWanted = field !== undefined && field.wireName === alsoWanted;
		return required === true || isWanted;
	});

/** Those of a body, in the first of these ways that has a place for all of them. */
export function filledWith(body: IDataObject, possible: Way[]) {
	const way = possible.find((one) => {
		const { entries } = filledIn(one);
		return Object.entries(body).every(([wireName, value]) => {
			const isThere = entries.some(({ field }) => field.wireName === wireName);
			return isThere && [undefined, value].includes(one.chosen[parameterName(wireName)]);
		});
	});
	const isWanted = (property: INodeProperties, field?: Documented) =>
		field && field.place === 'body' ? field.wireName in body : property.required === true;
	const valueOf = ({ place, wireName, schema }: Documented) =>
		place === 'body' ? body[wireName] : exampleOf(wireName, schema);
	return way && { way, ...fillIn(way, asked, isWanted, valueOf) };
}
