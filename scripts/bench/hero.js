'use strict';

/**
 * A Hero for measuring, in a process of its own: answers every request alike, after a while, and counts.
 * Told by messages: `{ latency, limit, rows }` begins anew, with milliseconds, requests a second and the
 * length of its list; anything else is answered with the figures since then.
 */
const { createServer } = require('node:http');

let latency = 0;
let limit = 0;
let rows = 0;
/** Requests that the limit still lets through, and when that was. */
let allowance = { left: 0, at: 0 };
let figures;
let underWay;

function begin(wanted) {
	({ latency, limit, rows } = wanted);
	allowance = { left: limit, at: performance.now() };
	figures = { requests: 0, refused: 0, most: 0, carriedOut: {} };
	underWay = 0;
}

/** A bucket that holds the requests of one second and fills up evenly. */
function isWithinLimit() {
	if (limit === 0) return true;
	const now = performance.now();
	const left = Math.min(limit, allowance.left + ((now - allowance.at) / 1000) * limit);
	allowance = { left: left < 1 ? left : left - 1, at: now };
	return left >= 1;
}

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

function answerTo(url, body) {
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
	const id = body ? JSON.parse(body).patient_id : pathname.split('/').at(-1);
	figures.carriedOut[id] = (figures.carriedOut[id] ?? 0) + 1;
	return { id: String(id), status: 'sent' };
}

const server = createServer((request, response) => {
	figures.requests++;
	figures.most = Math.max(figures.most, ++underWay);
	const chunks = [];
	request.on('data', (chunk) => chunks.push(chunk));
	request.on('end', () => {
		const answer = () => {
			underWay--;
			response.setHeader('content-type', 'application/json');
			if (!isWithinLimit()) {
				figures.refused++;
				response.writeHead(429, { 'retry-after': '1' });
				return response.end('{"error":true,"statusCode":429}');
			}
			response.end(JSON.stringify(answerTo(request.url, Buffer.concat(chunks).toString())));
		};
		if (latency > 0) setTimeout(answer, latency);
		else answer();
	});
});

begin({ latency: 0, limit: 0, rows: 0 });
process.on('message', (message) => {
	if ('latency' in message) begin(message);
	process.send(figures);
});
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => {
	process.send({ url: `http://127.0.0.1:${server.address().port}` });
});
