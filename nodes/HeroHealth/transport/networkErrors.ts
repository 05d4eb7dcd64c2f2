/** A failure of the network, in place of a response. */
export interface NetworkError {
	/** A code of Node.js or of n8n's request helper, such as ECONNRESET. */
	code: string;
	/** The system call of Node.js that failed, such as connect or read. */
	syscall?: unknown;
	/** The error's own message. It can contain what was sent, so it is never shown. */
	message?: string;
}

/** Codes of Node.js for connections that were never opened. */
const connectionCodes = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
]);

/** Codes for a broken connection or a timeout, which a retry may get past. */
const transientCodes = new Set([
	'ECONNABORTED',
	'ECONNRESET',
	'EPIPE',
	'ERR_BAD_RESPONSE',
	'ERR_NETWORK',
	'ERR_STREAM_PREMATURE_CLOSE',
	'ETIMEDOUT',
]);

/** Codes of Node.js and n8n's helper for requests that they refuse before a connection is opened. */
const invalidRequestCodes = new Set([
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

/** Messages of OpenSSL during the handshake. Later failures have other messages. */
const handshakeMessages =
	/wrong version number|unsupported protocol|handshake failure|protocol version|no shared cipher|no protocols available|unrecognized name|http request|packet length too long|no suitable/i;

/** A limit, since an error can be its own cause. */
const maxCauseDepth = 10;

/** The longest timer of Node.js, which fires a longer one at once. */
const maxTimerMs = 2 ** 31 - 1;

/** Rounds and limits a time to whole milliseconds that a timer can hold, at least one. */
export const timerMs = (milliseconds: number): number =>
	Math.min(maxTimerMs, Math.max(1, Math.ceil(milliseconds)));

/** The error of a request that timed out. It has the code that n8n's request helper uses for a timeout. */
export class RequestTimeoutError extends Error {
	readonly code = 'ECONNABORTED';

	constructor() {
		super('No response came in time');
	}
}

/**
 * Runs `work` with a signal that aborts after a timeout, or when the run is canceled.
 * Throws a RequestTimeoutError after the timeout, and otherwise what `work` throws.
 */
export async function withTimeout<Result>(
	milliseconds: number,
	cancelSignal: AbortSignal | undefined,
	work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
	const timeoutSignal = AbortSignal.timeout(timerMs(milliseconds));
	// AbortSignal.any would leave a trace of each request with the signal of the run.
	const controller = new AbortController();
	const abort = () => controller.abort();
	if (cancelSignal?.aborted) abort();
	for (const signal of [timeoutSignal, cancelSignal]) signal?.addEventListener('abort', abort);
	try {
		return await work(controller.signal);
	} catch (thrown) {
		const hasTimedOut = timeoutSignal.aborted && !cancelSignal?.aborted;
		throw hasTimedOut ? new RequestTimeoutError() : thrown;
	} finally {
		for (const signal of [timeoutSignal, cancelSignal]) signal?.removeEventListener('abort', abort);
	}
}

/** The network's error, which n8n's helper hides one or two causes deep; undefined if there is none. */
export function networkErrorOf(thrown: unknown): NetworkError | undefined {
	let error = thrown;
	for (let depth = 0; depth < maxCauseDepth && error; depth++) {
		const { code, syscall, message: text, cause } = error as Record<string, unknown>;
		const message = String(text ?? '').slice(0, 500);
		if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code)) {
			return { code, syscall, message };
		}
		if (/before receiving CONNECT response/i.test(message)) {
			return { code: 'ECONNREFUSED', message };
		}
		error = cause;
	}
	return undefined;
}

/** True if the request was certainly not sent. The system call shows it: a host can also get lost during a response. */
export function neverSent({ code, syscall, message = '' }: NetworkError): boolean {
	if (/before secure TLS connection was established/i.test(message)) return true;
	if (syscall === 'connect') return true;
	return connectionCodes.has(code) && syscall !== 'read' && syscall !== 'write';
}

const textOf = ({ code, message = '' }: NetworkError): string =>
	`${code} ${message}`.replace(/_/g, ' ');

/** True if the TLS handshake failed, so that the request was not sent. */
export const isHandshakeError = (error: NetworkError): boolean =>
	/^(EPROTO|ERR_SSL_)/.test(error.code) && handshakeMessages.test(textOf(error));

/** True if the server does not speak TLS, such as one for plain HTTP. */
export const isPlainText = (error: NetworkError): boolean =>
	/wrong version number|http request|packet length too long/i.test(textOf(error));

/** True if the request is invalid and was not sent, such as one with a line break in a header. */
export const isInvalidRequest = ({ code }: NetworkError): boolean => invalidRequestCodes.has(code);

/** True if the request timed out, here or in the network. */
export const hasTimedOut = (thrown: unknown): boolean =>
	['ECONNABORTED', 'ETIMEDOUT'].includes(networkErrorOf(thrown)?.code ?? '');

/** True if a retry may succeed. HPE_ codes are those of Node.js' HTTP parser, for a response that is not HTTP. */
export const isTransient = ({ code }: NetworkError): boolean =>
	transientCodes.has(code) || code.startsWith('HPE_');

/** True if the certificate is not trusted, so that the request was not sent. */
export const isTlsError = ({ code }: NetworkError): boolean =>
	code.startsWith('UNABLE_TO') || code.includes('CERT');
