import { act } from './act.js';
import { byId, formById } from './dom.js';

/** @typedef {import('./rows.d.ts').SettingRow} SettingRow */

const form = formById('settings');
/** @type {Map<string, SettingRow>} */
const rows = new Map();

/** @type {NodeListOf<HTMLInputElement>} */
const numberInputs = form.querySelectorAll('[data-percent], [data-number]');
for (const input of numberInputs) {
	Object.assign(input, { type: 'number', step: 'any', required: true });
	if ('percent' in input.dataset) Object.assign(input, { min: 0, max: 100 });
}

/**
 * Shows the current settings of the sandbox.
 *
 * @type {import('./rows.d.ts').Part<SettingRow>}
 */
export const settings = {
	update({ changed }) {
		for (const row of changed) {
			rows.set(row.id, row);
			show(row);
		}
		const count = [...rows.values()].filter(isChanged).length;
		const node = byId('fault-count');
		node.textContent = countText(count);
		node.className = `badge ${count === 0 ? 'off' : 'warm'}`;
	},
};

/** @param {number} count */
const countText = (count) =>
	count === 0 ? 'As at the start' : `${count} ${count === 1 ? 'setting' : 'settings'} changed`;

/** @param {SettingRow} row */
const isChanged = ({ value, initial }) => value !== initial;

/** @param {SettingRow} row */
function show(row) {
	const input = /** @type {HTMLInputElement} */ (form.elements.namedItem(row.id));
	input.closest('label')?.classList.toggle('turned', isChanged(row));
	if (input.type === 'checkbox') input.checked = row.value === true;
	else input.value = String('percent' in input.dataset ? toPercent(Number(row.value)) : row.value);
}

/**
 * Rounds, because 0.07 * 100 is 7.000000000000001.
 *
 * @param {number} share
 */
const toPercent = (share) => Number((share * 100).toFixed(4));

/** @param {HTMLInputElement} input */
function valueOf(input) {
	if (input.type === 'checkbox') return input.checked;
	const { percent, number } = input.dataset;
	if (percent !== undefined) return Number(input.value) / 100;
	return number === undefined ? input.value : Number(input.value);
}

/** @param {HTMLInputElement} input */
async function save(input) {
	if (!input.reportValidity()) return;
	const isSaved = await act('POST', '/settings', { [input.name]: valueOf(input) }, 'Set.');
	const row = rows.get(input.name);
	if (!isSaved && row) show(row);
}

form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener(
	'change',
	({ target }) => void save(/** @type {HTMLInputElement} */ (target)),
);
byId('reset').addEventListener('click', () => {
	const initial = [...rows.values()].map((row) => [row.id, row.initial]);
	void act('POST', '/settings', Object.fromEntries(initial), 'Everything is as at the start.');
});
