import { startSandbox, type Sandbox } from '../../sandbox';
import {
	fakeTerminal,
	localOptions,
	observeInProcess,
} from '../support/contractTools/observeInProcess';
import { credential, runObserve, useCredential } from '../support/contractTools/runObserve';

useCredential();
let sandbox: Sandbox;
let patientId: string;

beforeEach(async () => {
	sandbox = await startSandbox({
		apiKey: credential.HERO_API_KEY,
		practiceGroupId: credential.HERO_PRACTICE_GROUP_ID,
	});
	[patientId] = sandbox.patients.keys();
});
afterEach(() => sandbox.stop());

const writes = () =>
	sandbox.ledger.filter(({ method }) => method !== 'GET').map(({ operationId }) => operationId);

const observePatient = async (terminal = fakeTerminal()) =>
	await observeInProcess({ ...localOptions(sandbox.url), testPatient: patientId }, terminal);

describe('writes for a test patient', () => {
	test('are each asked for, and none is made after a No', async () => {
		const terminal = fakeTerminal({ answer: () => false });
		await observePatient(terminal);
		expect(terminal.questions.length).toBeGreaterThan(3);
		expect(new Set(terminal.questions)).toEqual(new Set(['Make this write?']));
		expect(writes()).toEqual([]);
	});

	test('are not made without a terminal, not even with --yes', async () => {
		const run = await runObserve([
			...['--environment', sandbox.url, '--interval', '0', '--yes'],
			...['--test-patient', patientId],
		]);
		expect(run.stdout).toContain('No write was made, since each is asked for at a terminal.');
		expect(writes()).toEqual([]);
	});

	test('are made after a Yes, the safest first, and the hold is cancelled', async () => {
		await observePatient(fakeTerminal({ answer: () => true }));
		expect(writes()).toEqual([
			...['createVideoLink', 'createBookingLink', 'createFormLink', 'sendMessage'],
			...['createAppointment', 'cancelAppointment', 'createEpisodeNote'],
		]);
		const sent = sandbox.ledger.filter(({ operationId }) => operationId === 'sendMessage');
		expect(sent[0].body).toMatchObject({ patient_id: patientId, message_type: 'hero' });
		const [appointment] = [...sandbox.practice.appointments.values()];
		expect(appointment).toMatchObject({ patient_id: patientId, suppress_mail: true });
		expect(appointment.cancelledAt).not.toBeNull();
	});

	test('concern no other patient', async () => {
		await observePatient(fakeTerminal({ answer: () => true }));
		const bodies = sandbox.ledger.flatMap(({ method, body }) => (method === 'GET' ? [] : [body]));
		const named = bodies.flatMap((body) => (body as { patient_id?: string }).patient_id ?? []);
		expect(new Set(named)).toEqual(new Set([patientId]));
	});

	test('are shown in full before the question', async () => {
		const terminal = fakeTerminal();
		await observePatient(terminal);
		const shown = terminal.said.find((line) => line.includes('POST /v1/messages/send'));
		expect(shown).toContain(`"patient_id":"${patientId}","message_type":"hero"`);
		expect(shown).toContain('if it is wrong, the patient gets the text');
		expect(shown).toContain('Afterwards there remains a message in Hero.');
	});

	test('tell the contract what Hero responds, and what remains there', async () => {
		const { report, text } = await observePatient(fakeTerminal({ answer: () => true }));
		expect(report.findings).toContainEqual(
			expect.objectContaining({
				operationId: 'createFormLink',
				part: 'path',
				verdict: 'confirmed',
			}),
		);
		expect(report.findings).toContainEqual(
			expect.objectContaining({
				operationId: 'getAppointmentStatus',
				part: 'method',
				verdict: 'confirmed',
			}),
		);
		const skipped = report.findings.filter(({ hero }) => hero?.startsWith('not asked'));
		expect(skipped.map(({ operationId }) => operationId)).not.toContain('getMessage');
		expect(report.remarks).toContain(
			'POST /v1/appointments was carried out; there remains a cancelled appointment.',
		);
		expect(text).not.toContain(patientId);
	});

	test('may be refused, and then nothing remains', async () => {
		sandbox.changeSettings({ refuse_writes: true });
		const { report } = await observePatient(fakeTerminal({ answer: () => true }));
		expect(report.remarks).toContain('POST /v1/video_links: It was refused, and nothing remains.');
	});
});

test('the reads before use the test patient', async () => {
	await observePatient(fakeTerminal());
	const read = sandbox.ledger.filter(({ operationId }) => operationId === 'getPatientByIdV2');
	expect(read.map(({ path }) => path)).toEqual([`/v2/patients/${patientId}`]);
});
