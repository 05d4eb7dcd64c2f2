import { nextYear } from '../../futureDates';
import { type ValueKind, failed, asEntered, unseen, daysFromNow } from './valueKind';

export const days: ValueKind = {
	rejected: [
		...failed,
		...[
			'0062-03-04',
			'0001-01-01',
			'1899-12-30',
			'1900-01-01',
			'15/06/1990',
			'15.6.90',
			33238,
			true,
		],
		...['yesterday', '2026-02-30', 'N/A', '-', ...unseen.slice(0, 1)],
	],
	accepted: asEntered(`${nextYear}-04-30`, `${nextYear + 1}-12-31`),
};

export const moment: ValueKind = {
	rejected: [
		...failed,
		...[
			'2020-01-01T09:30',
			'1899-12-30T00:00',
			'0062-03-04T10:00',
			'2206-03-24T09:30',
			33238.5,
			true,
		],
		...[
			'2028-03-26T01:30',
			'2028-10-29T01:30',
			`${nextYear}-04-30`,
			'24/06/2026 09:30',
			'tomorrow',
		],
		...[`${nextYear}-06-24T09:30+25:00`],
		...[daysFromNow(-1) + 'T12:00', 'N/A', `${nextYear}-02-30T10:00`],
	],
	accepted: [
		[`${nextYear}-06-24T09:30`, `${nextYear}-06-24T08:30:00Z`],
		[`${nextYear}-12-24T09:30:15`, `${nextYear}-12-24T09:30:15Z`],
		['2028-10-29T01:30+00:00', '2028-10-29T01:30:00Z'],
		[` ${nextYear}-06-24 09:30Z\u00a0`, `${nextYear}-06-24T09:30:00Z`],
	],
};

export const lastDay: ValueKind = {
	rejected: [...days.rejected, '2020-01-01', daysFromNow(-2)],
	accepted: [...days.accepted, ...asEntered(daysFromNow(1), '9999-12-31')],
};

export const day: ValueKind = {
	...days,
	accepted: [...days.accepted, ...asEntered('2020-02-29', '1990-12-31')],
};
