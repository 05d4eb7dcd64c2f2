import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { send } from '../transport/client';
import { pageSize, listOf, listRows } from '../transport/pagination';
import { searchAppointmentTypes } from './appointmentTypeSearch';
import { searchPatients } from './patientSearch';
import type { Label } from './results';
import { nameOf, rowsOf, toResults } from './results';

/** A searchable list behind the From List mode of a resource locator. */
type Search = (
	this: ILoadOptionsFunctions,
	filter?: string,
	page?: string,
) => Promise<INodeListSearchResult>;

/** The most rows that a search reads. */
const maxSearchedRows = 500;

/** Searches a list without pages, which is filtered here. */
const wholeList = (path: string, label: Label = nameOf): Search =>
	async function (filter = '') {
		return { results: toResults(await rowsOf(this, path), label, filter) };
	};

/** Searches a list with pages. Without a filter, the editor requests one page after another. */
const pagedList = (path: string, label: Label = nameOf): Search =>
	async function (filter = '', page = '0') {
		return await pagedResults(
			filter,
			page,
			label,
			async (page_index) =>
				await send(this, { method: 'GET', path, query: { page_index, page_size: pageSize } }),
		);
	};

async function pagedResults(
	filter: string,
	page: string,
	label: Label,
	fetchPage: (index: number | string) => Promise<unknown>,
): Promise<INodeListSearchResult> {
	if (filter !== '') {
		return { results: toResults(await listRows(fetchPage, maxSearchedRows), label, filter) };
	}
	const rows = listOf(await fetchPage(page));
	return { results: toResults(rows, label, filter), paginationToken: nextPage(rows, page) };
}

const nextPage = (rows: IDataObject[], page: string): string | undefined =>
	rows.length === pageSize ? String(Number(page) + 1) : undefined;

/** Parameters of a form that filter the slots, by Hero's name. */
const slotFilters = {
	appointment_type_id: ['slotAppointmentTypeId', 'filters.appointmentTypeId'],
	location_id: ['slotLocationId', 'filters.locationId'],
	practitioner_id: ['filters.practitionerId'],
};

/** Builds a query of the IDs chosen in the form, without expressions, which have no value yet. */
function chosenIds(context: ILoadOptionsFunctions, names: Record<string, string[]>): IDataObject {
	const entries = Object.entries(names).flatMap(([wireName, parameters]) => {
		const ids = parameters.map((parameter) => {
			const locator = context.getCurrentNodeParameter(parameter) as { value?: unknown } | undefined;
			return locator?.value;
		});
		const id = ids.find((value) => typeof value === 'string' && /^[^=]/.test(value));
		return id ? [[wireName, id]] : [];
	});
	return Object.fromEntries(entries) as IDataObject;
}

/** Searches free slots, such as "Tue 24 Mar 09:30, Dr A. Example, Main Site" in the timezone of the workflow. */
const searchSlots: Search = async function (filter = '', page = '0') {
	const filters = chosenIds(this, slotFilters);
	const [practitioners, locations] = await Promise.all([
		rowsOf(this, '/v1/practitioners'),
		rowsOf(this, '/v1/locations'),
	]);
	const nameById = (rows: IDataObject[], id: unknown) => {
		const record = rows.find((row) => String(row.id) === String(id));
		return record && nameOf(record);
	};
	const time = new Intl.DateTimeFormat('en-GB', {
		weekday: 'short',
		day: 'numeric',
		month: 'short',
		hour: '2-digit',
		minute: '2-digit',
		timeZone: this.getTimezone(),
	});
	const label: Label = ({ id, start_time, practitioner_id, location_id }) => {
		if (!start_time) return String(id);
		const start = time.format(new Date(String(start_time))).replace(/,/g, '');
		const practitioner = nameById(practitioners, practitioner_id);
		return [start, practitioner, nameById(locations, location_id)].filter(Boolean).join(', ');
	};
	return await pagedResults(filter, page, label, async (page_index) => {
		const query = { ...filters, page_index, page_size: pageSize };
		return await send(this, { method: 'GET', path: '/v1/slots', query });
	});
};

const bookingLinkLabel: Label = (row) => [row.short_link, row.id].filter(Boolean).join(', ');

const episodeLabel: Label = (row) => {
	const patient = (row.patient as IDataObject | null) ?? row;
	return [nameOf({ id: row.id, ...patient }), row.status, row.priority].filter(Boolean).join(', ');
};

const webhookLabel: Label = (row) =>
	[row.event_type, row.url].filter(Boolean).join(' → ') || String(row.id);

/** The searches of all resource locators, by the name that a locator gives. Each throws a NodeApiError. */
export const listSearch = {
	searchAdmins: pagedList('/v1/admins'),
	searchAppointmentTypes,
	searchBatchMessages: pagedList('/v1/batch_message'),
	searchBookingLinks: wholeList('/v2/bookinglinks', bookingLinkLabel),
	searchEpisodes: pagedList('/v1/episodes', episodeLabel),
	searchForms: wholeList('/v1/forms'),
	searchLocations: wholeList('/v1/locations'),
	searchPatients,
	searchPractitioners: wholeList('/v1/practitioners'),
	searchSlots,
	searchWebhooks: wholeList('/v1/webhooks', webhookLabel),
};
