/** What the network said instead of an answer. */
export interface Fault {
	/** A code of Node.js or of n8n's request helper, such as ECONNRESET. */
	code: string;
	/** What Node.js was about, such as connect or read. */
	syscall?: unknown;
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

/** In the form of what n8n's request helper throws. */
const tookTooLong = Object.assign(new Error('No answer came in time'), { code: 'ECONNABORTED' });

/**
 * Does `work`, which is to end with the signal that it gets: after so many milliseconds, or when the run
 * is `canceled`. Throws `tookTooLong` where it was the time, else what `work` throws.
 */
export async function inTime<Result>(
	milliseconds: number,
	canceled: AbortSignal | undefined,
	work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
	const timeIsUp = AbortSignal.timeout(milliseconds);
	// AbortSignal.any would leave a trace of each request with the signal of the run.
	const ending = new AbortController();
	const end = () => ending.abort();
	if (canceled?.aborted) end();
	for (const signal of [timeIsUp, canceled]) signal?.addEventListener('abort', end);
	try {
		return await work(ending.signal);
	} catch (thrown) {
		throw timeIsUp.aborted && !canceled?.aborted ? tookTooLong : thrown;
	} finally {
		for (const signal of [timeIsUp, canceled]) signal?.removeEventListener('abort', end);
	}
}

/** The network's code, which n8n's helper hides one or two causes deep; undefined where there is none. */
export function faultOf(thrown: unknown): Fault | undefined {
	const { code, syscall, cause } = (thrown ?? {}) as { [name in keyof Fault | 'cause']?: unknown };
	if (typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code)) return { code, syscall };
	return cause ? faultOf(cause) : undefined;
}

/** The request surely did not leave. A host can also get lost while its answer is read. */
export const neverLeft = ({ code, syscall }: Fault): boolean =>
	neverConnected.has(code) && syscall !== 'read' && syscall !== 'write';

/** HPE is Node.js' reader of HTTP, which was sent something else. */
export const isBroken = ({ code }: Fault): boolean => broken.has(code) || code.startsWith('HPE_');

/** The host did not prove who it is, so it was told nothing. */
export const isUntrusted = ({ code }: Fault): boolean =>
	code.startsWith('UNABLE_TO') || code.includes('CERT');
