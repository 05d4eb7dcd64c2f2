import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { send } from '../transport/client';
import { pageSize, listOf } from '../transport/pagination';
import { readNhsNumber } from '../form/values/nhsNumber';

/** One request that may find the patient: a search, or a look at the patient with this Hero ID. */
export type PatientRequest = { query: Record<string, string> } | { id: string };

/** More ways of reading one text are hardly meant, and somebody waits before the editor. */
const mostRequests = 4;

/**
 * The requests for what was typed into a list of patients, likeliest first. Hero searches by named fields, so a
 * number, a date and a name have to be told apart, and a name of several words has to be split.
 */
export function patientRequests(typed: string): PatientRequest[] {
	const text = cleaned(typed);
	const compact = text.replace(/[\s-]/g, '');
	const nhs_number = nhsNumberOf(compact);
	if (nhs_number) return [{ query: { nhs_number } }];
	const { dob, rest } = takeDate(text);
	if (!dob && (/^\d+$/.test(compact) || uuid.test(text))) {
		const id = uuid.test(text) ? text : compact;
		return [{ id }, { query: { ehr_partner_id: id } }];
	}
	const born: Record<string, string> = dob ? { dob } : {};
	if (rest === '') return dob ? [{ query: born }] : [];
	const requests = [...new Set([withPlainApostrophe(rest), rest])]
		.flatMap(namesIn)
		.map((names) => ({ query: { ...names, ...born } }));
	return requests.slice(0, mostRequests);
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Composed letters, one plain blank between words, plain hyphens, and no characters that cannot be seen. */
const cleaned = (typed: string): string =>
	typed
		.normalize('NFC')
		.replace(/[\u00AD\u200B-\u200F\u2060\uFEFF]/g, '')
		.replace(/\s+/g, ' ')
		.replace(/[\p{Pd}\u2212]/gu, '-')
		.trim();

/** Health records are mostly written with it, whatever a keyboard or a letter gives. */
const withPlainApostrophe = (text: string): string => text.replace(/[\u2018\u2019\u02BC`´]/g, "'");

/** With a mistyped digit it may still be an ID. */
function nhsNumberOf(digits: string): string | undefined {
	try {
		return readNhsNumber(digits);
	} catch {
		return undefined;
	}
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const isoDate = /\b(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})\b/;
/** As it is written in the UK, the day first. */
const ukDate =
	/\b(?<day>\d{1,2})(?:\s?[./-]\s?|\s)(?<month>\d{1,2})(?:\s?[./-]\s?|\s)(?<year>\d{4})\b/;
const writtenDate = new RegExp(
	`\\b(?<day>\\d{1,2})(?:st|nd|rd|th)?[ .-]+(?<month>${months.join('|')})[a-z]*[ .,-]+(?<year>\\d{4})\\b`,
	'i',
);

/** The date of birth in a text, as Hero takes it, and what is left without it. */
function takeDate(text: string): { dob?: string; rest: string } {
	for (const form of [isoDate, ukDate, writtenDate]) {
		const found = form.exec(text);
		const dob = found?.groups && calendarDate(found.groups);
		if (!found || !dob) continue;
		const before = text.slice(0, found.index).replace(dateLabel, '');
		const rest = `${before} ${text.slice(found.index + found[0].length)}`;
		return { dob, rest: rest.replace(/\s+/g, ' ').replace(/^[\s,;()]+|[\s,;()]+$/g, '') };
	}
	return { rest: text };
}

/** Without a comma before it, Born may be a last name. */
const dateLabel = /([,(]\s*born|\b(dob|d\.o\.b\.?)):?\s*$/i;

/** YYYY-MM-DD, or undefined for a day that the calendar does not have. */
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

/** Nobody is called so; the others of Hero's titles, such as Earl, can be a first name. */
const title = /^(mr|mrs|ms|miss|mx|dr)\.? (?=\S)/i;

/**
 * The ways to split a name: "De Souza" can be a last name or a first and a last one. A comma tells: what stands
 * before it is the last name, as health record systems write it.
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

/** A word with which last names begin, and hardly any first name. */
const particle = /^(al|da|de|del|della|den|der|di|dos|du|el|la|le|mac|mc|st|ter|van|von) /i;

/** How far a list is read: the request that goes on, its next page, and who was given out before. */
interface Place {
	request: number;
	page: number;
	given: string[];
}

/** Fills a live list of patients. Each is given out once, whichever of the requests found them. */
export async function searchPatients(
	this: ILoadOptionsFunctions,
	filter = '',
	token = '0',
): Promise<INodeListSearchResult> {
	const requests = patientRequests(filter);
	const place = placeFrom(token);
	const given = new Set(place.given);
	const results: INodeListSearchResult['results'] = [];
	for (let { request, page } = place; request < requests.length; request++, page = 0) {
		const rows = await rowsOf(this, requests[request], page);
		const patients = rows.filter(({ hero_id }) => hero_id);
		for (const patient of patients.filter(({ hero_id }) => !given.has(String(hero_id)))) {
			const value = String(patient.hero_id);
			if (!given.has(value)) results.push({ name: labelOf(patient), value });
			given.add(value);
		}
		if (rows.length < pageSize) continue;
		const next = { request, page: page + 1, given: [...given] };
		return { results, paginationToken: tokenFor(next, requests.length) };
	}
	return { results };
}

/** A list that one request fills needs no more than the number of the page. */
const tokenFor = (place: Place, requests: number): string =>
	requests === 1 ? String(place.page) : JSON.stringify(place);

function placeFrom(token: string): Place {
	const read = JSON.parse(token) as number | Place;
	return typeof read === 'number' ? { request: 0, page: read, given: [] } : read;
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

/** Hero may refuse a number or a UUID as an ID: then nobody has it. */
async function patientById(context: ILoadOptionsFunctions, id: string): Promise<IDataObject[]> {
	const path = '/v2/patients/{id}';
	const answer = await send(context, { method: 'GET', path, pathValues: { id } }).catch(
		(thrown: unknown) => {
			const status = thrown instanceof NodeApiError ? thrown.httpCode : undefined;
			if (status !== '404' && status !== '400') throw thrown;
			return undefined;
		},
	);
	return answer ? [answer as IDataObject] : [];
}

/** "Ms Sam Testpatient, born 1990-12-31", with what decides whether to write to them. */
function labelOf({ title: salutation, first_name, last_name, ...patient }: IDataObject): string {
	const name = [salutation, first_name, last_name].filter(Boolean).join(' ');
	return [
		name || String(patient.hero_id),
		`born ${String(patient.dob ?? 'unknown').slice(0, 10)}`,
		...(patient.deceased_at ? ['deceased'] : []),
		...(patient.restricted === true ? ['restricted'] : []),
	].join(', ');
}
