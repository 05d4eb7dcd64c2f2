import { rejectInput } from '../../form/fields';

/** More layers of encoding than any path has; a server may undo each of them. */
const maxDecodings = 5;

/** What an expression leaves behind that found no value. */
const noValue = /^(undefined|null|nan|-?infinity|\[object .*\])$/i;

/**
 * A path that cannot leave the host of the credential or climb out of its place, and is sent as it stands.
 * It is judged as a server may read it: decoded, and without what follows a semicolon.
 */
export function customPath(path: string): string {
	if (!/^\/[^/]/.test(path)) {
		rejectInput("'Path' begins with one slash", 'Give only what follows the host, such as /v1/me.');
	}
	const decoded = fullyDecoded(path);
	const isOdd =
		decoded === undefined || /[?#{}\\\s]/.test(path) || /[\\\p{Cc}\p{Cf}]/u.test(decoded);
	if (isOdd || segmentsOf(decoded).some((segment) => /^\.{1,2}$/.test(segment))) {
		rejectInput(
			"'Path' has a part that is not allowed",
			'Put what follows a ? under Query Parameters.',
		);
	}
	const segments = segmentsOf(decoded);
	if (segments.includes('')) {
		rejectInput(
			"'Path' has an empty part",
			'Nothing stands between two slashes, or after the last one: an expression in it may have found no value.',
		);
	}
	if (segments.some((segment) => noValue.test(segment))) {
		rejectInput(
			"'Path' has a part that an expression left without a value",
			'Check the expression.',
		);
	}
	return path;
}

/** Undefined for what is not encoded as it should be, or too often. */
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

/** Between slashes; a server may drop what a semicolon sets apart. */
const segmentsOf = (decoded: string): string[] =>
	decoded
		.slice(1)
		.split('/')
		.map((segment) => segment.split(';')[0]);
