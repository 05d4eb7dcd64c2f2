import type { FastifyReply } from 'fastify';
import { sleepUnlessAborted } from '../lib/sleep';
import type { Row, Views } from './rows';
import type { Practice } from '../practice/model';

type Listener = FastifyReply['raw'];

/** The difference of one list: rows that are new or changed, and ids that are gone. */
interface Change {
	changed: Row[];
	gone: string[];
}

const INTERVAL_MS = 250;
const KEEP_ALIVE_INTERVALS = 60;
const MAX_LISTENERS = 50;
/** In bytes. A slower listener is disconnected, and gets a snapshot when it reconnects. */
const MAX_UNSENT = 1_000_000;

/**
 * A stream of changes for browsers, a few times a second and only while one listens. A browser that
 * connects or reconnects first gets a snapshot of every list.
 */
export function createStream(
	practice: Practice,
	readViews: () => Views,
): (listener: Listener) => void {
	const listeners = new Set<Listener>();
	let views: Views = {};
	let sentRows: Record<string, Map<string, string>> = {};
	let isRunning = false;
	let silentIntervals = 0;

	/** Sends the changes since the last snapshot or change. */
	const sendChanges = () => {
		views = readViews();
		const before = sentRows;
		sentRows = Object.fromEntries(
			Object.entries(views).map(([name, rows]) => [name, textsOf(rows)]),
		);
		const changes = Object.entries(views).flatMap(([name, rows]) => {
			const change = changeOf(rows, before[name] ?? new Map(), sentRows[name]);
			return change.changed.length + change.gone.length > 0 ? [[name, change] as const] : [];
		});
		silentIntervals = changes.length > 0 ? 0 : silentIntervals + 1;
		if (changes.length > 0) sendAll(eventText('change', Object.fromEntries(changes)));
		// A comment keeps the connection alive, and both sides notice when it is lost.
		else if (silentIntervals % KEEP_ALIVE_INTERVALS === 0) sendAll(':\n\n');
	};
	const sendAll = (text: string) => {
		for (const listener of listeners) {
			if (listener.writableLength > MAX_UNSENT) listener.destroy();
			else listener.write(text);
		}
	};
	const run = async () => {
		if (isRunning) return;
		isRunning = true;
		while (listeners.size > 0 && !practice.closing.signal.aborted) {
			await sleepUnlessAborted(INTERVAL_MS, practice.closing.signal);
			sendChanges();
		}
		isRunning = false;
	};

	return (listener) => {
		if (listeners.size >= MAX_LISTENERS) {
			listener.writeHead(503).end();
			return;
		}
		listener.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
		sendChanges();
		listener.write(`retry: 1000\n${eventText('snapshot', views)}`);
		listeners.add(listener);
		listener.on('close', () => listeners.delete(listener));
		void run();
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
