import type { Answer } from '../answer';
import { mediaTypeOf } from '../answer';
import type { ErrorAnswer } from './errorAnswers';

/** A path that surely does not exist. */
export const noPath = '/v1/no-such-call';

/** True if a call was refused as a path that does not exist is refused, apart from the path in the text. */
export function isSameRefusal(answer: Answer, path: string, ofNoPath: Answer): boolean {
	if (answer.status !== ofNoPath.status) return false;
	if (mediaTypeOf(answer) !== mediaTypeOf(ofNoPath)) return false;
	return textWithout(answer, path) === textWithout(ofNoPath, noPath);
}

const textWithout = ({ body }: Answer, path: string): string =>
	JSON.stringify(body ?? '').replaceAll(path, '');

/** The refusal of a path that does not exist, if a record that does not exist is refused in another way. */
export function distinctNoPath(errors: ErrorAnswer[]): Answer | undefined {
	const ofPath = errors.find(({ call }) => call === undefined)?.answer;
	const ofRecord = errors.find(({ expected }) => expected === '404');
	if (!ofPath || !ofRecord || isSameRefusal(ofRecord.answer, ofRecord.path, ofPath))
		return undefined;
	return ofPath;
}
