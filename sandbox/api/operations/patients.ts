import { addLink } from '../../practice/links';
import { isNhsNumber, withoutSpaces, type Person } from '../../practice/people';
import { orNotFound, badRequest } from '../../lib/httpError';
import { readDate, toIso } from '../../lib/time';
import { list, type Operations } from './operation';
import { paginateAs } from './pages';
import { patientV1, isConnected, patientV2, patientV3 } from './patientShapes';
import { addPatient, registeredAs } from '../../practice/register';
import type { Patient, Practice } from '../../practice/model';

interface Trace {
	nhs_number?: string;
	dob: string | null;
	forename: string;
	surname: string;
	postcode: string;
}

interface Registration extends Partial<Omit<Person, 'dob' | 'first_name' | 'last_name'>> {
	dob: string;
	first_name: string;
	last_name: string;
	address_line_1?: string;
	address_line_2?: string;
	address_line_3?: string;
}

export const patientOperations: Operations = {
	registerPatientPds: (practice, { body }) => {
		const person = orNotFound(trace(practice, body as unknown as Trace));
		const nhsNumber = person.nhs_number as string;
		if (practice.identityChecks.has(nhsNumber)) {
			return { message: 'Identity check needed', login_url: verificationUrl(practice, nhsNumber) };
		}
		const patient =
			registeredAs(practice, nhsNumber, person.dob) ?? addPatient(practice, person, 'pds');
		return { patient_id: patient.id };
	},

	registerPatient: (practice, { body }) => {
		const person = registered(body as unknown as Registration);
		const known = registeredAs(practice, person.nhs_number, person.dob);
		const patient = known
			? Object.assign(known, given(person), { last_sync_at: toIso(practice.now()) })
			: addPatient(practice, person, 'hero');
		return { patient_id: patient.id };
	},

	listPatientsV3: ({ patients, patientsByNhsNumber }, { query }) => {
		const names = Object.keys(FILTERS).filter((name) => query[name]);
		if (!names.length) {
			badRequest('missing_filter', `one of ${Object.keys(FILTERS).join(', ')}`, ['query']);
		}
		const filters = names.map((name) => FILTERS[name](String(query[name])));
		const among = query.nhs_number
			? (patientsByNhsNumber.get(withoutSpaces(String(query.nhs_number))) ?? [])
			: [...patients.values()];
		const matching = among.filter((patient) => filters.every((matches) => matches(patient)));
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

/** Each takes the text to look for and gives a test of one patient. */
const FILTERS: Record<string, (text: string) => (patient: Patient) => boolean> = {
	first_name: (text) => {
		const beginning = beginningWith(text);
		return (patient) => beginning.test(patient.first_name);
	},
	last_name: (text) => {
		const beginning = beginningWith(text);
		return (patient) => beginning.test(patient.last_name);
	},
	dob: (text) => (patient) => patient.dob === text,
	nhs_number: (text) => {
		const number = withoutSpaces(text);
		return (patient) => patient.nhs_number === number;
	},
	ehr_partner_id: (text) => (patient) => patient.ehr_partner_id === text,
};

const beginningWith = (text: string) =>
	new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`, 'i');

/** The older searches: one field, one text. The health record's id has two names. */
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

/** The person on the Spine to whom everything that was sent belongs. */
function trace({ spine }: Practice, body: Trace): Person | undefined {
	const dob = body.dob === null ? null : readDate(body.dob, ['body', 'dob']);
	if (body.nhs_number !== undefined) {
		const person = spine.get(readNhsNumber(body.nhs_number));
		return person?.dob === dob ? person : undefined;
	}
	const plain = (text: string | null) => withoutSpaces(text ?? '').toLowerCase();
	return [...spine.values()].find(
		(person) =>
			person.dob === dob &&
			plain(person.first_name) === plain(body.forename) &&
			plain(person.last_name) === plain(body.surname) &&
			plain(person.postcode) === plain(body.postcode),
	);
}

/** One address per person, however often the check is asked for. */
function verificationUrl(practice: Practice, nhsNumber: string): string {
	const name = `Identity of ${nhsNumber}`;
	const known = [...practice.links.values()].find(
		(link) => link.type === 'verification' && link.name === name,
	);
	return (known ?? addLink(practice, { type: 'verification', name })).url;
}

function registered(body: Registration): Person {
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

/** What was left out of a registration does not wipe out what is known. */
const given = (person: Person) =>
	Object.fromEntries(Object.entries(person).filter(([, value]) => value !== null));

function readNhsNumber(text: string): string {
	const number = withoutSpaces(text);
	if (!isNhsNumber(number)) badRequest('invalid_string', 'NHS number', ['body', 'nhs_number']);
	return number;
}
