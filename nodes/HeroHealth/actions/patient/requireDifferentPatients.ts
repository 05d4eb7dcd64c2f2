import { rejectInput } from '../../form/fields';
import type { Values } from '../../form/operation';
import { identifierKey } from '../../form/values/identifiers';

/** Throws a UserError if a patient would be merged with themselves. */
export function requireDifferentPatients({ path, body }: Values): void {
	if (identifierKey(String(path.id)) === identifierKey(String(body.patient_id))) {
		rejectInput(
			"'Patient' and 'Other Patient' are the same person",
			'Choose two different patients.',
		);
	}
}
