import type { AxiosInstance } from 'axios';
import fc from 'fast-check';
import type { Sandbox } from '../../sandbox';
import { submitForm } from '../../sandbox/practice/forms';
import { openSandbox } from '../support/sandbox/client';
import { documented, responseErrors, successOf } from '../support/sandbox/contract';
import { requestsOf } from '../support/sandbox/requests';

const RUNS = 20;

let sandbox: Sandbox;
let hero: AxiosInstance;

beforeAll(async () => {
	const settings = { delivery_tries: 1 };
	({ sandbox, hero } = await openSandbox({ unknownValues: true, settings }));
	submitForm(sandbox.practice, '204', { patient_id: '98765' });
});
afterAll(() => sandbox.stop());

describe('random requests get responses of the contract:', () => {
	test.each(documented.map((one) => [one.operationId, one] as const))('%s', async (_, one) => {
		const headers = { 'content-type': 'application/json' };
		const isKnown = [successOf(one), 400, 404];
		await fc.assert(
			fc.asyncProperty(requestsOf(sandbox.practice, one), async (request) => {
				const answer = await hero.request({ ...request, headers });
				expect(isKnown).toContain(answer.status);
				expect(responseErrors(one, answer)).toEqual([]);
			}),
			{ numRuns: RUNS },
		);
	});
});

test('many of the requests are valid', () => {
	const good = sandbox.ledger.filter(({ carriedOut }) => carriedOut);
	expect(good.length / sandbox.ledger.length).toBeGreaterThan(0.5);
});
