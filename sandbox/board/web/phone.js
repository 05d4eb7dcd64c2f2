import { byId, element, fillSelect } from './dom.js';
import { liveList } from './liveList.js';
import { hourAndMinute } from './times.js';

const owner = byId('phone-owner');
const screen = byId('messages').parentElement;

/** The messages, as on the phone of one patient or of everyone. */
const list = liveList(byId('messages'), {
	order: ({ at }) => at,
	isShown: ({ patient_id }) => !owner.value || owner.value === patient_id,
	draw: (row, before) => {
		// Only its state changes, and a message that is announced should not be announced again.
		if (before) return void drawState(before.querySelector('.state'), row);
		const state = element('span', { className: 'state' });
		drawState(state, row);
		return element(
			'li',
			{},
			element('span', { className: 'to' }, `To ${row.patient ?? 'a former patient'}`),
			element('p', { className: 'bubble' }, ...withLinks(row)),
			state,
		);
	},
	placed: () => screen.scrollTo({ top: screen.scrollHeight }),
});

export const messages = {
	update(change, isSnapshot) {
		list.update(change, isSnapshot);
		const names = new Map([...list.rows.values()].map((row) => [row.patient_id, row.patient]));
		fillSelect(owner, [['', 'everyone'], ...names]);
	},
};

owner.addEventListener('change', () => list.place());

function drawState(node, { status, at, channel, failure }) {
	node.className = `state ${status}`;
	const time = hourAndMinute(at);
	node.textContent =
		status === 'failed' ? `Not delivered: ${failure}` : `${time} · ${channel} · ${status}`;
}

/** The text with the sandbox's own links to click on; the link that goes along stands below it. */
function withLinks({ text, link }) {
	const full = link && !text.includes(link) ? `${text}\n${link}` : text;
	const own = byId('base-url').textContent;
	return full
		.split(/(https?:\/\/\S+\/s\/[\w-]+)/)
		.map((part) =>
			own && part.startsWith(`${own}/s/`)
				? element('a', { href: part, target: '_blank', rel: 'noopener' }, part)
				: part,
		);
}
