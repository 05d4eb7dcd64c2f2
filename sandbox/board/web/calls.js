import { badge, byId, element, inputById } from './dom.js';
import { listItem, liveList } from './liveList.js';
import { toTheSecond } from './times.js';

/** @typedef {import('./rows.d.ts').CallRow} CallRow */

const writesOnly = inputById('writes-only');
const isWrite = (/** @type {CallRow} */ { method }) => method !== 'GET';

/** Shows the calls of the API, newest first. */
export const calls = liveList(byId('calls'), {
	order: (/** @type {CallRow} */ { id }) => -id,
	isShown: (row) => !writesOnly.checked || isWrite(row),
	draw: (row) =>
		listItem(
			element('span', { className: 'when' }, toTheSecond(row.at)),
			element('span', { className: isWrite(row) ? 'method writes' : 'method' }, row.method),
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

/** @param {CallRow} row */
function outcome({ status, cut, carriedOut }) {
	if (cut) return badge('bad', carriedOut ? 'cut, but carried out' : 'cut, not carried out');
	const code = Number(status);
	return badge(code < 400 ? 'good' : code === 429 ? 'warm' : 'bad', String(status));
}

writesOnly.addEventListener('change', () => calls.place());
