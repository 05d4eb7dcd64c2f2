import { days } from './dates';
import { type ValueKind, failed, asEntered, unseen, daysFromNow, yearsAgo } from './valueKind';

export const name: ValueKind = {
	rejected: [
		...failed,
		...['undefined undefined', 'Ann null', '{first_name}', '<<Name>>', '[First Name]', '%NAME%'],
		...['EXAMPLE, Ann', 'N/a', 'NONE', 'UNKNOWN', 'not known', 'TBC', 'Zo\ufffd', '\u0000Ann'],
		...['N/A', 'n/a', 'none', 'nan', 'unknown', '-', '.', '?', '12345', 'sam@example.com', true],
		...unseen,
	],
	accepted: [
		[' Ann ', 'Ann'],
		['O’Example\u00a0', 'O’Example'],
		['De\u00a0 Souza', 'De Souza'],
		...asEntered(
			"O'Example",
			'Smith-Example',
			'Zoë',
			'Núñez',
			'Ñ',
			'X Æ',
			'Null',
			'NULL',
			'Infinity',
			'None',
			'Na',
			'李',
		),
		...asEntered('Jean-Luc', 'd’Example', 'EXAMPLE', 'van der Example', 'XXTESTPATIENT 4'),
		['\u202bنور\u202c', 'نور'],
	],
};

export const addressLine: ValueKind = {
	rejected: [
		...['LS1 undefined', 'Flat null, 3 Example Street'],
		...failed,
		'N/A',
		'none',
		'-',
		'Unknown',
		...unseen.slice(0, 2),
	],
	accepted: [
		['LS1\u00a04AP', 'LS1 4AP'],
		['  1  Example Street ', '1 Example Street'],
		...asEntered('NA', 'Flat 2/1', "St John's Wood", 'Ynys Môn'),
	],
};

export const nhsNumber: ValueKind = {
	rejected: [
		...failed,
		...Array.from('0123456789', (digit) => digit.repeat(10)),
		...[
			'000 000 0000',
			'0123456789',
			9999999999,
			'9990000019',
			'999000001',
			'N/A',
			'none',
			9990000018.5,
		],
	],
	accepted: [
		['999 000 0018', '9990000018'],
		[9990000026, '9990000026'],
		['999\u00a0000\u20110018', '9990000018'],
		['\u200e9990000018\u200e', '9990000018'],
	],
};

export const dateOfBirth: ValueKind = {
	rejected: [
		...days.rejected,
		...['2062-03-04', '2099-01-01', '2049-06-15', daysFromNow(2), yearsAgo(122), '1901-01-01'],
	],
	accepted: asEntered(daysFromNow(-1), yearsAgo(1), yearsAgo(105), yearsAgo(119), '1949-06-15'),
};
