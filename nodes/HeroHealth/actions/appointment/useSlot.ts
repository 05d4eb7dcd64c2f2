import type { IDataObject } from 'n8n-workflow';

import { rejectInput } from '../../form/fields';
import type { PrepareContext, Values, WireValue } from '../../form/operation';

/** Fills in the body from the chosen slot. Throws a UserError for a slot that cannot be used. */
export async function useSlot(
	{ formOnly, body }: Values,
	{ lookUp, now }: PrepareContext,
): Promise<void> {
	if (formOnly.time !== 'slot') return;
	Object.assign(body, valuesOf(await lookUp('/v1/slots/{slot}', { slot: formOnly.slot })));
	if (Date.parse(body.start_time as string) < now) {
		rejectInput("'Slot' has already started", 'Choose a slot in the future.');
	}
}

/** Converts a slot with an end into values with a duration (in minutes, as the contract infers). */
function valuesOf(slot: IDataObject): Record<string, WireValue> {
	const { appointment_type_id, location_id, practitioner_id, start_time, finish_time } =
		slot as Record<string, string>;
	const minutes = (Date.parse(finish_time) - Date.parse(start_time)) / 60_000;
	if (!appointment_type_id || !location_id || !practitioner_id || !(minutes > 0)) {
		rejectInput(
			"'Slot' lacks its type, place, practitioner or time at Hero",
			'Set Time to By Hand.',
		);
	}
	return { appointment_type_id, location_id, practitioner_id, start_time, duration: minutes };
}
