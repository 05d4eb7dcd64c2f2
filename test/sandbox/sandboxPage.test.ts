import type { AxiosInstance } from 'axios';
import type { Sandbox } from '../../sandbox';
import { openSandbox, stoppedClock, type Clock } from '../support/sandbox/client';
import { listenTo } from '../support/sandbox/listener';
import { fileText } from '../support/repository';

const page = fileText('docs/sandbox.md');

/** The cells of the rows of a table below a heading, without the row of names. */
function tableBelow(heading: string): string[][] {
	const [section] = page.slice(page.indexOf(`## ${heading}`)).split(/\n## /, 1);
	const rows = section.split('\n').filter((line) => line.startsWith('|'));
	return rows.slice(2).map((row) => {
		const cells = row.split('|').map((cell) => cell.trim());
		return cells.slice(1, -1);
	});
}

let clock: Clock;
let sandbox: Sandbox;
let hero: AxiosInstance;

beforeAll(async () => {
	clock = stoppedClock();
	({ sandbox, hero } = await openSandbox({ now: clock.now }));
});
afterAll(() => sandbox.stop());

describe('the patients of docs/sandbox.md', () => {
	const patients = tableBelow('Patients for whom a workflow has to be careful');

	test.each(patients)('%s, %s, is in the sandbox as described', async (id, ...described) => {
		const [name, nhsNumber, dob] = described;
		const [first_name, ...others] = name.split(' ');
		expect((await hero.get(`/v2/patients/${id}`)).data).toMatchObject({
			...{ hero_id: id, first_name, last_name: others.join(' '), dob },
			nhs_number: nhsNumber === '' ? null : nhsNumber.replaceAll(' ', ''),
		});
	});

	test('are all that the board suggests with a reason, and the reasons are the same', async () => {
		const listener = await listenTo(sandbox.url);
		const { data } = await listener.next();
		listener.close();
		const suggested = data.patients as Array<{ id: string; name: string }>;
		expect(suggested.filter(({ name }) => name.includes(','))).toEqual(
			patients.map(([id, name, , , reason]) => ({ id, name: `${name}, ${reason}` })),
		);
	});

	test('are the only ones outside the numbering of the register', () => {
		const ids = [...sandbox.patients.keys()].filter((id) => Number(id) < 98765);
		expect(ids).toEqual(patients.map(([id]) => id));
	});
});

describe('the contacts of docs/sandbox.md', () => {
	const send = async (contact: string) => {
		const { data } = await hero.post('/v1/messages/send', {
			...{ patient_id: '98765', message_string: 'Please call us.' },
			message_type: contact.includes('@') ? 'email' : 'sms',
			recipient_contact_detail: contact,
		});
		clock.pass(5_000);
		return (await hero.get(`/v1/messages/${data.message_id}`)).data.status;
	};

	test.each(tableBelow('Numbers that simulate failures'))(
		'%s: a message ends as %s, and the same again as %s',
		async (contact, first, again) => {
			expect([await send(contact), await send(contact)]).toEqual([first, again]);
		},
	);
});

test('the page tells the number of slots of flu vaccination as a new sandbox has them', async () => {
	const { data } = (await hero.get('/v1/appointment_types')).data;
	const { name, duration, slot_count } = data[5];
	expect(page).toContain(`"${name}, duration ${duration}, ${slot_count} free slots"`);
});
