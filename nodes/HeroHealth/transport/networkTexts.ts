import type { NetworkError } from './networkErrors';
import {
	isHandshakeError,
	isInvalidRequest,
	isPlainText,
	isTlsError,
	neverSent,
} from './networkErrors';
import type { ErrorText } from './statusTexts';

/** Describes a failure of the network between n8n and `host`. */
export function describeNetworkError(error: NetworkError, host: string): ErrorText {
	const notSent = describeNeverSent(error, host);
	if (notSent) {
		const { message, advice } = notSent;
		const neverSent = isInvalidRequest(error) ? undefined : true;
		return { message, description: [], adviceIfNotDone: `Nothing was sent. ${advice}`, neverSent };
	}
	if (error.code === 'ERR_CANCELED') {
		return { message: 'The run was canceled before an answer came', description: [] };
	}
	return {
		message:
			error.code === 'ECONNABORTED'
				? `No answer came from ${host} in time`
				: `The connection to ${host} ended before an answer came`,
		description: [],
		adviceIfNotDone: 'Run it again.',
	};
}

/** The reason why a request was not sent; undefined if it may have been. */
function describeNeverSent(
	error: NetworkError,
	host: string,
): { message: string; advice: string } | undefined {
	if (isInvalidRequest(error)) {
		return {
			message: 'The request could not be built',
			advice:
				'A header, the path or a value of the credential has a character that HTTP does not allow.',
		};
	}
	if (isHandshakeError(error)) {
		const reason = isPlainText(error)
			? 'It does not answer with TLS: check the port, and that the address is one for https.'
			: 'It offers no version of TLS that this n8n supports: check the address.';
		return {
			message: `No secure connection to ${host} could be made`,
			advice: `${reason} It is set in the credential, as Environment or Base URL.`,
		};
	}
	if (neverSent(error)) {
		return {
			message: `Hero could not be reached at ${host}`,
			advice: 'Check the Environment in the credential and the network of this n8n.',
		};
	}
	if (!isTlsError(error)) return undefined;
	return {
		message: `The certificate of ${host} could not be trusted`,
		advice: 'Check the address and whether a proxy stands between.',
	};
}
