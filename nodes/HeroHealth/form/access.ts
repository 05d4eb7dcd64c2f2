import type { IDataObject } from 'n8n-workflow';

/** An area of Hero's API to which a key has access as a whole. Hero does not publish areas, so each one is a guess. */
export interface AccessArea {
	name: string;
	/** The operations in the area, by resource: all of them, or those of these values. */
	operations: Record<string, 'all' | string[]>;
	/** A read that no patient's record is opened for. */
	read?: AccessRead;
	/** The reason why there is no such read. A sentence. */
	noReadReason?: string;
}

/** The read that shows whether a key may use an area. It is a GET. */
export interface AccessRead {
	path: string;
	/** Values for the placeholders of the path: an ID that no record has. */
	pathValues?: Record<string, string>;
	query?: IDataObject;
	/** The form of the body. Without it, any JSON that is not empty. */
	expects?: 'list';
}
