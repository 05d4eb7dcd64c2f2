import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { send } from '../transport/client';
import { pageSize, listOf } from '../transport/pagination';
import { readNhsNumber } from '../form/values/nhsNumber';

/** A request that may find the patient: a search, or a read by Hero ID. */
export type PatientRequest = { query: Record<string, string> } | { id: string };

/** The most requests for one text. Further interpretations are unlikely, and somebody waits in the editor. */
const maxRequests = 4;

/**
 * Returns the requests for a text typed into a list of patients, the likeliest first. Hero searches by field,
 * so this recognizes numbers, dates and names, and splits a name of several words.
 */
function patientRequests(typed: string): PatientRequest[] {
	const text = normalized(typed);
	const compact = text.replace(/[\s-]/g, '');
	const nhs_number = nhsNumberOf(compact);
	if (nhs_number) return [{ query: { nhs_number } }];
	const { dob, rest } = splitDate(text);
	if (!dob && (/^\d+$/.test(compact) || uuid.test(text))) {
		const id = uuid.test(text) ? text : compact;
		return [{ id }, { query: { ehr_partner_id: id } }];
	}
	const dobQuery: Record<string, string> = dob ? { dob } : {};
	if (rest === '') return dob ? [{ query: dobQuery }] : [];
	const requests = [...new Set([withPlainApostrophe(rest), rest])]
		.flatMap(namesIn)
		.map((names) => ({ query: { ...names, ...dobQuery } }));
	return requests.slice(0, maxRequests);
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Normalizes a text to composed letters, single spaces and plain hyphens, without invisible characters. */
const normalized = (typed: string): string =>
	typed
		.normalize('NFC')
		.replace(/[\u00AD\u200B-\u200F\u2060\uFEFF]/g, '')
		.replace(/\s+/g, ' ')
		.replace(/[\p{Pd}\u2212]/gu, '-')
		.trim();

/** Health records mostly use the plain apostrophe, while keyboards and texts have others. */
const withPlainApostrophe = (text: string): string => text.replace(/[\u2018\u2019\u02BC`´]/g, "'");

/** Returns the NHS number, or undefined for other digits, which may still be an ID. */
function nhsNumberOf(digits: string): string | undefined {
	try {
		return readNhsNumber(digits);
	} catch {
		return undefined;
	}
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const isoDate = /\b(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})\b/;
/** The UK order, with the day first. */
const ukDate =
	/\b(?<day>\d{1,2})(?:\s?[./-]\s?|\s)(?<month>\d{1,2})(?:\s?[./-]\s?|\s)(?<year>\d{4})\b/;
const writtenDate = new RegExp(
	`\\b(?<day>\\d{1,2})(?:st|nd|rd|th)?[ .-]+(?<month>${months.join('|')})[a-z]*[ .,-]+(?<year>\\d{4})\\b`,
	'i',
);

/** Splits a text into a date of birth (YYYY-MM-DD) and the rest. */
function splitDate(text: string): { dob?: string; rest: string } {
	for (const pattern of [isoDate, ukDate, writtenDate]) {
		const match = pattern.exec(text);
		const dob = match?.groups && calendarDate(match.groups);
		if (!match || !dob) continue;
		const before = text.slice(0, match.index).replace(dateLabel, '');
		const rest = `${before} ${text.slice(match.index + match[0].length)}`;
		return { dob, rest: rest.replace(/\s+/g, ' ').replace(/^[\s,;()]+|[\s,;()]+$/g, '') };
	}
	return { rest: text };
}

/** "Born" needs a comma or bracket before it, since it may be a last name. */
const dateLabel = /([,(]\s*born|\b(dob|d\.o\.b\.?)):?\s*$/i;

/** Returns a date as YYYY-MM-DD, or undefined for a day that does not exist. */
function calendarDate({ year, month, day }: Record<string, string>): string | undefined {
	const number = months.indexOf(month.slice(0, 3).toLowerCase()) + 1 || Number(month);
	const written = [year, number, Number(day)]
		.map((part) => String(part).padStart(2, '0'))
		.join('-');
	const date = new Date(`${written}T00:00:00Z`);
	if (Number.isNaN(date.getTime())) return undefined;
	return date.toISOString().slice(0, 10) === written ? written : undefined;
}

type Names = { first_name?: string; last_name?: string };

/** Titles that are no names. Hero's other titles, such as Earl, can be a first name. */
const title = /^(mr|mrs|ms|miss|mx|dr)\.? (?=\S)/i;

/**
 * Splits a name in all likely ways: "De Souza" can be a last name, or a first and a last name. The part before
 * a comma is the last name, as in health record systems.
 */
function namesIn(text: string): Names[] {
	const name = text.replace(/\s*\([^)]*\)?\s*$/, '').replace(title, '');
	if (name.includes(',')) {
		const [last_name, first_name] = name.split(/\s*,\s*/);
		return [{ ...(first_name && { first_name }), ...(last_name && { last_name }) }];
	}
	const words = name.split(' ');
	const splits = words.slice(1).map((_, index) => ({
		first_name: words.slice(0, index + 1).join(' '),
		last_name: words.slice(index + 1).join(' '),
	}));
	const isLikely = ({ last_name }: Names) => particle.test(last_name!);
	const inOrder = [...splits.filter(isLikely), ...splits.filter((split) => !isLikely(split))];
	const whole = { last_name: name };
	return particle.test(name) ? [whole, ...inOrder] : [...inOrder, whole];
}

/** A particle at the start of a last name; few first names begin with one. */
const particle = /^(al|da|de|del|della|den|der|di|dos|du|el|la|le|mac|mc|st|ter|van|von) /i;

/** The position in a list: the current request, its next page, and the IDs of earlier results. */
interface Cursor {
	request: number;
	page: number;
	listed: string[];
}

/**
 * Searches patients for a resource locator. A patient whom several requests find is listed once. Throws a
 * NodeApiError for a failed request.
 */
export async function searchPatients(
	this: ILoadOptionsFunctions,
	filter = '',
	token = '0',
): Promise<INodeListSearchResult> {
	const requests = patientRequests(filter);
	const cursor = cursorFrom(token);
	const listed = new Set(cursor.listed);
	const results: INodeListSearchResult['results'] = [];
	for (let { request, page } = cursor; request < requests.length; request++, page = 0) {
		const rows = await rowsOf(this, requests[request], page);
		const patients = rows.filter(({ hero_id }) => hero_id);
		for (const patient of patients.filter(({ hero_id }) => !listed.has(String(hero_id)))) {
			const value = String(patient.hero_id);
			if (!listed.has(value)) results.push({ name: labelOf(patient), value });
			listed.add(value);
		}
		if (rows.length < pageSize) continue;
		const next = { request, page: page + 1, listed: [...listed] };
		return { results, paginationToken: tokenFor(next, requests.length) };
	}
	return { results };
}

/** Writes the cursor as a token. With a single request, the page number is enough. */
const tokenFor = (cursor: Cursor, requests: number): string =>
	requests === 1 ? String(cursor.page) : JSON.stringify(cursor);

function cursorFrom(token: string): Cursor {
	const cursor = JSON.parse(token) as number | Cursor;
	return typeof cursor === 'number' ? { request: 0, page: cursor, listed: [] } : cursor;
}

async function rowsOf(
	context: ILoadOptionsFunctions,
	request: PatientRequest,
	page_index: number,
): Promise<IDataObject[]> {
	if ('id' in request) return await patientById(context, request.id);
	const query = { ...request.query, page_index: String(page_index), page_size: pageSize };
	return listOf(await send(context, { method: 'GET', path: '/v3/patients', query }));
}

/** Reads a patient by ID. Hero may answer 400 for a number or a UUID that is no ID. */
async function patientById(context: ILoadOptionsFunctions, id: string): Promise<IDataObject[]> {
	const path = '/v2/patients/{id}';
	const patient = await send(context, { method: 'GET', path, pathValues: { id } }).catch(
		(thrown: unknown) => {
			const status = thrown instanceof NodeApiError ? thrown.httpCode : undefined;
			if (status !== '404' && status !== '400') throw thrown;
			return undefined;
		},
	);
	return patient ? [patient as IDataObject] : [];
}

/** Labels a patient: "Ms Sam Testpatient, born 1990-12-31", and "deceased" or "restricted" if that holds. */
function labelOf({ title: salutation, first_name, last_name, ...patient }: IDataObject): string {
	const name = [salutation, first_name, last_name].filter(Boolean).join(' ');
	return [
		name || String(patient.hero_id),
		`born ${String(patient.dob ?? 'unknown').slice(0, 10)}`,
		...(patient.deceased_at ? ['deceased'] : []),
		...(patient.restricted === true ? ['restricted'] : []),
	].join(', ');
}
