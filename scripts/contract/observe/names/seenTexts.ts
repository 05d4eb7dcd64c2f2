import { isObject } from '../../description/schemaContext';
import { wordsOf } from './vocabulary';

/** The text values that were seen so far. They stay in memory, and only decide which names are shown. */
export interface SeenTexts {
	add(body: unknown): void;
	/** True if a value is the same text, however it is written. */
	hasText(name: string): boolean;
	/** True if a short value, such as a person's name, has this word. */
	hasWord(word: string): boolean;
}

/** A longer text is a sentence, and its words are no names. */
const mostNameWords = 3;

export function createSeenTexts(): SeenTexts {
	const texts = new Set<string>();
	const words = new Set<string>();
	const addText = (text: string) => {
		texts.add(lettersOf(text));
		const own = text.split(/\s+/).length <= mostNameWords ? wordsOf(text) : [];
		own.forEach((word) => words.add(word));
	};
	const add = (value: unknown) => {
		if (typeof value === 'string') addText(value);
		else if (Array.isArray(value)) value.forEach(add);
		else if (isObject(value)) Object.values(value).forEach(add);
	};
	return {
		add,
		hasText: (name) => texts.has(lettersOf(name)),
		hasWord: (word) => words.has(word),
	};
}

const lettersOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
