import { rejectInput } from '../../form/fields';

/** The most layers of encoding, more than any path has. A server may decode each of them. */
const maxDecodings = 5;

/** The remains of a failed expression. */
const failedExpression = /^(undefined|null|nan|-?infinity|\[object .*\])$/i;

/**
 * Reads the path of a custom call. Throws a UserError for one that could leave the host or the base path
 * of the credential. It is checked as a server may read it, decoded and without path parameters after a
 * semicolon, and sent as it was entered.
 */
export function customPath(path: string): string {
	if (!/^\/[^/]/.test(path)) {
		rejectInput(
			"'Path' needs one slash at its beginning",
			'Give the part after the host, such as /v1/me.',
		);
	}
	const decoded = fullyDecoded(path);
	const isUnsafe =
		decoded === undefined || /[?#{}\\\s]/.test(path) || /[\\\p{Cc}\p{Cf}]/u.test(decoded);
	if (isUnsafe || segmentsOf(decoded).some((segment) => /^\.{1,2}$/.test(segment))) {
		rejectInput(
			"'Path' has a part that is not allowed",
			'Move the part after a ? to Query Parameters.',
		);
	}
	const segments = segmentsOf(decoded);
	if (segments.includes('')) {
		rejectInput(
			"'Path' has an empty part",
			'There is nothing between two slashes or after the last one. An expression in the path may have found no value.',
		);
	}
	if (segments.some((segment) => failedExpression.test(segment))) {
		rejectInput(
			"'Path' has a part that an expression left without a value",
			'Check the expression.',
		);
	}
	return path;
}

/** Decodes all layers of encoding; undefined for invalid encoding and for too many layers. */
function fullyDecoded(path: string): string | undefined {
	let text = path;
	for (let layer = 0; layer < maxDecodings; layer++) {
		let decoded: string;
		try {
			decoded = decodeURIComponent(text);
		} catch {
			return undefined;
		}
		if (decoded === text) return text;
		text = decoded;
	}
	return undefined;
}

/** Splits a path into its segments, without the parameters after a semicolon, which a server may drop. */
const segmentsOf = (decoded: string): string[] =>
	decoded
		.slice(1)
		.split('/')
		.map((segment) => segment.split(';')[0]);
