import { isNhsNumber, withoutSpaces, type Person } from '../../practice/people';
import { orNotFound, badRequest } from '../../lib/httpError';
import { readDate } from '../../lib/time';
import { list, type Operations } from './operation';
import { paginateAs } from './pages';
import { patientV1, isConnected, patientV2, patientV3 } from './patientShapes';
import {
	registerFromSpine,
	registerPerson,
	traceOnSpine,
	type TraceDetails,
} from '../../practice/registration';
import type { Patient, Practice } from '../../practice/model';

interface Registration extends Partial<Omit<Person, 'dob' | 'first_name' | 'last_name'>> {
	dob: string;
	first_name: string;
	last_name: string;
	address_line_1?: string;
	address_line_2?: string;
	address_line_3?: string;
}

/** Operations that register, search and read patients. */
export const patientOperations: Operations = {
	registerPatientPds: (practice, { body }) => {
		const person = orNotFound(traceOnSpine(practice, readTrace(body as unknown as TraceDetails)));
		const registered = registerFromSpine(practice, person);
		return 'patient' in registered
			? { patient_id: registered.patient.id }
			: { message: 'Identity check needed', login_url: registered.identityCheck.url };
	},

	registerPatient: (practice, { body }) => {
		const person = readPerson(body as unknown as Registration);
		return { patient_id: registerPerson(practice, person).id };
	},

	listPatientsV3: ({ patients, patientsByNhsNumber }, { query }) => {
		const names = Object.keys(FILTERS).filter((name) => query[name]);
		if (!names.length) {
			badRequest('missing_filter', `one of ${Object.keys(FILTERS).join(', ')}`, ['query']);
		}
		const filters = names.map((name) => FILTERS[name](String(query[name])));
		const candidates = query.nhs_number
			? (patientsByNhsNumber.get(withoutSpaces(String(query.nhs_number))) ?? [])
			: [...patients.values()];
		const matching = candidates.filter((patient) => filters.every((matches) => matches(patient)));
		return paginateAs(matching, query, patientV3);
	},

	listPatientsV2: (practice, { query }) => list(search(practice, query).map(patientV2)),

	listPatients: (practice, { query }) => list(search(practice, query).map(patientV1)),

	getPatientByIdV2: ({ patients }, { params }) => {
		const patient = orNotFound(patients.get(params.id));
		return { ...patientV2(patient), ehr_registered: isConnected(patient) };
	},

	getPatientById: ({ patients }, { params }) => patientV1(orNotFound(patients.get(params.id))),
};

/** Each filter takes the search text and returns a test for one patient. */
const FILTERS: Record<string, (text: string) => (patient: Patient) => boolean> = {
	first_name: (text) => {
		const pattern = startsWithPattern(text);
		return (patient) => pattern.test(patient.first_name);
	},
	last_name: (text) => {
		const pattern = startsWithPattern(text);
		return (patient) => pattern.test(patient.last_name);
	},
	dob: (text) => (patient) => patient.dob === text,
	nhs_number: (text) => {
		const number = withoutSpaces(text);
		return (patient) => patient.nhs_number === number;
	},
	ehr_partner_id: (text) => (patient) => patient.ehr_partner_id === text,
};

const startsWithPattern = (text: string) =>
	new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`, 'i');

/** Version 1 and 2 search one field for one text. The health record id has two names there. */
function search({ patients }: Practice, { field, search: text }: Record<string, unknown>) {
	if (!field) badRequest('invalid_type', 'string', ['query', 'field']);
	if (!text) badRequest('invalid_type', 'string', ['query', 'search']);
	const name = field === 'emis_id' ? 'ehr_partner_id' : String(field);
	if (!Object.hasOwn(FILTERS, name)) {
		badRequest('invalid_enum_value', `emis_id or ${Object.keys(FILTERS).join(' or ')}`, [
			'query',
			'field',
		]);
	}
	return [...patients.values()].filter(FILTERS[name](String(text)));
}

const readTrace = (body: TraceDetails): TraceDetails => ({
	...body,
	dob: body.dob === null ? null : readDate(body.dob, ['body', 'dob']),
	nhs_number: body.nhs_number === undefined ? undefined : readNhsNumber(body.nhs_number),
});

function readPerson(body: Registration): Person {
	return {
		nhs_number: body.nhs_number ? readNhsNumber(body.nhs_number) : null,
		dob: readDate(body.dob, ['body', 'dob']),
		title: body.title ?? null,
		first_name: body.first_name,
		last_name: body.last_name,
		sex: body.sex ?? null,
		email: body.email ?? null,
		mobile: body.mobile ?? null,
		line_1: body.address_line_1 ?? null,
		line_2: body.address_line_2 ?? null,
		line_3: body.address_line_3 ?? null,
		town: null,
		county: body.county ?? null,
		postcode: body.postcode ?? null,
		country: body.country ?? null,
		ehr_partner_id: body.ehr_partner_id ?? null,
	};
}

function readNhsNumber(text: string): string {
	const number = withoutSpaces(text);
	if (!isNhsNumber(number)) badRequest('invalid_string', 'NHS number', ['body', 'nhs_number']);
	return number;
}
