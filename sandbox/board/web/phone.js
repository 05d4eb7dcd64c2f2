import { badge, byId, element, fillSelect, selectById } from './dom.js';
import { liveList } from './liveList.js';
import { hourAndMinute } from './times.js';

/** @typedef {import('./rows.d.ts').MessageRow} MessageRow */

const owner = selectById('phone-owner');
const screen = byId('messages').parentElement;

/** Shows the messages on the phone of one patient or of all patients. */
const list = liveList(byId('messages'), {
	order: (/** @type {MessageRow} */ { at }) => at,
	isShown: ({ patient_id }) => !owner.value || owner.value === patient_id,
	draw: (row, before) => {
		// Only its state changes, so a screen reader does not announce the message again.
		const existing = /** @type {HTMLElement | null | undefined} */ (
			before?.querySelector('.state')
		);
		if (existing) return void drawState(existing, row);
		const state = element('span', { className: 'state' });
		drawState(state, row);
		return element(
			'li',
			{},
			element('span', { className: 'to' }, `To ${row.patient ?? 'a former patient'}`),
			row.caution !== undefined && badge('warm', row.caution),
			row.sentTo !== undefined && contact(row.sentTo, row.isOwnContact),
			element('p', { className: 'bubble' }, ...withLinks(row)),
			state,
		);
	},
	placed: () => screen?.scrollTo({ top: screen.scrollHeight }),
});

/** @type {import('./rows.d.ts').Part<MessageRow>} */
export const messages = {
	update(change, isSnapshot) {
		list.update(change, isSnapshot);
		/** @type {Map<string, string>} */
		const names = new Map();
		for (const { patient_id, patient } of list.rows()) {
			names.set(patient_id, String(patient));
		}
		fillSelect(owner, [['', 'everyone'], ...names]);
	},
};

owner.addEventListener('change', () => list.place());

/**
 * Shows where a message went, and whether that is the patient's own number or address.
 *
 * @param {string} sentTo
 * @param {boolean} [isOwn]
 */
function contact(sentTo, isOwn) {
	const text = isOwn ? sentTo : `${sentTo}, not the patient's own`;
	return element('span', { className: isOwn ? 'contact' : 'contact other' }, text);
}

/**
 * @param {HTMLElement} node
 * @param {MessageRow} row
 */
function drawState(node, { status, at, channel, failure }) {
	node.className = `state ${status}`;
	const time = hourAndMinute(at);
	node.textContent =
		status === 'failed' ? `Not delivered: ${failure}` : `${time} · ${channel} · ${status}`;
}

/**
 * Returns the text with the sandbox's own links made clickable. The link of the message stands below it.
 *
 * @param {MessageRow} row
 */
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
