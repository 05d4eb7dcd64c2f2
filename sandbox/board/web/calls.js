import { badge, byId, element } from './dom.js';
import { listItem, liveList } from './liveList.js';
import { toTheSecond } from './times.js';

const writesOnly = byId('writes-only');
const isWrite = ({ method }) => method !== 'GET';

/** The calls of the API, the newest first. */
export const calls = liveList(byId('calls'), {
	order: ({ id }) => -id,
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

function outcome({ status, cut, carriedOut }) {
	if (cut) return badge('bad', carriedOut ? 'cut, but carried out' : 'cut, not carried out');
	return badge(status < 400 ? 'good' : status === 429 ? 'warm' : 'bad', String(status));
}

writesOnly.addEventListener('change', () => calls.place());
