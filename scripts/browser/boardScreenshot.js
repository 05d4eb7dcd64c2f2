'use strict';

/** Takes a picture of the sandbox's board: `node --require tsx/cjs scripts/board-screenshot.js --help`. */
const { setTimeout } = require('node:timers/promises');
const { parseArgs } = require('node:util');
const axios = require('axios');
const fastify = require('fastify');
const { startSandbox } = require('../../sandbox');
const { openBrowser } = require('./chromium');

const help = `
Takes a picture of the sandbox's board on a busy morning.

  node --require tsx/cjs scripts/board-screenshot.js [flags]

  --out <file.png>   (docs/images/sandbox-board.png)
  --dark             with a dark background
  --width <pixels>   (1360)
  --height <pixels>  (900)
  --whole            the whole page, however high it is

CHROMIUM_PATH names the browser (/usr/bin/chromium).
`;

const options = {
	out: { type: 'string', default: 'docs/images/sandbox-board.png' },
	dark: { type: 'boolean', default: false },
	width: { type: 'string', default: '1360' },
	height: { type: 'string', default: '900' },
	whole: { type: 'boolean', default: false },
	help: { type: 'boolean', default: false },
};

/** A Monday on which the practice has just opened. */
const MORNING = Date.parse('2026-03-16T08:41:00Z');
const [SAM, JUDE, ROBIN] = ['98765', '98770', '98772'];

/** What a morning brings: bookings, a batch, a form and a receiver that answers late once. */
async function playMorning({ url, apiKey, practiceGroupId }) {
	const hero = axios.create({
		baseURL: url,
		headers: { 'x-api-key': apiKey, 'x-practice-group-id': practiceGroupId },
		validateStatus: () => true,
	});
	const subscribe = (event_type, path) =>
		hero.post('/v1/webhooks', { event_type, url: `${receiverUrl}/${path}`, signing_key: 'a-key' });
	const send = (patient_id, message_string, more) =>
		hero.post('/v1/messages/send', { patient_id, message_type: 'sms', message_string, ...more });
	const hold = async (patient_id, appointment_type_id, later) => {
		const { data } = await hero.get('/v1/slots', {
			params: { appointment_type_id, page_size: 200 },
		});
		const { id, finish_time, ...slot } = data.data[later];
		const body = { ...slot, patient_id, duration: 15 };
		return (await hero.post('/v1/appointments', body)).data.id;
	};
	const book = (id) => hero.patch(`/v1/appointments/${id}/book`, {});

	await subscribe('appointment.confirmed', 'confirmed');
	await subscribe('form-submission.created', 'forms');
	const review = await hold(SAM, '35', 18);
	await book(review);
	const soon = await hold(JUDE, '32', 3);
	await book(soon);
	const later = await hold(ROBIN, '34', 60);
	await book(later);
	await hero.patch(`/v1/appointments/${later}/cancel`, {});
	await hold('98775', '31', 6);
	const recipients = ['98766', '98767', '98768', '98769', '98771'].map((patient_id) => ({
		patient_id,
	}));
	const { data: batch } = await hero.post('/v1/batch_message', {
		...{ name: 'Flu vaccination 2026', channel: 'SMS', recipients },
		content: 'Flu vaccinations start on Thursday. Please call us to book yours.',
	});
	await hero.patch(`/v1/batch_message/${batch.id}/send`);
	await hero.post('/_sandbox/forms/204/submissions', { patient_id: SAM });
	await hero.post('/_sandbox/settings', { share_429: 0.1, latency_ms: 40 });
	await setTimeout(1500);
	const { data: link } = await hero.post('/v1/booking_links', {
		...{ patient_id: SAM, appointment_type_id: '35', location_id: '5' },
	});
	await send(JUDE, 'See you at the surgery this morning.');
	await send(SAM, 'Your yearly asthma review is due. Please choose a time:', {
		short_link_id: link.short_link_id,
	});
}

let receiverUrl;

/** Somebody who subscribed; busy at first, so that the first delivery is tried twice. */
async function openReceiver() {
	let isBusy = true;
	const server = fastify({ forceCloseConnections: true });
	server.post('/*', (_request, reply) => {
		reply.code(isBusy ? 503 : 200).send();
		isBusy = false;
	});
	receiverUrl = await server.listen({ port: 0, host: '127.0.0.1' });
	return server;
}

async function takeScreenshot({ out, dark, width, height, whole }) {
	const realNow = Date.now;
	const started = realNow();
	// Deliveries bear the real time, which in the picture is the practice's too.
	Date.now = () => MORNING + realNow() - started;
	const now = () => new Date(Date.now());
	const receiver = await openReceiver();
	const sandbox = await startSandbox({ port: 3100, now });
	const chrome = await openBrowser();
	try {
		await playMorning(sandbox);
		const page = await chrome.newPage({
			viewport: { width: Number(width), height: Number(height) },
			colorScheme: dark ? 'dark' : 'light',
			reducedMotion: 'reduce',
		});
		await page.goto(sandbox.url);
		await page.getByText('Live', { exact: true }).waitFor();
		// Until the messages have been sent and the second try was taken.
		await page.waitForTimeout(3000);
		await page.screenshot({ path: out, fullPage: whole });
	} finally {
		await chrome.close();
		await sandbox.stop();
		await receiver.close();
	}
}

async function main() {
	const { values } = parseArgs({ options });
	if (values.help) return console.log(help);
	await takeScreenshot(values);
	console.log(values.out);
}

main().catch((error) => {
	console.error(error.message);
	process.exitCode = 1;
});
