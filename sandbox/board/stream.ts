import type { FastifyReply } from 'fastify';
import { sleepUnlessAborted } from '../lib/sleep';
import type { Row, Views } from './rows';
import type { Practice } from '../practice/model';

type Listener = FastifyReply['raw'];

/** What has become of one list: rows that are new or other than before, and ids that are gone. */
interface Change {
	changed: Row[];
	gone: string[];
}

const BEAT_MS = 250;
const BEATS_OF_SILENCE = 60;
const MOST_LISTENERS = 50;
/** In bytes. Who falls further behind is cut off, and starts afresh when it comes back. */
const MOST_UNSENT = 1_000_000;

/**
 * Tells browsers what changes, a few times a second and only while one listens. Who joins, or comes
 * back, first gets everything as it stands.
 */
export function createStream(practice: Practice, look: () => Views): (listener: Listener) => void {
	const listeners = new Set<Listener>();
	let views: Views = {};
	let told: Record<string, Map<string, string>> = {};
	let isFollowing = false;
	let silence = 0;

	/** Sends what has changed since the last look. */
	const tell = () => {
		views = look();
		const before = told;
		told = Object.fromEntries(Object.entries(views).map(([name, rows]) => [name, textsOf(rows)]));
		const changes = Object.entries(views).flatMap(([name, rows]) => {
			const change = changeOf(rows, before[name] ?? new Map(), told[name]);
			return change.changed.length + change.gone.length > 0 ? [[name, change] as const] : [];
		});
		silence = changes.length > 0 ? 0 : silence + 1;
		if (changes.length > 0) sendAll(eventText('change', Object.fromEntries(changes)));
		// A comment, by which both sides notice when the connection is gone.
		else if (silence % BEATS_OF_SILENCE === 0) sendAll(':\n\n');
	};
	const sendAll = (text: string) => {
		for (const listener of listeners) {
			if (listener.writableLength > MOST_UNSENT) listener.destroy();
			else listener.write(text);
		}
	};
	const follow = async () => {
		if (isFollowing) return;
		isFollowing = true;
		while (listeners.size > 0 && !practice.closing.signal.aborted) {
			await sleepUnlessAborted(BEAT_MS, practice.closing.signal);
			tell();
		}
		isFollowing = false;
	};

	return (listener) => {
		if (listeners.size >= MOST_LISTENERS) {
			listener.writeHead(503).end();
			return;
		}
		listener.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
		tell();
		listener.write(`retry: 1000\n${eventText('snapshot', views)}`);
		listeners.add(listener);
		listener.on('close', () => listeners.delete(listener));
		void follow();
	};
}

const eventText = (event: string, data: object) =>
	`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

const textsOf = (rows: Row[]) => new Map(rows.map((row) => [row.id, JSON.stringify(row)]));

const changeOf = (
	rows: Row[],
	before: Map<string, string>,
	after: Map<string, string>,
): Change => ({
	changed: rows.filter(({ id }) => before.get(id) !== after.get(id)),
	gone: [...before.keys()].filter((id) => !after.has(id)),
});
