'use strict';

/**
 * Serves as Hero in benchmarks, in its own process: answers every request alike after a delay, and counts.
 * The message `{ latency, limit, rows }` resets it: milliseconds, requests a second, and the length of its
 * list. Every message is answered with the figures since the last reset.
 */
const { createServer } = require('node:http');

/**
 * @typedef {object} Counters
 * @property {number} requests
 * @property {number} refused
 * @property {number} peak the highest number of requests in flight
 * @property {Record<string, number>} carriedOut how often, by id
 */

let latency = 0;
let limit = 0;
let rows = 0;
let inFlight = 0;
/** A token bucket: its tokens at a time, in milliseconds. */
let bucket = { tokens: 0, at: 0 };
/** @type {Counters} */
let figures = { requests: 0, refused: 0, peak: 0, carriedOut: {} };

/** @param {{ latency: number, limit: number, rows: number }} wanted */
function reset(wanted) {
	({ latency, limit, rows } = wanted);
	bucket = { tokens: limit, at: performance.now() };
	figures = { requests: 0, refused: 0, peak: 0, carriedOut: {} };
	inFlight = 0;
}

/** Takes a token from the bucket, which holds the requests of one second and fills evenly. */
function isWithinLimit() {
	if (limit === 0) return true;
	const now = performance.now();
	const tokens = Math.min(limit, bucket.tokens + ((now - bucket.at) / 1000) * limit);
	bucket = { tokens: tokens < 1 ? tokens : tokens - 1, at: now };
	return tokens >= 1;
}

/** @param {number} row */
const appointment = (row) => ({
	id: `${900_001 + row}`,
	patient_id: `${98_765 + row}`,
	practitioner_id: '15',
	location_id: '5',
	appointment_type_id: '31',
	duration: 15,
	start_time: '2026-03-24T09:30:00Z',
	video: false,
	in_person: true,
	telephone: false,
	video_url: null,
	link_id: null,
	reserved_until: null,
	booking_confirmed_at: '2026-03-01T10:15:00Z',
	can_be_cancelled: true,
	can_be_rescheduled: true,
	cancellation_policy_hours: 24,
	suppress_mail: false,
});

/**
 * @param {string} url
 * @param {string} body
 */
function responseTo(url, body) {
	const { pathname, searchParams } = new URL(url, 'http://hero');
	if (pathname === '/v1/appointments') {
		const size = Number(searchParams.get('page_size'));
		const first = Number(searchParams.get('page_index')) * size;
		const count = Math.max(0, Math.min(size, rows - first));
		return {
			data: Array.from({ length: count }, (_, row) => appointment(first + row)),
			count: rows,
		};
	}
	const id = String(body ? JSON.parse(body).patient_id : pathname.split('/').at(-1));
	figures.carriedOut[id] = (figures.carriedOut[id] ?? 0) + 1;
	return { id, status: 'sent' };
}

const server = createServer((request, response) => {
	figures.requests++;
	figures.peak = Math.max(figures.peak, ++inFlight);
	/** @type {Buffer[]} */
	const chunks = [];
	request.on('data', (chunk) => chunks.push(chunk));
	request.on('end', () => {
		const respond = () => {
			inFlight--;
			response.setHeader('content-type', 'application/json');
			if (!isWithinLimit()) {
				figures.refused++;
				response.writeHead(429, { 'retry-after': '1' });
				response.end('{"error":true,"statusCode":429}');
				return;
			}
			const body = Buffer.concat(chunks).toString();
			response.end(JSON.stringify(responseTo(String(request.url), body)));
		};
		if (latency > 0) setTimeout(respond, latency);
		else respond();
	});
});

process.on('message', (/** @type {any} */ message) => {
	if ('latency' in message) reset(message);
	process.send?.(figures);
});
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => {
	const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
	process.send?.({ url: `http://127.0.0.1:${port}` });
});
