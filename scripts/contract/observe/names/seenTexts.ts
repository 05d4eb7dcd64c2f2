import { isObject } from '../../description/schemaContext';

/** The text values that were seen so far. They stay in memory, and only decide which names are shown. */
export interface SeenTexts {
	add(body: unknown): void;
	/** True if a value is the same text, however it is written. */
	hasText(name: string): boolean;
}

export function createSeenTexts(): SeenTexts {
	const texts = new Set<string>();
	const add = (value: unknown) => {
		if (typeof value === 'string' || typeof value === 'number') texts.add(lettersOf(String(value)));
		else if (Array.isArray(value)) value.forEach(add);
		else if (isObject(value)) Object.values(value).forEach(add);
	};
	return { add, hasText: (name) => texts.has(lettersOf(name)) };
}

const lettersOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
