import type { Contract } from '../../../../api';

/** Finds the open questions of the contract that an observation answers. */
export interface OpenQuestions {
	/** The questions of a call that have one of these words, as the contract words them. */
	ofCall(operationId: string | undefined, words: RegExp): string[];
}

export function openQuestionsOf({ paths }: Contract): OpenQuestions {
	const questions = new Map<string, string[]>();
	for (const operation of Object.values(paths).flatMap((item) => Object.values(item))) {
		const { operationId, 'x-open-questions': open } = operation as {
			operationId?: string;
			'x-open-questions'?: string[];
		};
		if (operationId) questions.set(operationId, open ?? []);
	}
	return {
		ofCall: (operationId, words) =>
			(questions.get(operationId ?? '') ?? []).filter((question) => words.test(question)),
	};
}

/** A remark with the questions that it settles. */
export const settling = (remark: string, questions: string[]): string =>
	questions.length === 0
		? remark
		: `${remark} This helps to settle ${questions.map((question) => `"${question}"`).join(', ')}.`;
