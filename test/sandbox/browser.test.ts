import type { AxiosInstance } from 'axios';
import type { Browser, Page } from 'playwright-core';
import { hasBrowser, openBrowser } from '../../scripts/browser/chromium';
import type { Sandbox } from '../../sandbox';
import { openSandbox, stoppedClock } from '../support/sandbox/client';
import type { Patient } from '../../sandbox/practice/model';

const sam = '98765';
jest.setTimeout(30_000);

const inBrowser = hasBrowser() ? describe : describe.skip;

inBrowser('in a browser', () => {
	let sandbox: Sandbox;
	let hero: AxiosInstance;
	let browser: Browser;
	let page: Page;
	let complaints: string[];

	beforeAll(async () => {
		browser = await openBrowser();
	});
	afterAll(() => browser.close());
	beforeEach(async () => {
		complaints = [];
		({ sandbox, hero } = await openSandbox({ now: stoppedClock().now }));
		page = await openPage(1400);
		await page.goto(sandbox.url);
		await page.getByText('Live', { exact: true }).waitFor();
	});
	afterEach(async () => {
		await page.context().close();
		await sandbox.stop();
		expect(complaints).toEqual([]);
	});

	/** A page that remembers every error it shows in its console. */
	async function openPage(width: number): Promise<Page> {
		const context = await browser.newContext({ viewport: { width, height: 800 } });
		context.setDefaultTimeout(5_000);
		const opened = await context.newPage();
		const listen = (one: Page) => {
			one.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
			one.on('pageerror', (error) => complaints.push(error.message));
		};
		listen(opened);
		context.on('page', listen);
		return opened;
	}

	const list = (id: string) => page.locator(`#${id} li`);
	const sendText = (message_string: string) =>
		hero.post('/v1/messages/send', { patient_id: sam, message_type: 'sms', message_string });
	const isWiderThanScreen = (one: Page) =>
		one.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');

	test('a text arrives on the phone without a reload, and markup stays text', async () => {
		const patient = sandbox.practice.patients.get(sam) as Patient;
		patient.first_name = '<img src=x onerror=alert(1)>';
		await sendText('Your results are in. <b>Call us</b>');
		await list('messages').getByText('Your results are in. <b>Call us</b>').waitFor();
		await list('messages').getByText('To <img src=x onerror=alert(1)> Testpatient').waitFor();
		expect(await page.locator('#messages img, #messages b').count()).toBe(0);
		await list('calls').getByText('sendMessage').waitFor();
	});

	test('a message shows where it went, and whether that is the number of the patient', async () => {
		const message = { message_type: 'sms', message_string: 'Please call us.' };
		await hero.post('/v1/messages/send', { ...message, patient_id: sam });
		await list('messages').getByText('07700 900123', { exact: true }).waitFor();
		await hero.post('/v1/messages/send', {
			...{ ...message, patient_id: '97001', recipient_contact_detail: '07700 900321' },
		});
		const row = list('messages').filter({ hasText: 'To Olive Deceased' });
		await row.getByText("07700 900321, not the patient's own", { exact: true }).waitFor();
		await row.getByText('has died', { exact: true }).waitFor();
	});

	test('a rehearsal shows as reads, and the page says that nothing arrives', async () => {
		await page.getByText('In Rehearsal nothing arrives here.').waitFor();
		await hero.get('/v1/patients/98765');
		await list('calls').getByText('read', { exact: true }).waitFor();
		await page.getByText('Reads only', { exact: true }).waitFor();
		await sendText('This one is live.');
		await list('calls').getByText('write', { exact: true }).waitFor();
		await page.getByText('1 write, 1 read', { exact: true }).waitFor();
		await page.getByRole('button', { name: 'Clear calls' }).click();
		await page.getByText('Nobody has called.').waitFor();
		expect(await page.locator('#call-kinds').textContent()).toBe('');
	});

	test('the next bank holiday is shown', async () => {
		await page.getByText('Next bank holiday: Good Friday, Friday 3 April').waitFor();
	});

	test('a patient books by a link on a phone, and the board shows it and cancels it', async () => {
		const { data: link } = await hero.post('/v1/booking_links', {
			...{ patient_id: sam, appointment_type_id: '32', location_id: '5' },
		});
		await sendText(`Please book: ${link.booking_link}`);
		const opening = page.waitForEvent('popup');
		await list('messages').getByRole('link').click();
		const phone = await opening;
		await phone.setViewportSize({ width: 320, height: 600 });
		await phone.getByLabel('Day').fill('31');
		await phone.getByLabel('Month').fill('12');
		await phone.getByLabel('Year').fill('1990');
		await phone.getByRole('button', { name: 'Continue' }).click();
		const days = phone.locator('details');
		await days.last().locator('summary').click();
		expect(await phone.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
		await days.last().getByRole('button').first().click();
		await phone.getByText('Your appointment is booked').waitFor();

		const row = list('appointments').filter({ hasText: 'Sam Testpatient' });
		await row.getByText('booked').waitFor();
		await row.getByRole('button', { name: /^Cancel/ }).press('Enter');
		await row.getByText('cancelled').waitFor();
		expect([...sandbox.practice.appointments.values()]).toMatchObject([
			{ cancelledAt: expect.any(Number) },
		]);
	});

	test('a fault turned on the board changes what the API answers', async () => {
		await page.getByLabel('Requests answered with 503').fill('100');
		await page.keyboard.press('Tab');
		await page.getByText('1 setting changed').waitFor();
		expect((await hero.get('/v1/me')).status).toBe(503);
		await list('calls').getByText('503').waitFor();
		await page.getByRole('button', { name: 'Put all back' }).click();
		await page.getByText('As at the start', { exact: true }).waitFor();
		expect((await hero.get('/v1/me')).status).toBe(200);
	});

	test('the board acts as patients and prescribers', async () => {
		await hero.post('/v1/webhooks', {
			event_type: 'prescription.issued',
			url: `${sandbox.url}/v1`,
		});
		await page.getByRole('button', { name: 'Send in' }).click();
		await page.getByText('The form is submitted.').waitFor();
		await page.getByRole('button', { name: 'Prove', exact: true }).click();
		await page.getByText('Confirmed.').waitFor();
		await page.getByLabel('Event').selectOption('prescription.issued');
		await page.getByRole('button', { name: 'Let it happen' }).click();
		await list('deliveries').getByText('prescription.issued 98765').first().waitFor();
		expect(sandbox.practice.formResponses.size).toBe(1);
	});

	test('the board fits a small phone with any content', async () => {
		await sendText('A'.repeat(200));
		await hero.post('/v1/webhooks', {
			event_type: 'appointment.confirmed',
			url: `https://example.com/${'path/'.repeat(30)}`,
		});
		await list('webhooks').first().waitFor();
		await list('messages').first().waitFor();
		for (const width of [320, 768, 1024]) {
			await page.setViewportSize({ width, height: 700 });
			expect([width, await isWiderThanScreen(page)]).toEqual([width, false]);
		}
	});

	test('the board reconnects after a lost connection', async () => {
		const port = Number(new URL(sandbox.url).port);
		await sandbox.stop();
		await page.getByText('Connection lost').waitFor();
		({ sandbox, hero } = await openSandbox({ port }));
		await sendText('While you were away');
		await list('messages').getByText('While you were away').waitFor();
		await page.getByText('Live', { exact: true }).waitFor();
		// Browsers log this error for a port that is closed.
		complaints = complaints.filter((text) => !text.includes('net::ERR_'));
	});
});
