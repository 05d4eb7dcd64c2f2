import { refuse } from '../../form/fields';
import type { Values } from '../../form/operation';

/** A patient is not merged with themselves. */
export function differentPatients({ path, body }: Values): void {
	if (path.id === body.patient_id) {
		refuse("'Patient' and 'Other Patient' are the same", 'Choose two different patients.');
	}
}
