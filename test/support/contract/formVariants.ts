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

/** A call with one selection of the form's exclusive choices. */
export interface FormVariant {
	title: string;
	id: string;
	call: DocumentedCall;
	fields: ContractField[];
	/** Parameters that are chosen first: resource, operation, and those on which other fields depend. */
	selection: INodeParameters;
	supplied: NodeSupplied;
}

/** Parts of the request and the output that the node supplies itself. */
interface NodeSupplied {
	body?: IDataObject;
	/** Members of the body for fields that are not filled in. */
	defaults?: IDataObject;
	/** The request that the node sends before, as "METHOD /path". */
	lookUp?: string;
	/** Members of the output beside Hero's response. */
	outputFields?: IDataObject;
	/** One request for all items. */
	combinesItems?: true;
	/** One request for all items that name the same record. */
	sharesByRecord?: true;
}

const callOf = (id: string) => documentedCalls.find(({ operation }) => operation.id === id)!;

const documentedExample = (id: string, name: string): unknown =>
	exampleOf(name, contractFields(callOf(id)).find(({ wireName }) => wireName === name)!.schema);

const slotId = String(documentedExample('getSlot', 'id'));
export const [slot] = exampleResponses(callOf('getSlot'));
const [recipient] = documentedExample('createBatchMessage', 'recipients') as IDataObject[];

/** The file of every input item. */
export const file = { data: 'SGVybw==', mimeType: 'application/pdf', fileName: 'letter.pdf' };

/** Values of parameters that are in the form alone. */
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
	// Switches that are not sent.
	allowUnfilledText: false,
	sameContactForManyPatients: true,
};

/** Keyed by operation and selection. */
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

/** Calls that need at least one of their optional fields, with one that is enough. */
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

/** Every selection of every documented call. */
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

/** Fills in all fields; `valueOf` gives other values than those of the contract. */
export const fillAllFields = (variant: FormVariant, valueOf = exampleForVariant(variant)) =>
	fillForm(variant, formOnlyValues, () => true, valueOf);

/** The channel that decides what a contact may be. */
const channelOf: Record<string, string | undefined> = {
	recipient_contact_detail: 'message_type',
	fallback_contact_detail: 'fallback_message_type',
};

/** The contract's example; a contact fits the channel, for which the contract has one example. */
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

/** Fills in the required fields alone, and one more where it is named. */
export const fillRequiredFields = (variant: FormVariant, alsoWanted?: string) =>
	fillForm(variant, formOnlyValues, ({ required }, field) => {
		const isWanted = field !== undefined && field.wireName === alsoWanted;
		return required === true || isWanted;
	});

/** Fills in the members of a body, in the first variant that has a field for all of them. */
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
