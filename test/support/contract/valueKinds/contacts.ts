import { type ValueKind, failed, asEntered } from './valueKind';

const mobiles = asEntered(
	...['07700 900123', '+44 7700 900123', '0044 7700 900123', '07624 900123', '+353 85 012 3456'],
	...['+1 202 555 0143', '+44 7700-900-123', '07700900123'],
);

const noNumbers = [
	...['07700 900', 'not a phone', 'o7700 900123', '4.47700900123E+11', 447700900123, 7700900123],
	...[
		'07700 900123, 07700 900456',
		'07700900123/07700900456',
		'N/A',
		'n/a',
		'-',
		'none',
		'unknown',
	],
	...['+7700900123', '+99999999999', '07900000000', '-07700900123', '07700900123.', '+1234567'],
	...['07700 900123 07700 900456', '07111111111', '+44', '123', '+0 7700 900123', 'ext 12', '?'],
];

const landlines = [
	'01632 960123',
	'020 7946 0123',
	'+44 113 496 0123',
	'0300 123 4567',
	'0800 496 0123',
];

export const email: ValueKind = {
	rejected: [
		...failed,
		...['07700 900123', 'sam', 'sam@', '@example.com', 'sam@example', 'sam example@example.com'],
		...[
			'sam@example.com, ann@example.com',
			'Sam <sam@example.com>',
			'sam@@example.com',
			'N/A',
			'-',
		],
		...['undefined@example.com', 'null.undefined@example.com', '\ud83d@example.com'],
		...['sam.@example.com', '.sam@example.com', 'sam@example..com', 'none', 'sam@-example.com'],
	],
	accepted: [
		...asEntered('sam@example.com', "o'example@example.com", 'sam+gp@mail.example.co.uk'),
		...asEntered('sam@उदाहरण.भारत', 'sam@example.xn--p1ai'),
		...asEntered('SAM@EXAMPLE.COM', 'zoë@example.com', 's-a_m.1@example.org'),
		[' sam@example.com\u00a0', 'sam@example.com'],
		['\u202asam@example.com\u202c', 'sam@example.com'],
	],
};

export const mobile: ValueKind = {
	rejected: [
		...failed,
		...noNumbers,
		...landlines,
		'sam@example.com',
		'070 1234 5678',
		'07600 900123',
	],
	accepted: [
		...mobiles,
		[' +447700900123 ', '+447700900123'],
		['\u202a+44\u00a07700\u00a0900123\u202c', '+44 7700 900123'],
		['+44 (0)7700 900123', '+44 7700 900123'],
	],
};

export const phone: ValueKind = {
	rejected: [...failed, ...noNumbers, 'sam@example.com'],
	accepted: [...mobiles, ...asEntered(...landlines)],
};

export const contact: ValueKind = {
	rejected: [...failed, ...noNumbers, ...landlines, 'sam@', 'sam@example.com, 07700 900123'],
	accepted: [...mobiles, ...asEntered('sam@example.com')],
};
