import type { Contract, JsonSchema } from '../../api';
import { plainWording, structuredWording } from '../support/contractTools/mockWordings';
import {
	changed,
	differencesOf,
	doubtsOf,
	moveCall,
	operationOf,
	probeMock,
} from '../support/contractTools/probeInProcess';

const schemaOf = (contract: Contract, name: string): JsonSchema =>
	contract.components.schemas[name];

/** One change of Hero's document, the calls that are asked, and what the probe has to find. */
interface Change {
	only: string[];
	change(contract: Contract): void;
	found: string[];
}

const changes: Record<string, Change> = {
	'a call under another version': {
		only: ['listEpisodesV2', 'getEpisodeV2'],
		change: (contract) => moveCall(contract, ['/v2/episodes', 'get'], ['/v3/episodes', 'get']),
		found: ['refuted listEpisodesV2 path | ours /v2/episodes | Hero /v3/episodes'],
	},
	'a path with another separator': {
		only: ['createFormLink'],
		change: (contract) =>
			moveCall(contract, ['/v1/form_links', 'post'], ['/v1/form-links', 'post']),
		found: ['refuted createFormLink path | ours /v1/form_links | Hero /v1/form-links'],
	},
	'a path in the singular': {
		only: ['createBookingLink', 'getBookingLink'],
		change: (contract) =>
			moveCall(contract, ['/v1/booking_links', 'post'], ['/v1/booking_link', 'post']),
		found: ['refuted createBookingLink path | ours /v1/booking_links | Hero /v1/booking_link'],
	},
	'another method': {
		only: ['bookAppointment', 'cancelAppointment'],
		change: (contract) =>
			moveCall(
				contract,
				['/v1/appointments/{id}/book', 'patch'],
				['/v1/appointments/{id}/book', 'put'],
			),
		found: ['refuted bookAppointment method | ours PATCH | Hero PUT'],
	},
	'a call that is gone': {
		only: ['getHeidiToken', 'listCoupons'],
		change: ({ paths }) => delete paths['/v1/partners/heidi/token'],
		found: ['only ours getHeidiToken call | ours GET /v1/partners/heidi/token'],
	},
	'a required parameter': {
		only: ['listSlots'],
		change: (contract) => {
			for (const parameter of operationOf(contract, 'listSlots').parameters ?? []) {
				if (parameter.name === 'start_date') parameter.required = true;
			}
		},
		found: ['new listSlots parameters query start_date required | ours not known | Hero required'],
	},
	'a required parameter that the contract does not have': {
		only: ['countSlots'],
		change: (contract) =>
			operationOf(contract, 'countSlots').parameters?.push({
				name: 'clinic_id',
				in: 'query',
				required: true,
				schema: { type: 'integer' },
			}),
		found: ['new countSlots parameters query clinic_id field | Hero anything, required'],
	},
	'a required field of the body': {
		only: ['sendMessage'],
		change: (contract) => schemaOf(contract, 'SendMessage').required?.push('task_id'),
		found: ['refuted sendMessage requestBody task_id required | ours optional | Hero required'],
	},
	'a required field of the body that the contract does not have': {
		only: ['createFormLink'],
		change: (contract) => {
			const { content } = operationOf(contract, 'createFormLink').requestBody!;
			content['application/json'].schema = {
				type: 'object',
				required: ['form', 'uses'],
				properties: {
					form: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } },
					uses: { type: 'integer' },
				},
			};
		},
		found: [
			'new createFormLink requestBody form field | Hero anything, required (with 1 field inside)',
			'new createFormLink requestBody uses field | Hero anything, required',
		],
	},
	'a required field inside a list of the body': {
		only: ['createBatchMessage'],
		change: (contract) => {
			const recipient = schemaOf(contract, 'BatchRecipientByNhsNumber');
			recipient.required = [...(recipient.required ?? []), 'ehr_reference'];
			recipient.properties = { ...recipient.properties, ehr_reference: { type: 'string' } };
			schemaOf(contract, 'BatchMessageCreate').properties!.recipients.items = recipient;
		},
		found: [
			'new createBatchMessage requestBody recipients[].ehr_reference field | Hero anything, required',
		],
	},
	'a required field inside an optional object of the body': {
		only: ['updateAdmin'],
		change: (contract) => {
			schemaOf(contract, 'PrescriberDetails').required = ['registration_code'];
		},
		found: [
			'new updateAdmin requestBody prescriber_details.registration_code required | ours not known | Hero required',
		],
	},
	'an optional field that the contract only proposes': {
		only: ['bookAppointment', 'rescheduleAppointment'],
		change: (contract) => {
			const { content } = operationOf(contract, 'bookAppointment').requestBody!;
			content['application/json'].schema = {
				type: 'object',
				properties: { suppress_mail: { type: 'boolean' }, patient_id: {} },
			};
		},
		found: ['new bookAppointment requestBody suppress_mail field | Hero true or false, optional'],
	},
	'a field that is no longer required': {
		only: ['createPharmacy', 'listCustomers'],
		change: (contract) => {
			schemaOf(contract, 'PharmacyCreate').required = ['name', 'email', 'prescriber_id'];
			operationOf(contract, 'listCustomers').parameters?.forEach((parameter) => {
				parameter.required = false;
			});
		},
		found: [
			'refuted listCustomers parameters query query required | ours required | Hero optional',
			'refuted createPharmacy requestBody mobile required | ours required | Hero optional',
		],
	},
	'more values in a list': {
		only: ['listForms', 'createBatchMessage'],
		change: (contract) => {
			const { parameters = [] } = operationOf(contract, 'listForms');
			parameters.find(({ name }) => name === 'form_type')?.schema.enum?.push('consent');
			schemaOf(contract, 'BatchMessageCreate').properties!.channel.enum?.push('LETTER');
		},
		found: [
			'new listForms parameters query form_type values | ours questionnaire, response, appointment, care_navigation | Hero questionnaire, response, appointment, care_navigation, consent',
			'new createBatchMessage requestBody channel values | ours SMS, EMAIL, NHS_APP | Hero SMS, EMAIL, NHS_APP, LETTER',
		],
	},
	'fewer values in a list': {
		only: ['updateTask'],
		change: (contract) => {
			schemaOf(contract, 'TaskUpdate').properties!.priority.enum = ['low', 'medium', 'high'];
		},
		found: [
			'refuted updateTask requestBody priority values | ours lowest, low, medium, high, highest | Hero low, medium, high',
		],
	},
	'a list that is open': {
		only: ['updateTask'],
		change: (contract) => {
			delete schemaOf(contract, 'TaskUpdate').properties!.status.enum;
		},
		found: [
			'only ours updateTask requestBody status values | ours open, closed, in_progress | Hero no list',
		],
	},
	'another type in a response': {
		only: ['createPharmacy', 'listPrescriberPharmacies'],
		change: (contract) => {
			const { content } = operationOf(contract, 'createPharmacy').responses['200'];
			const media = Object.values(content!)[0];
			media.example = { ...(media.example as object), id: 88 };
		},
		found: ['refuted createPharmacy response id type | ours text | Hero whole number'],
	},
	'one more field in a response': {
		only: ['createPharmacy'],
		change: (contract) => {
			const { content } = operationOf(contract, 'createPharmacy').responses['200'];
			const media = Object.values(content!)[0];
			media.example = { ...(media.example as object), ods_code: 'X99999' };
		},
		found: ['new createPharmacy response ods_code field | Hero text'],
	},
	'the fields of a response that the contract leaves open': {
		only: ['countSlots'],
		change: (contract) => {
			const { content } = operationOf(contract, 'countSlots').responses['200'];
			Object.values(content!)[0].example = { count: 12 };
		},
		found: [
			'new countSlots response type | ours anything | Hero object',
			'new countSlots response count field | Hero whole number',
		],
	},
	'another status of success': {
		only: ['createPharmacy'],
		change: (contract) => {
			const operation = operationOf(contract, 'createPharmacy');
			const { '200': success, ...others } = operation.responses;
			operation.responses = { ...others, '201': success };
		},
		found: ['refuted createPharmacy response status | ours 200 | Hero 201'],
	},
	'an error more and an error less': {
		only: ['sendMessage', 'getMessage'],
		change: (contract) => {
			const { responses } = operationOf(contract, 'sendMessage');
			delete responses['400'];
			responses['409'] = { $ref: '#/components/responses/NotFound' };
		},
		found: [
			'only ours sendMessage errors 400 | ours declared',
			'new sendMessage errors 409 | Hero declared',
		],
	},
	'a named call that exists': {
		only: ['listProducts', 'subscribers', 'getStatus', 'createPrescriptionWithPatient'],
		change: (contract) => {
			const { 'x-evidence': evidence, ...coupons } = operationOf(contract, 'listCoupons');
			const named = (operationId: string) => ({
				get: { ...coupons, 'x-evidence': evidence, operationId },
			});
			contract.paths['/v1/invoicing/products'] = named('listProducts');
			contract.paths['/v1/subscribers'] = named('listSubscribers');
			contract.paths['/v1/prescriptions'] = { post: named('createPrescription').get };
		},
		found: [
			'new GET /v1/invoicing/products call | Hero listProducts',
			'new GET /v1/subscribers call | Hero subscribers',
			'new POST /v1/prescriptions call | Hero createPrescriptionWithPatient',
		],
	},
};

describe.each([
	['plain sentences', plainWording],
	['structured errors', structuredWording],
])('a mock that refuses in %s', (_, wording) => {
	it.each(Object.entries(changes))('shows %s, and nothing else', async (_name, change) => {
		const probed = await probeMock(changed(change.change), { wording, only: change.only });
		expect(differencesOf(probed).sort()).toEqual([...change.found].sort());
		expect(doubtsOf(probed)).toEqual([]);
	});
});
