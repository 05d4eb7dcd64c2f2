import { loadContract } from '../../api';
import { isDifference } from '../../scripts/contract/comparison/finding';
import { CannotCompareError } from '../../scripts/contract/errors';
import type { MockAnswer, MockWording } from '../support/contractTools/mockWordings';
import {
	plainWording,
	structuredWording,
	terseWording,
} from '../support/contractTools/mockWordings';
import {
	changed,
	differencesOf,
	doubtsOf,
	moveCall,
	operationOf,
	probeMock,
	type ProbedMock,
} from '../support/contractTools/probeInProcess';

const htmlPage: MockAnswer = {
	status: 200,
	contentType: 'text/html',
	body: '<!doctype html><title>Documentation</title>',
};

describe('a mock of the unchanged contract', () => {
	let probed: ProbedMock;
	beforeAll(async () => {
		probed = await probeMock(loadContract());
	});

	it('refutes nothing and leaves nothing unclear', () => {
		expect(differencesOf(probed)).toEqual([]);
		expect(doubtsOf(probed)).toEqual([]);
	});

	it('confirms the guessed methods and paths', () => {
		const guessed = Object.values(loadContract().paths)
			.flatMap((methods) => Object.values(methods))
			.flatMap(({ operationId, 'x-evidence': { method, path } }) => [
				...(method === 'inferred' ? [`${operationId} method`] : []),
				...(path === 'inferred' ? [`${operationId} path`] : []),
			]);
		const confirmed = probed.findings
			.filter(({ verdict, isGuess }) => verdict === 'confirmed' && isGuess)
			.map(({ operationId, part }) => `${operationId} ${part}`);
		expect(guessed.length).toBeGreaterThan(0);
		expect(confirmed).toEqual(expect.arrayContaining(guessed));
	});

	it('confirms guessed parameters that refuse a value of a wrong type', () => {
		const confirmed = probed.findings
			.filter(
				({ verdict, isGuess, aspect }) => verdict === 'confirmed' && isGuess && aspect === 'field',
			)
			.map(({ operationId, name }) => `${operationId} ${name}`);
		expect(confirmed).toContain('listLocations query has_availability');
	});

	it('does not confirm a guessed name that no refusal showed', () => {
		const told = probed.findings.filter(
			({ operationId, part }) => operationId === 'listSlots' && part === 'parameters',
		);
		expect(told.filter(({ aspect }) => aspect === 'field')).toEqual([]);
	});

	it('tells of each call, in twenty minutes at one request a second', () => {
		expect(probed.pairs).toHaveLength(84);
		expect(probed.requests).toBeLessThan(20 * 60);
	});

	it.each([
		['in structured errors', structuredWording],
		['without naming an allowed value', terseWording],
	])('refutes nothing if it refuses %s', async (_, wording) => {
		const other = await probeMock(loadContract(), { wording });
		expect(differencesOf(other)).toEqual([]);
		expect(doubtsOf(other)).toEqual([]);
	});
});

describe('a path that another call also covers', () => {
	it('is not clear if both are answered alike', async () => {
		const contract = changed(({ paths }) => {
			delete paths['/v1/slots/count'];
			const { responses } = paths['/v1/slots/{id}'].get;
			Object.values(responses['200'].content!)[0] = {};
			responses['200'].content = { 'application/json': { example: {} } };
		});
		const probed = await probeMock(contract, { only: ['countSlots'] });
		expect(differencesOf(probed)).toEqual([]);
		expect(doubtsOf(probed)).toEqual([
			'not clear countSlots method | ours GET | Hero a path beside it, which no API has, is answered alike',
			'not clear countSlots path | ours /v1/slots/count | Hero a path beside it, which no API has, is answered alike',
		]);
		expect(probed.pairs).toEqual([]);
	});

	it('is confirmed if they are answered differently', async () => {
		const probed = await probeMock(loadContract(), { only: ['getDefaultCustomer', 'getSlot'] });
		expect(doubtsOf(probed)).toEqual([]);
		expect(probed.pairs).toHaveLength(2);
	});
});

describe('a name without a path', () => {
	it('is not taken for found where a placeholder of another call covers the path', async () => {
		const probed = await probeMock(loadContract(), { only: ['listSentMessages', 'getStatus'] });
		expect(probed.findings).toEqual([]);
		expect(probed.remarks).toEqual([
			'Not found under any path that was tried, which proves nothing: getStatus, listSentMessages.',
		]);
	});
});

describe('an answer in doubt', () => {
	const only = ['listCoupons', 'createPharmacy'];
	const toCoupons = (answer: MockAnswer | 'hang' | 'reset') => ({
		only,
		instead: ({ path }: { path: string }) =>
			path === '/v1/invoicing/coupons' ? answer : undefined,
	});

	it.each<[string, MockAnswer | 'reset', string]>([
		[
			'a server error',
			{ ...htmlPage, contentType: '', body: '', status: 503 },
			'the mock fails (503)',
		],
		[
			'a redirect',
			{ ...htmlPage, contentType: '', body: '', status: 302 },
			'the mock redirects (302)',
		],
		['a web page', htmlPage, 'the mock answers with a web page'],
		['a broken text', { ...htmlPage, contentType: 'application/json', body: '{"da' }, 'no JSON'],
		[
			'a refused key',
			{ ...htmlPage, contentType: '', body: '', status: 403 },
			'the made-up key (403)',
		],
		['a closed connection', 'reset', 'the connection failed'],
	])('such as %s makes its claim not clear, and no other one', async (_, answer, reason) => {
		const probed = await probeMock(loadContract(), toCoupons(answer));
		const doubts = probed.findings.filter(({ verdict }) => verdict === 'not clear');
		expect(probed.findings.filter(isDifference)).toEqual([]);
		expect(doubts.map(({ operationId, part }) => `${operationId} ${part}`)).toEqual([
			'listCoupons method',
			'listCoupons path',
		]);
		expect(doubts[0].hero).toContain(reason);
		expect(probed.pairs.map(({ ours }) => ours.operationId)).toEqual(['createPharmacy']);
	});

	it('follows no redirect', async () => {
		const probed = await probeMock(loadContract(), {
			only,
			instead: ({ path }) =>
				path === '/v1/invoicing/coupons'
					? { status: 307, contentType: '', body: '', location: '/v1/pharmacies' }
					: undefined,
		});
		expect(doubtsOf(probed)).toHaveLength(2);
	});
});

describe('a server that is no mock of this API', () => {
	const answers: Array<[string, () => MockAnswer, string]> = [
		[
			'answers everything with success',
			() => ({ ...htmlPage, contentType: 'application/json', body: '{}' }),
			'the status is 200',
		],
		['has only web pages', () => ({ ...htmlPage, status: 404 }), 'a web page'],
		[
			'always fails',
			() => ({ ...htmlPage, contentType: '', status: 500, body: '' }),
			'the mock fails (500)',
		],
		[
			'knows no path',
			() => ({ ...htmlPage, contentType: '', status: 404, body: 'no' }),
			'the mock does not know it',
		],
	];

	it.each(answers)('that %s cannot be compared', async (_, instead, reason) => {
		const probing = probeMock(loadContract(), { instead });
		await expect(probing).rejects.toThrow(CannotCompareError);
		await expect(probing).rejects.toThrow(reason);
	});

	it('that takes every method cannot be compared', async () => {
		const probing = probeMock(loadContract(), {
			instead: ({ method }) =>
				method === 'DELETE'
					? { status: 200, contentType: 'application/json', body: '{}' }
					: undefined,
		});
		await expect(probing).rejects.toThrow('A method that surely does not exist');
	});
});

describe('a value of the request that the mock puts into its answer', () => {
	it('refutes no type, and leaves the other fields of the answer', async () => {
		const contract = changed((document) => {
			const { content } = operationOf(document, 'getFormResponse').responses['200'];
			const media = Object.values(content!)[0];
			const segment = document.paths['/v1/form_response/{id}'].get.parameters![0];
			const sent = String((segment as { example?: unknown }).example ?? segment.schema.example);
			media.example = { ...(media.example as object), id: sent, extra: 1 };
		});
		const probed = await probeMock(contract, { only: ['getFormResponse'] });
		expect(differencesOf(probed)).toEqual([
			'new getFormResponse response extra field | Hero whole number',
		]);
	});
});

describe('errors', () => {
	it('that no call declares are not compared, since an error without content may look undeclared', async () => {
		const wording: MockWording = plainWording;
		const probed = await probeMock(loadContract(), {
			wording,
			only: ['getMessage', 'sendMessage'],
			instead: ({ headers }) =>
				headers['x-redocly-response-status'] === '401' ? wording.undeclared(401) : undefined,
		});
		expect(differencesOf(probed)).toEqual([]);
		expect(probed.remarks).toEqual([expect.stringContaining('No call declares 401 at the mock')]);
	});

	it('are not compared if the mock does not obey the header', async () => {
		const probed = await probeMock(loadContract(), {
			only: ['listCoupons'],
			ignoresForcedStatus: true,
		});
		expect(differencesOf(probed)).toEqual([]);
		expect(probed.findings.filter(({ part }) => part === 'errors')).toEqual([]);
		expect(probed.remarks).toEqual([
			'The mock does not show which errors are declared, so no error was compared.',
		]);
	});
});

describe('a method', () => {
	it('is not clear if the path has several others', async () => {
		const contract = changed((document) => {
			const path = '/v1/appointments/{id}/book';
			moveCall(document, [path, 'patch'], [path, 'put']);
			document.paths[path].post = { ...document.paths[path].put, operationId: 'bookByPost' };
		});
		const probed = await probeMock(contract, { only: ['bookAppointment'] });
		expect(doubtsOf(probed)).toEqual([
			expect.stringContaining('the mock has other methods on this path: POST, PUT'),
			expect.stringContaining('the mock has other methods on this path: POST, PUT'),
		]);
	});
});

describe('what the mock answers', () => {
	it('gets into the result by names and types only', async () => {
		const canary = 'Sam Testpatient, 07700 900999';
		const contract = changed((document) => {
			const { content } = operationOf(document, 'createPharmacy').responses['200'];
			Object.values(content!)[0].example = {
				id: canary,
				owner: { contact: canary, list: [canary] },
			};
			operationOf(document, 'createPharmacy').responses['409'] = {
				content: { 'application/json': { example: { [`quoted '${canary}'`]: canary } } },
			};
		});
		const { findings, pairs, remarks } = await probeMock(contract, { only: ['createPharmacy'] });
		const inPairs = pairs.map(({ hero }) => [...(hero.response?.fields ?? [])]);
		expect(JSON.stringify({ findings, inPairs, remarks })).not.toContain('07700');
		expect(JSON.stringify(findings)).toContain('owner');
	});
});
