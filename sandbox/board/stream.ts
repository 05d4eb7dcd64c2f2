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
/** Unsent bytes of a listener. A slower one is disconnected, and gets a snapshot when it reconnects. */
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
	const { signal } = practice.closing;
	const { snapshot, sendChanges } = createSender(listeners, readViews);
	let isRunning = false;
	const run = async () => {
		if (isRunning) return;
		isRunning = true;
		while (listeners.size > 0 && !signal.aborted) {
			await sleepUnlessAborted(INTERVAL_MS, signal);
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
		listener.write(`retry: 1000\n${snapshot()}`);
		listeners.add(listener);
		listener.on('close', () => listeners.delete(listener));
		void run();
	};
}

/** Sends each change to all listeners. A snapshot sends earlier changes first, so none is missed. */
function createSender(listeners: Set<Listener>, readViews: () => Views) {
	let views: Views = {};
	let sentRows: Record<string, Map<string, string>> = {};
	let silentIntervals = 0;
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
		if (changes.length > 0) sendAll(listeners, eventText('change', Object.fromEntries(changes)));
		// A comment keeps the connection alive, and both sides notice when it is lost.
		else if (silentIntervals % KEEP_ALIVE_INTERVALS === 0) sendAll(listeners, ':\n\n');
	};
	const snapshot = () => {
		sendChanges();
		return eventText('snapshot', views);
	};
	return { snapshot, sendChanges };
}

function sendAll(listeners: Set<Listener>, text: string): void {
	for (const listener of listeners) {
		if (listener.writableLength > MAX_UNSENT) listener.destroy();
		else listener.write(text);
	}
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
