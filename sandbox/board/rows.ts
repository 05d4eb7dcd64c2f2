/** One row of a list on the board; times in milliseconds. */
export interface Row {
	id: string;
	[name: string]: unknown;
}

/** The lists of the board, by name. */
export type Views = Record<string, Row[]>;
