import { act } from './act.js';
import { badge, byId, element, inputById, rowButton } from './dom.js';
import { listItem, liveList } from './liveList.js';
import { dayInWords, hourAndMinute, timeLeft } from './times.js';

/** @typedef {import('./rows.d.ts').AppointmentRow} AppointmentRow */

/** @param {number} until */
const heldText = (until) => `held, ${timeLeft(until)} left`;

/** @type {Record<AppointmentRow['status'], (row: AppointmentRow) => HTMLElement>} */
const states = {
	booked: () => badge('good', 'booked'),
	cancelled: () => badge('bad', 'cancelled'),
	lapsed: () => badge('off', 'hold lapsed'),
	reserved: ({ heldUntil }) => {
		const node = badge('warm', heldText(heldUntil));
		node.dataset.until = String(heldUntil);
		return node;
	},
};

/** Shows the appointments, grouped by day. */
export const appointments = liveList(byId('appointments'), {
	order: (/** @type {AppointmentRow} */ { start }) => start,
	draw: (row) =>
		listItem(
			element('span', { className: 'day' }, dayInWords(row.start)),
			element('span', { className: 'when' }, element('strong', {}, hourAndMinute(row.start))),
			element(
				'span',
				{ className: 'main' },
				element('strong', {}, row.patient ?? 'Nobody yet'),
				element('small', {}, `${row.type}, ${row.practitioner}, ${row.location}`),
			),
			states[row.status](row),
			element('span', { className: 'actions' }, ...buttons(row)),
		),
	placed: (rows, nodes) => {
		const days = rows.map(({ start }) => dayInWords(start));
		nodes.forEach((node, place) =>
			node.classList.toggle('opens-day', days[place] !== days[place - 1]),
		);
	},
});

/** @param {AppointmentRow} row */
function buttons({ id, status, patient_id, patient, start }) {
	const what = `for ${patient ?? 'the patient'}, ${dayInWords(start)} ${hourAndMinute(start)}`;
	const book = () => {
		const body = { patient_id: patient_id ?? inputById('patient').value };
		void act('POST', `/appointments/${id}/book`, body);
	};
	const cancel = () => void act('POST', `/appointments/${id}/cancel`, {});
	return [
		status === 'reserved' && rowButton('Book', `Book ${what}`, book),
		['reserved', 'booked'].includes(status) && rowButton('Cancel', `Cancel ${what}`, cancel),
	];
}

/** Updates the remaining time of each hold. */
export function countDown() {
	/** @type {NodeListOf<HTMLElement>} */
	const nodes = document.querySelectorAll('[data-until]');
	for (const node of nodes) node.textContent = heldText(Number(node.dataset.until));
}
