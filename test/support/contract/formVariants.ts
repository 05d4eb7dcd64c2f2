import type { IDataObject, INodeParameters, INodeProperties } from 'n8n-workflow';

import { parameterName } from '../../../nodes/HeroHealth/form/operation';
import { byId } from '../engine/runHero';
import { exampleResponses } from './responses';
import type { DocumentedCall } from './calls';
import { documentedCalls } from './calls';
import type { ContractField } from './contractFields';
import { contractFields } from './contractFields';
import { exampleOf } from './examples';
import { fillForm, formsFor } from './form';

/** A call, filled in on the screen in one of the ways that exclude each other. */
export interface FormVariant {
	title: string;
	id: string;
	call: DocumentedCall;
	fields: ContractField[];
	/** What is chosen first: resource, operation, and what other fields depend on. */
	selection: INodeParameters;
	supplied: NodeSupplied;
}

/** What the node makes by itself. */
interface NodeSupplied {
	body?: IDataObject;
	/** The same for fields that are not filled in. */
	defaults?: IDataObject;
	/** What the node asks Hero first. */
	lookUp?: string;
	/** What leaves beside Hero's answer. */
	outputFields?: IDataObject;
	/** One request for all items. */
	combinesItems?: true;
	/** One request for items that are alike. */
	sharesByRecord?: true;
}

const callOf = (id: string) => documentedCalls.find(({ operation }) => operation.id === id)!;

const documentedExample = (id: string, name: string): unknown =>
	exampleOf(name, contractFields(callOf(id)).find(({ wireName }) => wireName === name)!.schema);

const slotId = String(documentedExample('getSlot', 'id'));
export const [slot] = exampleResponses(callOf('getSlot'));
const [recipient] = documentedExample('createBatchMessage', 'recipients') as IDataObject[];

/** Every input item has it. */
export const file = { data: 'SGVybw==', mimeType: 'application/pdf', fileName: 'letter.pdf' };

/** What the form asks for beside the fields of the contract. */
const formOnlyValues: INodeParameters = {
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
const suppliedByNode: Record<string, NodeSupplied> = {
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
		combinesItems: true,
		body: { recipients: [recipient] },
		outputFields: { recipient_count: 1, repeated_recipients: [{ item: 1, repeats_item: 0 }] },
	},
	'createBatchMessage, list': { outputFields: { recipient_count: 1, repeated_recipients: [] } },
	// It cannot be stopped, so a batch is sent once however many items name it.
	sendBatchMessage: { sharesByRecord: true },
	'createAttachmentLink, item, base64': {
		body: { file_data: file.data },
		defaults: { file_name: file.fileName },
	},
	'createAttachmentLink, item, dataUrl': {
		body: { file_data: `data:${file.mimeType};base64,${file.data}` },
		defaults: { file_name: file.fileName },
	},
};

/** Calls that would say nothing without one of their optional fields, with one that will do. */
export const minimumField: Record<string, string> = {
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
export const conditionalField: Record<string, string> = {
	'createAttachmentLink, record': 'ehr_file_id',
	'createBatchMessage, items, EMAIL': 'subject',
	'createBatchMessage, list, EMAIL': 'subject',
};

export const formVariants = documentedCalls.flatMap((call) => {
	const { id } = call.operation;
	const fields = contractFields(call);
	return formsFor(call.selection, fields).map((selection): FormVariant => {
		const first = Object.keys(selection).filter((name) => !(name in call.selection));
		const title = [id, ...first.map((name) => selection[name])].join(', ');
		const making = Object.keys(suppliedByNode).find((name) => `${title}, `.startsWith(`${name}, `));
		return { title, id, call, fields, selection, supplied: suppliedByNode[making ?? ''] ?? {} };
	});
});

/** All fields; `valueOf` gives other values than those of the contract. */
export const fillAllFields = (variant: FormVariant, valueOf = exampleForVariant(variant)) =>
	fillForm(variant, formOnlyValues, () => true, valueOf);

/** The channel that decides what a contact may be. */
const channelOf: Record<string, string | undefined> = {
	recipient_contact_detail: 'message_type',
	fallback_contact_detail: 'fallback_message_type',
};

/** What the contract has, but for contacts, of which it has one for all channels. */
export const exampleForVariant =
	({ selection }: Pick<FormVariant, 'selection'>) =>
	({ wireName, schema }: ContractField): unknown => {
		const channel = channelOf[wireName];
		if (!channel) return exampleOf(wireName, schema);
		const [phone, email] = ['07700 900123', 'sam.testpatient@example.com'];
		const chosenChannel = selection[parameterName(channel)];
		if (chosenChannel === undefined) return exampleOf(wireName, schema);
		if (!String(chosenChannel).startsWith('=')) return chosenChannel === 'email' ? email : phone;
		return `={{ $json.${channel} === 'email' ? '${email}' : '${phone}' }}`;
	};

/** The required fields alone, and one more. */
export const fillRequiredFields = (variant: FormVariant, alsoWanted?: string) =>
	fillForm(variant, formOnlyValues, ({ required }, field) => {
		const isWanted = field !== undefined && field.wireName === alsoWanted;
		return required === true || isWanted;
	});

/** Those of a body, in the first of these ways that has a place for all of them. */
export function fillExampleBody(body: IDataObject, possible: FormVariant[]) {
	const variant = possible.find((one) => {
		const { filledFields } = fillAllFields(one);
		return Object.entries(body).every(([wireName, value]) => {
			const isThere = filledFields.some(({ field }) => field.wireName === wireName);
			return isThere && [undefined, value].includes(one.selection[parameterName(wireName)]);
		});
	});
	const isWanted = (property: INodeProperties, field?: ContractField) =>
		field && field.place === 'body' ? field.wireName in body : property.required === true;
	const valueOf = ({ place, wireName, schema }: ContractField) =>
		place === 'body' ? body[wireName] : exampleOf(wireName, schema);
	return variant && { variant, ...fillForm(variant, formOnlyValues, isWanted, valueOf) };
}
