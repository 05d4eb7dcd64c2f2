import type { IBinaryData, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { runWorkflow } from '../../scripts/engine';
import { keepFilesInMemory, keepFilesOnDisk } from '../support/engine/fileStore';
import {
	jsonResponse,
	badRequest,
	startHeroServer,
	type HeroResponse,
	type HeroServer,
} from '../support/engine/heroServer';
import {
	byId,
	heroNode,
	installedPackage,
	startNode,
	type NodeError,
} from '../support/engine/runHero';
import { inNextYear } from '../support/futureDates';

interface FileStore {
	store(content: Buffer, described: IBinaryData): Promise<IBinaryData>;
	clear(): void;
}

const link = { attachment_link: 'https://links.example.com/s/abc124', attachment_uuid: 'uuid-1' };

let hero: HeroServer;
let files: FileStore;
beforeEach(async () => {
	files = keepFilesInMemory();
	hero = await startHeroServer();
	hero.respondWith(jsonResponse(link));
});
afterEach(() => hero.stop());

const file = async (content: Buffer | string, name?: string, mimeType = 'application/pdf') =>
	await files.store(Buffer.from(content), { data: '', mimeType, fileName: name });

const pdfItem = async () => await file('%PDF of Sam', 'letter.pdf');

const base64 = (content: Buffer | string) => Buffer.from(content).toString('base64');

async function create(
	items: INodeExecutionData[],
	parameters: INodeParameters = {},
	onError?: INode['onError'],
) {
	const node = heroNode('link: createAttachment', { file: 'item', ...parameters }, { onError });
	const run = await runWorkflow({
		workflow: {
			nodes: [startNode, node],
			connections: { Start: { main: [[{ node: node.name, type: 'main', index: 0 }]] } },
		},
		input: items,
		...installedPackage(hero),
	});
	const tasks = run.data.resultData.runData[node.name];
	return {
		output: run.items(node.name),
		error: tasks[0].error as NodeError | undefined,
		kept: JSON.stringify([tasks, run.data.resultData.error]),
	};
}

const bodies = () => hero.received.map(({ body }) => body);

describe.each([
	['in memory', keepFilesInMemory],
	['on disk', keepFilesOnDisk],
])('a file of an input item that n8n keeps %s', (_place, keepFiles) => {
	beforeEach(async () => {
		files = await keepFiles();
	});
	afterEach(() => files.clear());

	test('is sent once, in base64 and with its name', async () => {
		const { output } = await create([{ json: {}, binary: { data: await pdfItem() } }]);
		expect(hero.received).toMatchObject([{ method: 'POST', target: '/v1/attachment_links' }]);
		expect(bodies()).toEqual([{ file_data: base64('%PDF of Sam'), file_name: 'letter.pdf' }]);
		expect(hero.connectionCount()).toBe(1);
		expect(output).toEqual([{ json: link, pairedItem: { item: 0 } }]);
	});

	test('is sent byte for byte', async () => {
		const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
		await create([{ json: {}, binary: { data: await file(bytes, 'scan.bin') } }]);
		expect(bodies()).toEqual([{ file_data: base64(bytes), file_name: 'scan.bin' }]);
	});

	test('is sent with its own item', async () => {
		hero.onRequest((_received, index) => jsonResponse({ attachment_uuid: `uuid-${index + 1}` }));
		const items = [
			{ json: { id: '98765' }, binary: { data: await file('of Sam', 'a.pdf') } },
			{ json: { id: '98766' }, binary: { data: await file('of Alex', 'b.pdf') } },
		];
		const parameters = { additionalFields: { patientId: byId('={{ $json.id }}') } };
		const { output } = await create(items, parameters);
		expect(bodies()).toEqual([
			{ file_data: base64('of Sam'), file_name: 'a.pdf', patient_id: '98765' },
			{ file_data: base64('of Alex'), file_name: 'b.pdf', patient_id: '98766' },
		]);
		expect(output).toEqual([
			{ json: { attachment_uuid: 'uuid-1' }, pairedItem: { item: 0 } },
			{ json: { attachment_uuid: 'uuid-2' }, pairedItem: { item: 1 } },
		]);
	});

	test('is refused when it is empty', async () => {
		const { error } = await create([{ json: {}, binary: { data: await file('', 'a.pdf') } }]);
		expect(error).toMatchObject({
			message: 'The file is empty [item 0]',
			description: 'Check the node that provides it.',
		});
		expect(hero.connectionCount()).toBe(0);
	});

	test('is refused above 10 MB, before it is sent', async () => {
		const most = 10 * 1024 * 1024;
		const one = async (size: number) =>
			await create([{ json: {}, binary: { data: await file(Buffer.alloc(size, 'x'), 'a') } }]);
		expect((await one(most + 1)).error).toMatchObject({
			message: 'The file is larger than 10 MB [item 0]',
			description: 'Send a smaller file.',
		});
		expect(hero.connectionCount()).toBe(0);
		expect((await one(most)).error).toBeUndefined();
		expect(hero.connectionCount()).toBe(1);
	});
});

describe('a file is sent', () => {
	const item = async () => ({ json: { name: 'for Sam.pdf' }, binary: { data: await pdfItem() } });

	test('as a data URL, with its type', async () => {
		await create([await item()], { encoding: 'dataUrl' });
		expect(bodies()).toMatchObject([
			{ file_data: `data:application/pdf;base64,${base64('%PDF of Sam')}` },
		]);
	});

	test('from the named binary field', async () => {
		const binary = { data: await pdfItem(), scan: await file('the scan', 'scan.tiff') };
		await create([{ json: { field: 'scan' }, binary }], { dataField: '={{ $json.field }}' });
		expect(bodies()).toEqual([{ file_data: base64('the scan'), file_name: 'scan.tiff' }]);
	});

	test('under a custom name', async () => {
		await create([await item()], { additionalFields: { fileName: '={{ $json.name }}' } });
		expect(bodies()).toMatchObject([{ file_name: 'for Sam.pdf' }]);
	});

	test('under a default name when it has none', async () => {
		await create([{ json: {}, binary: { data: await file('text') } }]);
		expect(bodies()).toMatchObject([{ file_name: 'attachment' }]);
	});

	test('with all added fields', async () => {
		const additionalFields = {
			patientId: byId('98765'),
			expiryDate: inNextYear('2026-06-30'),
			maximumUseCount: 3,
		};
		await create([await item()], { additionalFields });
		expect(bodies()).toMatchObject([
			{ patient_id: '98765', expiry_date: inNextYear('2026-06-30'), maximum_use_count: 3 },
		]);
	});
});

describe('an item without the file', () => {
	const without = { json: { a: 1 } };
	const withOther = async () => ({ json: {}, binary: { scan: await pdfItem() } });

	test.each([
		['no file at all', async () => without],
		['a file in another field', withOther],
	])('%s: names the parameter and the item', async (_title, bad) => {
		const items = [{ json: {}, binary: { data: await pdfItem() } }, await bad()];
		const { error } = await create(items);
		expect(error?.message).toMatch(/^'Input Data Field Name' .+ \[item 1\]$/);
		expect(error?.context.itemIndex).toBe(1);
		expect(error?.description).toContain('Of the other items: item 0 was carried out.');
		expect(hero.connectionCount()).toBe(1);
	});

	test('is output beside the others with Continue', async () => {
		const items = [without, { json: {}, binary: { data: await pdfItem() } }];
		const { output } = await create(items, {}, 'continueRegularOutput');
		expect(output).toMatchObject([
			{ json: { error: expect.stringContaining('[item 0]') }, pairedItem: { item: 0 } },
			{ json: link, pairedItem: { item: 1 } },
		]);
		expect(Object.keys(output[0].json).sort()).toEqual(['details', 'error']);
		expect(bodies()).toEqual([{ file_data: base64('%PDF of Sam'), file_name: 'letter.pdf' }]);
	});
});

describe('a document of the health record', () => {
	test('is sent by its ID, and the file of the item is not read', async () => {
		const items = [
			{ json: { id: 'F-88121' }, binary: { data: await pdfItem() } },
			{ json: { id: 'F-88122' } },
		];
		await create(items, { file: 'record', ehrFileId: '={{ $json.id }}' });
		expect(bodies()).toEqual([{ ehr_file_id: 'F-88121' }, { ehr_file_id: 'F-88122' }]);
	});

	test('is rejected without its ID', async () => {
		const parameters = { file: 'record', ehrFileId: '={{ $json.nothing }}' };
		const { error } = await create([{ json: {} }], parameters);
		expect(error?.message).toBe("'Record Attachment' is empty [item 0]");
		expect(hero.connectionCount()).toBe(0);
	});

	test('is rejected beside a file', async () => {
		const items = [{ json: {}, binary: { data: await pdfItem() } }];
		await create(items, { file: 'item', ehrFileId: 'F-88121' });
		expect(bodies()).toEqual([{ file_data: base64('%PDF of Sam'), file_name: 'letter.pdf' }]);
	});
});

describe('the data that n8n stores of a rejected upload contain nothing of the file', () => {
	const secret = 'Coelacanth of Zebedee Canarybird. ';
	const sizes = [1, 4_000, 200_000].map((times) => ({ times, size: times * secret.length }));
	const answers: Array<[string, (text: string) => HeroResponse]> = [
		[
			'a 400 that says nothing of it',
			() => badRequest({ code: 'bad', expected: 'a', path: ['b'] }),
		],
		['a 400 that repeats it', (text) => badRequest({ code: text, expected: text, path: [text] })],
		['a 401', (text) => ({ status: 401, body: { error: text } })],
		['a 413', (text) => ({ status: 413, body: text })],
		['a 500', (text) => ({ status: 500, body: { message: text } })],
		['a cut', () => ({ cut: 'read' })],
	];

	describe.each(sizes)('$size bytes', ({ times }) => {
		test.each(answers)('%s', async (_title, answer) => {
			const content = secret.repeat(times);
			const part = base64(content).slice(0, 40);
			hero.respondWith(answer(base64(content).slice(0, 2000)));
			const items = [{ json: {}, binary: { data: await file(content, 'Canarybird.pdf') } }];
			const { error, kept } = await create(items);
			expect(error?.message).toMatch(/^(Hero|The connection) .+ \[item 0\]$/);
			expect([part, 'Coelacanth', 'Canarybird'].filter((said) => kept.includes(said))).toEqual([]);
			expect(kept.length).toBeLessThan(20_000);
			expect(hero.connectionCount()).toBe(1);
		});
	});
});
