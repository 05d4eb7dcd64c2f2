import { badge, byId, element, inputById } from './dom.js';
import { listItem, liveList } from './liveList.js';
import { toTheSecond } from './times.js';

/** @typedef {import('./rows.d.ts').CallRow} CallRow */

const writesOnly = inputById('writes-only');
const isWrite = (/** @type {CallRow} */ { method }) => method !== 'GET';

/** Newest first. */
const list = liveList(byId('calls'), {
	order: (/** @type {CallRow} */ { id }) => -id,
	isShown: (row) => !writesOnly.checked || isWrite(row),
	draw: (row) =>
		listItem(
			element('span', { className: 'when' }, toTheSecond(row.at)),
			element('span', { className: isWrite(row) ? 'method writes' : 'method' }, row.method),
			element('small', { className: 'kind' }, isWrite(row) ? 'write' : 'read'),
			element(
				'span',
				{ className: 'main' },
				element('strong', {}, row.operation ?? 'not a call of the API'),
				element('small', {}, row.path),
			),
			element('small', {}, row.group ? `group ${row.group}` : 'no group'),
			outcome(row),
		),
});

/**
 * Shows the calls of the API, and whether there is a write among them.
 *
 * @type {import('./rows.d.ts').Part<CallRow>}
 */
export const calls = {
	update(change, isSnapshot) {
		list.update(change, isSnapshot);
		const rows = list.rows();
		const writes = rows.filter(isWrite).length;
		const reads = rows.length - writes;
		byId('call-kinds').textContent =
			rows.length === 0
				? ''
				: writes === 0
					? 'Reads only'
					: `${counted(writes, 'write')}, ${counted(reads, 'read')}`;
	},
};

/**
 * @param {number} count
 * @param {string} noun
 */
const counted = (count, noun) => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** @param {CallRow} row */
function outcome({ status, cut, carriedOut }) {
	if (cut) return badge('bad', carriedOut ? 'cut, but carried out' : 'cut, not carried out');
	const code = Number(status);
	return badge(code < 400 ? 'good' : code === 429 ? 'warm' : 'bad', String(status));
}

writesOnly.addEventListener('change', () => list.place());
