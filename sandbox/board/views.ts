import { DateTime } from 'luxon';
import { LONDON } from '../lib/time';
import { awkwardPatients } from '../practice/awkwardPatients';
import { nextBankHoliday } from '../practice/bankHolidays';
import { linkStatus } from '../practice/links';
import { initialSettings, type Settings } from '../practice/settings';
import { eventObjects } from '../practice/webhooks/events';
import { appointmentRows } from './appointments';
import { batchRows, messageRows } from './messages';
import { latest, nameOf } from './names';
import type { Row, Views } from './rows';
import type { LedgerEntry, Practice } from '../practice/model';

const MAX_CALLS = 100;
const MAX_DELIVERIES = 100;
const MAX_LINKS = 40;
const SUGGESTED_PATIENTS = 20;
const SECOND = 1_000;

/** Every list on the board, limited to its latest rows. */
export const viewsOf = (practice: Practice, ledger: LedgerEntry[]): Views => ({
	practice: [practiceRow(practice)],
	bankHolidays: bankHolidayRows(practice.now()),
	clock: [{ id: 'clock', now: Math.floor(practice.now() / SECOND) * SECOND }],
	appointments: appointmentRows(practice),
	messages: messageRows(practice),
	batches: batchRows(practice),
	webhooks: webhookRows(practice),
	deliveries: deliveryRows(practice),
	calls: callRows(ledger),
	links: linkRows(practice),
	patients: patientRows(practice),
	identities: identityRows(practice),
	settings: settingRows(practice),
});

const practiceRow = ({ url, apiKey, groups, forms }: Practice): Row => ({
	id: 'practice',
	url,
	apiKey,
	groups: groups.map(({ id, name }) => ({ id, name })),
	forms: forms.map(({ id, title }) => ({ id, title })),
	events: Object.keys(eventObjects),
});

/** The next bank holiday, or no row. */
function bankHolidayRows(now: number): Row[] {
	const today = DateTime.fromMillis(now, { zone: LONDON }).toISODate();
	const next = nextBankHoliday(String(today));
	return next ? [{ id: next.date, title: next.title }] : [];
}

const webhookRows = ({ webhooks }: Practice): Row[] =>
	[...webhooks.values()].map(({ id, practice_group_id, event_type, url, signing_key }) => ({
		...{ id, event: event_type, url, group: practice_group_id },
		isSigned: signing_key !== undefined,
	}));

const deliveryRows = ({ outbox }: Practice): Row[] =>
	outbox.deliveries.slice(-MAX_DELIVERIES).map(({ headers, body, ...delivery }) => ({
		...delivery,
		at: Date.parse(delivery.at),
		isSigned: 'X-Herohealth-Signature' in headers,
		size: body.length,
	}));

/** The latest calls, and the latest writes, because reads soon push writes out of the list. */
function callRows(ledger: LedgerEntry[]): Row[] {
	const rows = new Map<number, LedgerEntry>();
	let writes = 0;
	for (let index = ledger.length - 1; index >= 0 && writes < MAX_CALLS; index--) {
		const isWrite = ledger[index].method !== 'GET';
		if (isWrite) writes += 1;
		if (isWrite || ledger.length - index <= MAX_CALLS) rows.set(index, ledger[index]);
	}
	return [...rows].map(([index, entry]) => ({
		id: String(index + 1),
		at: Date.parse(entry.at),
		method: entry.method,
		path: entry.path,
		operation: entry.operationId,
		group: entry.practiceGroupId,
		status: entry.status,
		carriedOut: entry.carriedOut,
		cut: entry.cut,
	}));
}

const linkRows = (practice: Practice): Row[] =>
	latest(practice.links, MAX_LINKS).map((link) => ({
		id: link.id,
		type: link.type,
		url: link.url,
		patient: nameOf(practice, link.patient_id),
		status: linkStatus(link, practice.now()),
		opened: link.open_count,
	}));

/** The first patients, and all for whom a workflow has to be careful, with the reason. */
const patientRows = (practice: Practice): Row[] => [
	...[...practice.patients.keys()]
		.slice(0, SUGGESTED_PATIENTS)
		.map((id) => ({ id, name: nameOf(practice, id) })),
	...awkwardPatients
		.filter(({ id }) => practice.patients.has(id))
		.map(({ id, reason }) => ({ id, name: `${nameOf(practice, id)}, ${reason}` })),
];

const identityRows = ({ identityChecks, spine }: Practice): Row[] =>
	[...identityChecks].map((number) => {
		const person = spine.get(number);
		return { id: number, name: person && `${person.first_name} ${person.last_name}` };
	});

function settingRows({ settings }: Practice): Row[] {
	const initial = initialSettings();
	const names = Object.keys(settings) as Array<keyof Settings>;
	return names.map((name) => ({ id: name, value: settings[name], initial: initial[name] }));
}
