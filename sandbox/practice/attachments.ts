import { DAY, startOfDay } from '../lib/time';
import type { Practice } from './model';

const fileNames = ['Discharge letter.pdf', 'Blood results.pdf', 'Referral letter.pdf'];

/** Adds a file to the record of every tenth patient, beginning with the first. */
export function seedAttachments({ patients, attachments, now }: Practice): void {
	const today = startOfDay(now());
	[...patients.keys()].forEach((patient_id, index) => {
		if (index % 10 !== 0) return;
		const id = `F-${88_121 + attachments.size}`;
		attachments.set(id, {
			...{ id, patient_id, content_type: 'application/pdf' },
			file_name: fileNames[attachments.size % fileNames.length],
			createdAt: today - (1 + (index % 90)) * DAY,
		});
	});
}
