import type { Part } from './heroDocument';

/** A change of Hero's document, and the differences that it must make: these and no others. */
export interface DocumentChange {
	change(document: Part): void;
	differences: string[];
	/** The differences that stay after Hero's word went into the contract, since a person must decide on them. */
	remaining?: string[];
}

/** A difference that stays, since a person must decide on it. */
export const gone = (line: string) => ({ differences: [line], remaining: [line] });
