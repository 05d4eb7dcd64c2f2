import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import type { Outcome } from '../../nodes/HeroHealth/transport/outcome';
import { isOutcomeUnknown, isRetryable } from '../../nodes/HeroHealth/transport/outcome';

const responseWith = (statusCode: number, headers: IDataObject = {}): IN8nHttpFullResponse => ({
	statusCode,
	headers,
	body: {},
});
const networkError = (code: string, syscall?: string) =>
	Object.assign(new Error(code), { cause: Object.assign(new Error(), { code, syscall }) });

const errorWith = (code: string, message: string) => Object.assign(new Error(message), { code });

type Result = number | string | IN8nHttpFullResponse | Error;

/** The outcome of an attempt by its status, its network code, or either in full. */
const outcomeOf = (result: Result): Outcome => {
	if (typeof result === 'number') return { response: responseWith(result) };
	if (typeof result === 'string') return { thrown: networkError(result) };
	return result instanceof Error ? { thrown: result } : { response: result };
};

const methods = ['GET', 'PUT', 'DELETE', 'POST', 'PATCH'] as const;
const idempotent = ['GET', 'DELETE'];
const reads = ['GET'];

describe('a request may be retried', () => {
	test.each<[Result, readonly string[]]>([
		[429, methods],
		[502, idempotent],
		[503, idempotent],
		[504, idempotent],
		...['ECONNRESET', 'ECONNABORTED', 'ETIMEDOUT', 'EPIPE', 'ERR_BAD_RESPONSE'].map(
			(code): [Result, string[]] => [code, idempotent],
		),
		['HPE_INVALID_CONSTANT', idempotent],
		...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'].map(
			(code): [Result, readonly string[]] => [code, methods],
		),
		[networkError('EHOSTUNREACH', 'connect'), methods],
		[networkError('EHOSTUNREACH', 'read'), []],
		[networkError('ENETUNREACH', 'write'), []],
		...[408, 425, 500, 520, 521, 522, 523, 524, 525, 526, 527].map((status): [Result, string[]] => [
			status,
			reads,
		]),
		...[200, 204, 302, 400, 401, 403, 404, 405, 409, 422, 501, 505, 519, 528].map(
			(status): [Result, string[]] => [status, []],
		),
		...['CERT_HAS_EXPIRED', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'ERR_CANCELED'].map(
			(code): [Result, string[]] => [code, []],
		),
		...['ERR_INVALID_CHAR', 'ERR_INVALID_URL'].map((code): [Result, string[]] => [code, []]),
		[new UserError('The key is not sent there'), []],
		[new Error('Anything'), []],
	])('after %s by %j', (result, expected) => {
		expect(methods.filter((method) => isRetryable({ method }, outcomeOf(result)))).toEqual(
			expected,
		);
	});

	test('with any method if a second delivery has no effect, and as a read in any case', () => {
		for (const result of [502, 503, 504, 'ECONNRESET', 'ECONNABORTED'] as Result[]) {
			const retried = (onRepeat: 'nothing' | 'again') =>
				methods.filter((method) => isRetryable({ method, onRepeat }, outcomeOf(result)));
			expect(retried('nothing')).toEqual(methods);
			expect(retried('again')).toEqual(reads);
		}
	});
});

describe('Hero may have carried out', () => {
	test.each<Result>([
		...[500, 501, 502, 503, 504, 520, 599, 999],
		// Redirects can follow a completed write, and proxies time out with these.
		...[301, 302, 303, 408, 444, 460, 499],
		...['ECONNRESET', 'ECONNABORTED', 'ETIMEDOUT', 'EPIPE', 'ERR_BAD_RESPONSE', 'ERR_CANCELED'],
		...['EPROTO', 'HPE_INVALID_CONSTANT', 'ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC'],
		networkError('EHOSTUNREACH', 'read'),
		new Error('Anything'),
	])('a request that ends with %s', (result) =>
		expect(isOutcomeUnknown(outcomeOf(result))).toBe(true),
	);
});

describe('Hero has not carried out, or has confirmed,', () => {
	test.each<Result>([
		...[200, 201, 307, 308, 400, 401, 404, 407, 409, 422, 425, 429],
		...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'CERT_HAS_EXPIRED'],
		...['ERR_INVALID_CHAR', 'ERR_OUT_OF_RANGE', 'ERR_BAD_OPTION_VALUE'],
		...['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'],
		networkError('ENETUNREACH', 'connect'),
		networkError('ETIMEDOUT', 'connect'),
		errorWith('EPROTO', 'write EPROTO 80A8:error:0A00010B:SSL routines::wrong version number'),
		errorWith(
			'ECONNRESET',
			'Client network socket disconnected before secure TLS connection was established',
		),
		new Error('Proxy connection ended before receiving CONNECT response'),
		new UserError('The key is not sent there'),
		new Error('n8n', { cause: new UserError('The key is not sent there') }),
	])('a request that ends with %s', (result) =>
		expect(isOutcomeUnknown(outcomeOf(result))).toBe(false),
	);
});

test('an error may be its own cause', () => {
	const circular = new Error('Anything');
	circular.cause = circular;
	expect(isOutcomeUnknown({ thrown: circular })).toBe(true);
});
