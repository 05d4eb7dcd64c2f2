import { appointments } from './appointments.js';
import { batches } from './batches.js';
import { calls } from './calls.js';
import { byId } from './dom.js';
import { messages } from './phone.js';
import { identities, links, patients } from './play.js';
import { bankHolidays, clock, practice } from './practice.js';
import { settings } from './settings.js';
import { deliveries, webhooks } from './webhooks.js';

/** @type {Record<string, import('./rows.d.ts').Part<any>>} */
const parts = {
	...{
		practice,
		clock,
		bankHolidays,
		appointments,
		messages,
		batches,
		webhooks,
		deliveries,
		calls,
	},
	...{ links, patients, identities, settings },
};

/** Follows the practice. After a lost connection the browser reconnects and receives a new snapshot. */
function follow() {
	const stream = new EventSource('/_sandbox/stream');
	stream.addEventListener('snapshot', ({ data }) => {
		showConnection('good', 'Live');
		const views = JSON.parse(data);
		for (const [name, part] of Object.entries(parts)) {
			part.update({ changed: views[name], gone: [] }, true);
		}
	});
	stream.addEventListener('change', ({ data }) => {
		for (const [name, change] of Object.entries(JSON.parse(data))) parts[name].update(change);
	});
	stream.addEventListener('error', () => {
		showConnection('bad', 'Connection lost');
		if (stream.readyState === EventSource.CLOSED) setTimeout(follow, 2000);
	});
}

/**
 * @param {import('./dom.js').Color} color
 * @param {string} text
 */
function showConnection(color, text) {
	byId('connection').className = `badge ${color}`;
	byId('connection').textContent = text;
}

follow();
