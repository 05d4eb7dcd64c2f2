import { act } from './act.js';
import { badge, byId, element, rowButton } from './dom.js';
import { listItem, liveList } from './liveList.js';
import { dayInWords, hourAndMinute, timeLeft } from './times.js';

const held = (until) => `held, ${timeLeft(until)} left`;

const states = {
	booked: () => badge('good', 'booked'),
	cancelled: () => badge('bad', 'cancelled'),
	lapsed: () => badge('off', 'hold lapsed'),
	reserved: ({ heldUntil }) => {
		const node = badge('warm', held(heldUntil));
		node.dataset.until = heldUntil;
		return node;
	},
};

/** The appointments, under the day on which they are. */
export const appointments = liveList(byId('appointments'), {
	order: ({ start }) => start,
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

function buttons({ id, status, patient_id, patient, start }) {
	const what = `for ${patient ?? 'the patient'}, ${dayInWords(start)} ${hourAndMinute(start)}`;
	const book = () =>
		act('POST', `/appointments/${id}/book`, { patient_id: patient_id ?? byId('patient').value });
	const cancel = () => act('POST', `/appointments/${id}/cancel`, {});
	return [
		status === 'reserved' && rowButton('Book', `Book ${what}`, book),
		['reserved', 'booked'].includes(status) && rowButton('Cancel', `Cancel ${what}`, cancel),
	];
}

/** Shows how long each hold still lasts. */
export function countDown() {
	for (const node of document.querySelectorAll('[data-until]')) {
		node.textContent = held(node.dataset.until);
	}
}
