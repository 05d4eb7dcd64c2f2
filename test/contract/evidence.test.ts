import { contractCalls } from '../support/contract/openapi';
import { fillRequiredFields, formVariants } from '../support/contract/formVariants';

/** The operations whose part has this evidence mark, sorted. */
function callsWith(part: 'method' | 'path' | 'parameters' | 'requestBody', mark: string): string[] {
	const calls = [...contractCalls].filter(
		([, { operation }]) => operation.part['x-evidence'][part] === mark,
	);
	return calls.map(([id]) => id).sort();
}

describe('the marks of the contract that make the node show a doubt; add each new call with such a mark', () => {
	test('methods that are inferred', () => {
		expect(callsWith('method', 'inferred')).toEqual([
			'bookAppointment',
			'createBookingLink',
			'createFormLink',
			'deleteWebhook',
			'getAppointmentStatus',
			'getEpisodeV2',
			'getHcaConsultant',
			'listAppointments',
			'listBookingLinks',
			'listEpisodesV2',
			'listSlots',
			'rescheduleAppointment',
		]);
	});

	test('paths that are inferred', () => {
		expect(callsWith('path', 'inferred')).toEqual([
			'bookAppointment',
			'createBookingLink',
			'createFormLink',
			'deleteWebhook',
			'getEpisodeV2',
			'listAppointments',
			'listEpisodesV2',
			'listSlots',
			'listWebhooks',
		]);
	});

	test('bodies that are unknown or partial', () => {
		expect(callsWith('requestBody', 'unknown')).toEqual([
			'bookAppointment',
			'createFormLink',
			'rescheduleAppointment',
		]);
		expect(callsWith('requestBody', 'partial')).toEqual([
			'createBatchMessage',
			'createBookingLink',
			'registerPatient',
			'updateBookingLink',
			'updateInvoice',
			'updatePracticeGroup',
		]);
	});

	test('parameters that are unknown, partial or inferred', () => {
		expect(callsWith('parameters', 'unknown')).toEqual([
			'listAppointments',
			'listBookingLinks',
			'listEpisodesV2',
		]);
		expect(callsWith('parameters', 'partial')).toEqual(['getAutomatedMessage', 'listSlots']);
		expect(callsWith('parameters', 'inferred')).toEqual([
			'bookAppointment',
			'createFormLink',
			'deleteWebhook',
			'getConfiguration',
			'getEpisodeV2',
			'getPracticeGroupById',
			'updatePracticeGroup',
		]);
	});

	test('fields that the form requires, although Hero does not document whether it requires them', () => {
		const required = formVariants.flatMap((variant) => {
			const names = fillRequiredFields(variant).filledFields.map(({ field }) => field.wireName);
			const open = variant.fields.filter((field) => field.required === 'unknown');
			const asked = open.map(({ wireName }) => wireName).filter((name) => names.includes(name));
			return asked.length > 0 ? [[variant.title, ...asked].join(', ')] : [];
		});
		expect(required.sort()).toEqual([
			'checkSlotAvailability, practitioner_id, appointment_type_id, location_id, start_time, duration',
			'connectPatientEhr, ehr_partner_id',
			'createFormLink, form_id',
			'getDefaultCustomer, patient_id',
			'getLinkStatus, both, url, id',
			'getLinkStatus, id, id',
			'getLinkStatus, url, url',
			'linkInvoice, stripe_invoice_id, appointment_id, issuer_id',
			'updateInvoice, issuer_id',
			'validateSnomedCode, code',
		]);
	});
});
