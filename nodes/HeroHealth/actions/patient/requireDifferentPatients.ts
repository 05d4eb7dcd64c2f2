import { rejectInput } from '../../form/fields';
import type { Values } from '../../form/operation';
import { identifierKey } from '../../form/values/identifiers';

/** A patient is not merged with themselves. */
export function requireDifferentPatients({ path, body }: Values): void {
	if (identifierKey(String(path.id)) === identifierKey(String(body.patient_id))) {
		rejectInput("'Patient' and 'Other Patient' are the same", 'Choose two different patients.');
	}
}
