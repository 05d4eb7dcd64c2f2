/** What the network said instead of an answer. */
export interface NetworkError {
	/** A code of Node.js or of n8n's request helper, such as ECONNRESET. */
	code: string;
	/** What Node.js was about, such as connect or read. */
	syscall?: unknown;
	/** The words of whoever gave the code; they can name what was sent, and are never passed on. */
	words?: string;
}

/** Codes of Node.js for connections that never came about. */
const neverConnected = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
]);

/** The connection broke, or no answer came in time: the next one may do better. */
const broken = new Set([
	'ECONNABORTED',
	'ECONNRESET',
	'EPIPE',
	'ERR_BAD_RESPONSE',
	'ERR_NETWORK',
	'ERR_STREAM_PREMATURE_CLOSE',
	'ETIMEDOUT',
]);

/** Node.js and n8n's helper refuse with these before a connection is opened. */
const malformed = new Set([
	'ERR_BAD_OPTION',
	'ERR_BAD_OPTION_VALUE',
	'ERR_HTTP_INVALID_HEADER_VALUE',
	'ERR_INVALID_CHAR',
	'ERR_INVALID_HTTP_TOKEN',
	'ERR_INVALID_PROTOCOL',
	'ERR_INVALID_URL',
	'ERR_NOT_SUPPORT',
	'ERR_OUT_OF_RANGE',
	'ERR_SOCKET_BAD_PORT',
	'ERR_UNESCAPED_CHARACTERS',
]);

/** What OpenSSL says while a connection is agreed on; later it says other things. */
const handshake =
	/wrong version number|unsupported protocol|handshake failure|protocol version|no shared cipher|no protocols available|unrecognized name|http request|packet length too long|no suitable/i;

/** An error can be its own cause. */
const deepestCause = 10;

/** A timer of Node.js that is longer ends at once. In milliseconds. */
const longestTimer = 2 ** 31 - 1;

/** A time as a timer can hold it: whole milliseconds, at least one. */
export const timerMs = (milliseconds: number): number =>
	Math.min(longestTimer, Math.max(1, Math.ceil(milliseconds)));

/** A request timed out. Its code is that of n8n's request helper, so both are handled alike. */
export class RequestTimeoutError extends Error {
	readonly code = 'ECONNABORTED';

	constructor() {
		super('No response came in time');
	}
}

/**
 * Does `work`, which is to end with the signal that it gets: after so many milliseconds, or when the run
 * is `canceled`. Throws a RequestTimeoutError where it was the time, else what `work` throws.
 */
export async function withTimeout<Result>(
	milliseconds: number,
	canceled: AbortSignal | undefined,
	work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
	const timeIsUp = AbortSignal.timeout(timerMs(milliseconds));
	// AbortSignal.any would leave a trace of each request with the signal of the run.
	const ending = new AbortController();
	const end = () => ending.abort();
	if (canceled?.aborted) end();
	for (const signal of [timeIsUp, canceled]) signal?.addEventListener('abort', end);
	try {
		return await work(ending.signal);
	} catch (thrown) {
		throw timeIsUp.aborted && !canceled?.aborted ? new RequestTimeoutError() : thrown;
	} finally {
		for (const signal of [timeIsUp, canceled]) signal?.removeEventListener('abort', end);
	}
}

/** The network's code, which n8n's helper hides one or two causes deep; undefined where there is none. */
export function networkErrorOf(thrown: unknown): NetworkError | undefined {
	let level = thrown;
	for (let depth = 0; depth < deepestCause && level; depth++) {
		const { code, syscall, message, cause } = level as Record<string, unknown>;
		const words = String(message ?? '').slice(0, 500);
		if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code)) {
			return { code, syscall, words };
		}
		if (/before receiving CONNECT response/i.test(words)) return { code: 'ECONNREFUSED', words };
		level = cause;
	}
	return undefined;
}

/** The request surely did not leave. A host can also get lost while its answer is read. */
export function neverSent(fault: NetworkError): boolean {
	const { code, syscall, words = '' } = fault;
	if (/before secure TLS connection was established/i.test(words)) return true;
	if (syscall === 'connect') return true;
	return neverConnected.has(code) && syscall !== 'read' && syscall !== 'write';
}

/** The host does not speak TLS as this n8n does, or not at all, so it was told nothing. */
export const isHandshakeError = ({ code, words = '' }: NetworkError): boolean =>
	/^(EPROTO|ERR_SSL_)/.test(code) && handshake.test(`${code} ${words}`.replace(/_/g, ' '));

/** The address speaks plain HTTP, or something else than TLS. */
export const isPlainText = ({ code, words = '' }: NetworkError): boolean =>
	/wrong version number|http request|packet length too long/i.test(
		`${code} ${words}`.replace(/_/g, ' '),
	);

/** A request that could not even be put together, such as a header with a line break. */
export const isInvalidRequest = ({ code }: NetworkError): boolean => malformed.has(code);

/** Nobody answered for as long as somebody waits. */
export const hasTimedOut = (thrown: unknown): boolean =>
	['ECONNABORTED', 'ETIMEDOUT'].includes(networkErrorOf(thrown)?.code ?? '');

/** HPE is Node.js' reader of HTTP, which was sent something else. */
export const isTransient = ({ code }: NetworkError): boolean =>
	broken.has(code) || code.startsWith('HPE_');

/** The host did not prove who it is, so it was told nothing. */
export const isTlsError = ({ code }: NetworkError): boolean =>
	code.startsWith('UNABLE_TO') || code.includes('CERT');
