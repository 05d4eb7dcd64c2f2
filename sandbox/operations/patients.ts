import { addLink } from '../links';
import { isNhsNumber, withoutSpaces, type Person } from '../people';
import { addPatient, type Patient, type Practice } from '../practice';
import { found, refuse } from '../refusal';
import { readDate, toIso } from '../times';
import { list, type Operations } from './operation';
import { page } from './pages';

const ODS_CODE = 'X99999';

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
		const person = found(trace(practice, body as unknown as Trace));
		const nhsNumber = person.nhs_number as string;
		if (practice.identityChecks.has(nhsNumber)) {
			return { message: 'Identity check needed', login_url: verificationUrl(practice, nhsNumber) };
		}
		const patients = [...practice.patients.values()];
		const patient =
			patients.find((one) => one.nhs_number === nhsNumber) ?? addPatient(practice, person, 'pds');
		return { patient_id: patient.id };
	},

	registerPatient: (practice, { body }) => {
		const person = registered(body as unknown as Registration);
		const known = [...practice.patients.values()].find(
			({ nhs_number, dob }) =>
				nhs_number !== null && nhs_number === person.nhs_number && dob === person.dob,
		);
		const patient = known
			? Object.assign(known, given(person), { last_sync_at: toIso(practice.now()) })
			: addPatient(practice, person, 'hero');
		return { patient_id: patient.id };
	},

	listPatientsV3: ({ patients }, { query }) => {
		const filters = Object.entries(FILTERS).filter(([name]) => query[name]);
		if (!filters.length) {
			refuse('missing_filter', `one of ${Object.keys(FILTERS).join(', ')}`, ['query']);
		}
		const matching = [...patients.values()].filter((patient) =>
			filters.every(([name, matches]) => matches(patient, query[name] as string)),
		);
		const { data, count } = page(matching, query);
		return { data: data.map(thirdShape), count };
	},

	listPatientsV2: (practice, { query }) => list(search(practice, query).map(secondShape)),

	listPatients: (practice, { query }) => list(search(practice, query).map(firstShape)),

	getPatientByIdV2: ({ patients }, { params }) => ({
		...secondShape(found(patients.get(params.id))),
		ehr_registered: true,
	}),

	getPatientById: ({ patients }, { params }) => firstShape(found(patients.get(params.id))),
};

const startsWith = (value: string | null, text: string) =>
	(value ?? '').toLowerCase().startsWith(text.toLowerCase());

const FILTERS: Record<string, (patient: Patient, text: string) => boolean> = {
	first_name: ({ first_name }, text) => startsWith(first_name, text),
	last_name: ({ last_name }, text) => startsWith(last_name, text),
	dob: ({ dob }, text) => dob === text,
	nhs_number: ({ nhs_number }, text) => nhs_number === withoutSpaces(text),
	ehr_partner_id: ({ ehr_partner_id }, text) => ehr_partner_id === text,
};

/** The older searches: one field, one text. The health record's id has two names. */
function search({ patients }: Practice, { field, search: text }: Record<string, unknown>) {
	if (!field) refuse('invalid_type', 'string', ['query', 'field']);
	if (!text) refuse('invalid_type', 'string', ['query', 'search']);
	const matches = FILTERS[field === 'emis_id' ? 'ehr_partner_id' : String(field)];
	if (!matches) {
		refuse('invalid_enum_value', `emis_id or ${Object.keys(FILTERS).join(' or ')}`, [
			'query',
			'field',
		]);
	}
	return [...patients.values()].filter((patient) => matches(patient, String(text)));
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
	if (!isNhsNumber(number)) refuse('invalid_string', 'NHS number', ['body', 'nhs_number']);
	return number;
}

function firstShape({ id, uid, line_1, line_2, line_3, ...patient }: Patient) {
	return {
		id,
		uid,
		...patient,
		emis_id: patient.ehr_partner_id,
		deceased_at: null,
		emails: patient.email === null ? [] : [patient.email],
		address_line_1: line_1,
		address_line_2: line_2,
		address_line_3: line_3,
		notes: null,
		verification_credentials: [],
		restricted: false,
		sex_changed_at: null,
		status: 'unarchived',
	};
}

function secondShape({ id, uid, ...patient }: Patient) {
	return {
		...patient,
		// Only the first shape has a country.
		country: undefined,
		emis_id: patient.ehr_partner_id,
		deceased_at: null,
		restricted: false,
		hero_id: id,
		hero_uid: uid,
		identifiers: [
			identifier('nhs', 'nhs_number', 'NHS', patient.nhs_number),
			identifier('ehr_partner', 'ehr_partner_id', 'EMIS', patient.ehr_partner_id),
			identifier('hero', 'hero_id', 'Hero', id),
		].filter(({ value }) => value !== null),
	};
}

const thirdShape = (patient: Patient) => ({
	...secondShape(patient),
	ods_code: ODS_CODE,
	ehr_registered: true,
});

const identifier = (source: string, name: string, label: string, value: string | null) => ({
	source,
	name,
	role: source === 'nhs' ? 'main' : 'secondary',
	label,
	value,
});
