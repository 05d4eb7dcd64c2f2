'use strict';

/** Takes a screenshot of the sandbox's board: `node --require tsx/cjs scripts/browser/boardScreenshot.js --help`. */
const { setTimeout: sleep } = require('node:timers/promises');
const { parseArgs } = require('node:util');
const axios = require('axios');
const fastify = require('fastify');
const { startSandbox } = require('../../sandbox');
const { openBrowser } = require('./chromium');

const help = `
Takes a screenshot of the sandbox's board on a busy morning.

  node --require tsx/cjs scripts/browser/boardScreenshot.js [flags]

  --out <file.png>   (docs/images/sandbox-board.png)
  --dark             with a dark background
  --width <pixels>   (1360)
  --height <pixels>  (900)
  --whole            the whole page, at any height

CHROMIUM_PATH names the browser (/usr/bin/chromium).
`;

/** @satisfies {import('node:util').ParseArgsConfig['options']} */
const options = {
	out: { type: 'string', default: 'docs/images/sandbox-board.png' },
	dark: { type: 'boolean', default: false },
	width: { type: 'string', default: '1360' },
	height: { type: 'string', default: '900' },
	whole: { type: 'boolean', default: false },
	help: { type: 'boolean', default: false },
};

/** A Monday just after the practice has opened. */
const MORNING = Date.parse('2026-03-16T08:41:00Z');
const [SAM, JUDE, ROBIN] = ['98765', '98770', '98772'];

/** @typedef {import('axios').AxiosInstance} Hero */

/**
 * Holds the slot at a position in the list of free slots.
 *
 * @param {Hero} hero
 * @param {string} patient_id
 * @param {string} appointment_type_id
 * @param {number} position
 * @returns {Promise<string>} the appointment's id
 */
async function hold(hero, patient_id, appointment_type_id, position) {
	const params = { appointment_type_id, page_size: 200 };
	const { data: slots } = await hero.get('/v1/slots', { params });
	const { id: _id, finish_time: _finish, ...slot } = slots.data[position];
	const { data } = await hero.post('/v1/appointments', { ...slot, patient_id, duration: 15 });
	return data.id;
}

/** @param {Hero} hero */
async function bookAppointments(hero) {
	const book = async (/** @type {string} */ id) =>
		await hero.patch(`/v1/appointments/${id}/book`, {});
	await book(await hold(hero, SAM, '35', 18));
	await book(await hold(hero, JUDE, '32', 3));
	const later = await hold(hero, ROBIN, '34', 60);
	await book(later);
	await hero.patch(`/v1/appointments/${later}/cancel`, {});
	await hold(hero, '98775', '31', 6);
}

/** @param {Hero} hero */
async function sendBatch(hero) {
	const patientIds = ['98766', '98767', '98768', '98769', '98771'];
	const { data: batch } = await hero.post('/v1/batch_message', {
		...{ name: 'Flu vaccination 2026', channel: 'SMS' },
		recipients: patientIds.map((patient_id) => ({ patient_id })),
		content: 'Flu vaccinations start on Thursday. Please call us to book yours.',
	});
	await hero.patch(`/v1/batch_message/${batch.id}/send`);
}

/**
 * Fills the board: bookings, a batch, a form and a webhook receiver that fails once.
 *
 * @param {import('../../sandbox').Sandbox} sandbox
 * @param {string} receiverUrl
 */
async function playMorning({ url, apiKey, practiceGroupId }, receiverUrl) {
	const hero = axios.create({
		baseURL: url,
		headers: { 'x-api-key': apiKey, 'x-practice-group-id': practiceGroupId },
		validateStatus: () => true,
	});
	const subscribe = async (/** @type {string} */ event_type, /** @type {string} */ path) =>
		await hero.post('/v1/webhooks', {
			...{ event_type, url: `${receiverUrl}/${path}`, signing_key: 'a-key' },
		});
	await subscribe('appointment.confirmed', 'confirmed');
	await subscribe('form-submission.created', 'forms');
	await bookAppointments(hero);
	await sendBatch(hero);
	await hero.post('/_sandbox/forms/204/submissions', { patient_id: SAM });
	await hero.post('/_sandbox/settings', { share_429: 0.1, latency_ms: 40 });
	await sleep(1500);
	const { data: link } = await hero.post('/v1/booking_links', {
		...{ patient_id: SAM, appointment_type_id: '35', location_id: '5' },
	});
	await hero.post('/v1/messages/send', {
		...{ patient_id: JUDE, message_type: 'sms' },
		message_string: 'See you at the surgery this morning.',
	});
	await hero.post('/v1/messages/send', {
		...{ patient_id: SAM, message_type: 'sms', short_link_id: link.short_link_id },
		message_string: 'Your yearly asthma review is due. Please choose a time:',
	});
}

/** Opens a webhook receiver that fails once, so that the first delivery is retried. */
async function openReceiver() {
	let isBusy = true;
	const server = fastify({ forceCloseConnections: true });
	server.post('/*', (_request, reply) => {
		reply.code(isBusy ? 503 : 200).send();
		isBusy = false;
	});
	const url = await server.listen({ port: 0, host: '127.0.0.1' });
	return { url, close: async () => await server.close() };
}

/** @param {{ out: string, dark: boolean, width: string, height: string, whole: boolean }} flags */
async function takeScreenshot({ out, dark, width, height, whole }) {
	const realNow = Date.now;
	const started = realNow();
	// Deliveries have the computer's time, so it is set to the practice's time for the screenshot.
	Date.now = () => MORNING + realNow() - started;
	const now = () => new Date(Date.now());
	const receiver = await openReceiver();
	const sandbox = await startSandbox({ port: 3100, now });
	const browser = await openBrowser();
	try {
		await playMorning(sandbox, receiver.url);
		const page = await browser.newPage({
			viewport: { width: Number(width), height: Number(height) },
			colorScheme: dark ? 'dark' : 'light',
			reducedMotion: 'reduce',
		});
		await page.goto(sandbox.url);
		await page.getByText('Live', { exact: true }).waitFor();
		// After this wait the messages are sent and the failed delivery is retried.
		await page.waitForTimeout(3000);
		await page.screenshot({ path: out, fullPage: whole });
	} finally {
		await browser.close();
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
