import type { IDataObject } from 'n8n-workflow';

import { whoCanChange } from './options';

/** Why a patient gets nothing. */
export interface Reason {
	/** A few words after "9 ", for the summary of the run. */
	label: string;
	/** A sentence. */
	text: string;
}

/** Why an item is held. */
export interface Held extends Reason {
	/** The name of the safeguard on the screen. */
	by: string;
	/** From when the item may go, as ISO 8601 in UK time. */
	mayGoFrom?: string;
}

/** Returns the output of a held item: its own data, with "held". */
export function heldOutput(input: IDataObject, held: Held): IDataObject {
	const output: IDataObject = { ...input, held: describeHeld(held) };
	// An earlier node may have marked the item as rehearsed, which says nothing of this one.
	delete output.rehearsal;
	return output;
}

/** Describes why something is held, for the output. */
export const describeHeld = ({ by, text, mayGoFrom }: Held): IDataObject => ({
	by,
	reason: `${text} Nothing was sent. ${whoCanChange}`,
	...(mayGoFrom ? { mayGoFrom } : {}),
});
