import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { send } from '../transport/client';
import { largestPage, listOf } from '../transport/pages';

type Label = (row: IDataObject) => string;

/** People and places are not documented in full: whatever name the row has, else its ID. */
const nameOf: Label = (row) => {
	const person = [row.title, row.first_name, row.last_name].filter(Boolean).join(' ');
	return String(row.name ?? (person || row.id));
};

/** A list that comes in one piece; what is typed into the list narrows it here. */
function wholeList(path: string, label: Label = nameOf) {
	return async function (this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
		const rows = listOf(await send(this, { method: 'GET', path }));
		const results = rows.map((row) => ({ name: label(row), value: String(row.id) }));
		return {
			results: results.filter(({ name }) => name.toLowerCase().includes(filter.toLowerCase())),
		};
	};
}

const appointmentTypeLabel: Label = (row) =>
	row.duration ? `${nameOf(row)} (${row.duration as number} min)` : nameOf(row);

/** Hero searches by named fields: digits are an NHS number, a date is a date of birth, words are names. */
function patientQuery(filter: string): IDataObject {
	const digits = filter.replace(/[\s-]/g, '');
	if (/^\d{10}$/.test(digits)) return { nhs_number: digits };
	if (/^\d{4}-\d{2}-\d{2}$/.test(filter)) return { dob: filter };
	const words = filter.split(/\s+/);
	const last_name = words.pop();
	return words.length > 0 ? { first_name: words.join(' '), last_name } : { last_name };
}

async function searchPatients(
	this: ILoadOptionsFunctions,
	filter = '',
	page = '0',
): Promise<INodeListSearchResult> {
	const wanted = filter.trim();
	if (wanted === '') return { results: [] };
	const query = { ...patientQuery(wanted), page_index: page, page_size: largestPage };
	const rows = listOf(await send(this, { method: 'GET', path: '/v3/patients', query }));
	const results = rows
		.filter((row) => row.hero_id)
		.map((row) => ({
			name: `${nameOf(row)}, born ${String(row.dob ?? 'unknown').slice(0, 10)}`,
			value: String(row.hero_id),
		}));
	const more = rows.length === largestPage ? String(Number(page) + 1) : undefined;
	return { results, paginationToken: more };
}

/** "Tue 24 Mar 09:30, Dr A. Example, Main Site", in the timezone of the workflow. */
async function searchSlots(
	this: ILoadOptionsFunctions,
	filter = '',
	page = '0',
): Promise<INodeListSearchResult> {
	const query = { page_index: page, page_size: largestPage };
	const [slots, practitioners, locations] = await Promise.all([
		send(this, { method: 'GET', path: '/v1/slots', query }).then(listOf),
		send(this, { method: 'GET', path: '/v1/practitioners' }).then(listOf),
		send(this, { method: 'GET', path: '/v1/locations' }).then(listOf),
	]);
	const names = (rows: IDataObject[]) => new Map(rows.map((row) => [String(row.id), nameOf(row)]));
	const [practitionerNames, locationNames] = [names(practitioners), names(locations)];
	const time = new Intl.DateTimeFormat('en-GB', {
		weekday: 'short',
		day: 'numeric',
		month: 'short',
		hour: '2-digit',
		minute: '2-digit',
		timeZone: this.getTimezone(),
	});
	const results = slots.map((slot) => ({
		name: [
			time.format(new Date(String(slot.start_time))).replace(/,/g, ''),
			practitionerNames.get(String(slot.practitioner_id)),
			locationNames.get(String(slot.location_id)),
		]
			.filter(Boolean)
			.join(', '),
		value: String(slot.id),
	}));
	const more = slots.length === largestPage ? String(Number(page) + 1) : undefined;
	return {
		results: results.filter(({ name }) => name.toLowerCase().includes(filter.toLowerCase())),
		paginationToken: more,
	};
}

/** The live lists behind the From List mode of the locators in actions/fields.ts. */
export const listSearch = {
	searchAppointmentTypes: wholeList('/v1/appointment_types', appointmentTypeLabel),
	searchLocations: wholeList('/v1/locations'),
	searchPatients,
	searchPractitioners: wholeList('/v1/practitioners'),
	searchSlots,
};
