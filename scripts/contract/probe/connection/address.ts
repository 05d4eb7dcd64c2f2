import { CannotCompareError } from '../../errors';

/** The server that is probed. */
export interface ProbedServer {
	/** The base address without login, query and a slash at the end. */
	base: string;
	/** True for this computer. */
	isLoopback: boolean;
}

/**
 * Accepts the mock of Hero's documentation and this computer, and nothing else: the probe sends writes, which must never
 * reach a practice. Throws CannotCompareError for every other address.
 */
export function probedServer(address: string, documentedMock: string): ProbedServer {
	const refusal = new CannotCompareError(
		`The probe asks only the mock of Hero's documentation (${documentedMock}) and this computer (http://localhost, 127.0.0.1, [::1]), since it sends writes. Another address was given.`,
	);
	if (!URL.canParse(address)) throw refusal;
	const url = new URL(address);
	const isLoopback = isThisComputer(url);
	const hasLogin = url.username !== '' || url.password !== '';
	if (hasLogin || !(isLoopback || isDocumentedMock(url, new URL(documentedMock)))) throw refusal;
	return { base: url.origin + url.pathname.replace(/\/+$/, ''), isLoopback };
}

/** A URL has its host in one form: every way to write 127.0.0.1 is this one here. */
const isThisComputer = ({ protocol, hostname }: URL): boolean =>
	(protocol === 'http:' || protocol === 'https:') &&
	(hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname));

/** An encoded path could lead out of the mock, so it has plain characters only. */
const isDocumentedMock = ({ protocol, host, pathname }: URL, mock: URL): boolean =>
	protocol === 'https:' &&
	host === mock.host &&
	pathname.includes('/_mock/') &&
	/^[\w/.-]+$/.test(pathname);
