import { act } from './act.js';
import { byId } from './dom.js';

const form = byId('settings');
const rows = new Map();

for (const input of form.querySelectorAll('[data-percent], [data-number]')) {
	Object.assign(input, { type: 'number', step: 'any', required: true });
	if ('percent' in input.dataset) Object.assign(input, { min: 0, max: 100 });
}

/** The switches of the sandbox, as they stand. */
export const settings = {
	update({ changed }) {
		for (const row of changed) {
			rows.set(row.id, row);
			show(row);
		}
		const turned = [...rows.values()].filter(isTurned).length;
		const count = byId('fault-count');
		count.textContent = inWords(turned);
		count.className = `badge ${turned === 0 ? 'off' : 'warm'}`;
	},
};

const inWords = (turned) =>
	turned === 0 ? 'As at the start' : `${turned} ${turned === 1 ? 'setting' : 'settings'} turned`;

const isTurned = ({ value, initial }) => value !== initial;

function show(row) {
	const input = form.elements[row.id];
	input.closest('label').classList.toggle('turned', isTurned(row));
	if (input.type === 'checkbox') input.checked = row.value;
	else input.value = 'percent' in input.dataset ? toPercent(row.value) : row.value;
}

// A share of 0.07 is 7.000000000000001 percent to a computer.
const toPercent = (share) => Number((share * 100).toFixed(4));

function valueOf(input) {
	if (input.type === 'checkbox') return input.checked;
	const { percent, number } = input.dataset;
	if (percent !== undefined) return Number(input.value) / 100;
	return number === undefined ? input.value : Number(input.value);
}

form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('change', async ({ target }) => {
	if (!target.reportValidity()) return;
	const done = await act('POST', '/settings', { [target.name]: valueOf(target) }, 'Set.');
	if (!done) show(rows.get(target.name));
});
byId('reset').addEventListener('click', () => {
	const initial = [...rows.values()].map((row) => [row.id, row.initial]);
	act('POST', '/settings', Object.fromEntries(initial), 'Everything is as at the start.');
});
