import { schemes } from './catalogue';
import { DAY, startOfDay } from '../lib/time';
import type { Practice } from './model';

/** Makes every fortieth patient, beginning with the first, a member of a scheme. */
export function seedSubscriptions({ patients, subscriptions, now }: Practice): void {
	const today = startOfDay(now());
	[...patients.keys()].forEach((patient_id, index) => {
		if (index % 40 !== 0) return;
		const number = subscriptions.size;
		const { id: scheme_id, name: scheme_name } = schemes[number % schemes.length];
		const id = String(4101 + number);
		const status = number % 4 === 3 ? 'cancelled' : 'active';
		const createdAt = today - (1 + number) * DAY;
		subscriptions.set(id, { id, patient_id, scheme_id, scheme_name, status, createdAt });
	});
}
