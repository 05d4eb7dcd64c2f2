import { toIso } from '../lib/time';
import { addLink } from './links';
import type { Link, Patient, Practice } from './model';
import { withoutSpaces, type Person } from './people';
import { addPatient, registeredAs } from './register';

/** Details for a PDS trace. An NHS number (without spaces) makes name and postcode irrelevant. */
export interface TraceDetails {
	nhs_number?: string;
	/** YYYY-MM-DD. */
	dob: string | null;
	forename: string;
	surname: string;
	postcode: string;
}

/** The person on the Spine who matches all the details. */
export function traceOnSpine({ spine }: Practice, details: TraceDetails): Person | undefined {
	const { nhs_number, dob } = details;
	if (nhs_number !== undefined) {
		const person = spine.get(nhs_number);
		return person?.dob === dob ? person : undefined;
	}
	const plain = (text: string | null) => withoutSpaces(text ?? '').toLowerCase();
	return [...spine.values()].find(
		(person) =>
			person.dob === dob &&
			plain(person.first_name) === plain(details.forename) &&
			plain(person.last_name) === plain(details.surname) &&
			plain(person.postcode) === plain(details.postcode),
	);
}

/** Registers a traced person, or gives the link for the identity check that is needed first. */
export function registerFromSpine(
	practice: Practice,
	person: Person,
): { patient: Patient } | { identityCheck: Link } {
	const nhsNumber = person.nhs_number as string;
	if (practice.identityChecks.has(nhsNumber)) {
		return { identityCheck: verificationLink(practice, nhsNumber) };
	}
	const known = registeredAs(practice, nhsNumber, person.dob);
	return { patient: known ?? addPatient(practice, person, 'pds') };
}

/** Registers a person, or updates the patient who is registered already. */
export function registerPerson(practice: Practice, person: Person): Patient {
	const known = registeredAs(practice, person.nhs_number, person.dob);
	if (!known) return addPatient(practice, person, 'hero');
	return Object.assign(known, knownDetails(person), { last_sync_at: toIso(practice.now()) });
}

/** A field that a registration leaves out keeps its value. */
const knownDetails = (person: Person) =>
	Object.fromEntries(Object.entries(person).filter(([, value]) => value !== null));

/** One link per person, however often the check is requested. */
function verificationLink(practice: Practice, nhsNumber: string): Link {
	const name = `Identity of ${nhsNumber}`;
	const known = [...practice.links.values()].find(
		(link) => link.type === 'verification' && link.name === name,
	);
	return known ?? addLink(practice, { type: 'verification', name });
}
