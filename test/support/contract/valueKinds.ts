import { nextYear } from '../futureDates';

/** A kind of value: what cannot be meant, and what can, with how it arrives. */
export interface Kind {
	refused: unknown[];
	taken: Array<[entered: unknown, arrives: unknown]>;
}

const failed = [
	...['undefined', 'null', 'NaN', '[object Object]', 'Invalid DateTime', 'Invalid date'],
	...['{{ $json.value }}', '#N/A', '#REF!'],
];
const asEntered = (...values: unknown[]): Kind['taken'] => values.map((value) => [value, value]);
const unseen = ['\u200b', '\u00a0\u2007', '\u2800\u3164', '\u200e\u202c'];
const daysFromNow = (days: number) =>
	new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const yearsAgo = (years: number) => `${new Date().getFullYear() - years}-06-15`;

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

const emails: Kind = {
	refused: [
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
	taken: [
		...asEntered('sam@example.com', "o'example@example.com", 'sam+gp@mail.example.co.uk'),
		...asEntered('sam@उदाहरण.भारत', 'sam@example.xn--p1ai'),
		...asEntered('SAM@EXAMPLE.COM', 'zoë@example.com', 's-a_m.1@example.org'),
		[' sam@example.com\u00a0', 'sam@example.com'],
		['\u202asam@example.com\u202c', 'sam@example.com'],
	],
};

const identifiers: Kind = {
	refused: [
		...failed,
		...[
			'Infinity',
			'true',
			'false',
			true,
			'98765.0',
			'98,765',
			'9.8765E+4',
			'31007 98779',
			98765.5,
		],
		...[
			'5/6',
			'../5',
			'5?x=1',
			'£5',
			'=5',
			'5%',
			'5undefined',
			'null5',
			'abc-1-null',
			'.5',
			'2030-01-01',
		],
		...['98\u200d765', 'sam1@example.com', '98765…', 'http://example.com/5'],
		...['Ann Example', 'Example', "O'Example", '[98765]', '{"id": 5}', '5;6', '<5>', '"98765"'],
		...[
			Number('39108911000001107'),
			2 ** 53,
			1e21,
			'0',
			0,
			'-5',
			-5,
			'000',
			'N/A',
			'-',
			'none',
			'98765\n98766',
		],
	],
	taken: [
		['51765', '51765'],
		[51766, '51766'],
		[' 51767\u00a0', '51767'],
		['\u200e51768', '51768'],
		[9007199254740991, '9007199254740991'],
		['39108911000001107', '39108911000001107'],
		...asEntered('b3b1c1de-0000-4000-8000-000000000009', 'F-88121', 'in_example01'),
	],
};

const references: Kind = {
	refused: [...failed, '98,765', 'two words', '9.8E+4', 2 ** 53, true, 'N/A', '(12)'],
	taken: [
		['EP-2201', 'EP-2201'],
		['in_1NaN5abcdef', 'in_1NaN5abcdef'],
		[20451, '20451'],
		[' EXAMPLE\u00a0', 'EXAMPLE'],
	],
};

const prose: Kind = {
	refused: [
		...['Invalid DateTime', 'On Invalid DateTime.', 'on Invalid date at 10:00', '[object Object]'],
		...['Dear undefined,', 'Dear Undefined,', 'Dear null,', 'Dear NULL', 'at NaN:NaN', 'Pay £NaN'],
		...['Hello {{ $json.first_name }}', 'Hello ${name}', 'Hello $json.name', 'in Infinity minutes'],
		...[
			'https://example.com/undefined',
			'linkundefined',
			'undefinedpm',
			'It is undefined.',
			'#N/A',
		],
		...['N/A', 'false', '{}', '[]', '-', '0', 'None', 'on the nullth of June', 'nullnull', '5E+10'],
		...["Dear $('Webhook').item.json.name,", 'at $now', 'Dear <%= name %>', 'Dear {% name %},'],
		...['#SPILL!', '########', '4.47700900123E11', 'half \ud83d', 'lost \ufffd', 'end\u0000'],
		...['Call 4.47700900123E+11', 'Dear #REF!,', 'a undefined cause', 'x [object Array] y', 'null'],
		...unseen,
	],
	taken: asEntered(
		...[
			'Your review is due.',
			'Pay £5 or €6',
			'See you soon 👩‍⚕️',
			'Zoë O’Example-Smith',
			'Nan is welcome',
		],
		...[
			'It is null and void',
			'An undefined cause',
			'a null result',
			'Dear Ms Null',
			'BaNaNa nullify',
		],
		...[
			'Infinity Health',
			'WBC 3.1E+9/L',
			'Note: Invalid date of birth means: call us',
			'Cyfarfod am 9',
			'آپ کا وقت',
			'If you gave an invalid date, call us',
			'[Please bring ID]',
			'It costs $5',
			'e.g. 5E',
		],
		'England 🏴󠁧󠁢󠁥󠁮󠁧󠁿',
	),
};

const days: Kind = {
	refused: [
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
	taken: asEntered(`${nextYear}-04-30`, `${nextYear + 1}-12-31`),
};

const names: Kind = {
	refused: [
		...failed,
		...['undefined undefined', 'Ann null', '{first_name}', '<<Name>>', '[First Name]', '%NAME%'],
		...['EXAMPLE, Ann', 'N/a', 'NONE', 'UNKNOWN', 'not known', 'TBC', 'Zo\ufffd', '\u0000Ann'],
		...['N/A', 'n/a', 'none', 'nan', 'unknown', '-', '.', '?', '12345', 'sam@example.com', true],
		...unseen,
	],
	taken: [
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

const addressLines: Kind = {
	refused: [
		...['LS1 undefined', 'Flat null, 3 Example Street'],
		...failed,
		'N/A',
		'none',
		'-',
		'Unknown',
		...unseen.slice(0, 2),
	],
	taken: [
		['LS1\u00a04AP', 'LS1 4AP'],
		['  1  Example Street ', '1 Example Street'],
		...asEntered('NA', 'Flat 2/1', "St John's Wood", 'Ynys Môn'),
	],
};

export const kinds = {
	nhsNumber: {
		refused: [
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
		taken: [
			['999 000 0018', '9990000018'],
			[9990000026, '9990000026'],
			['999\u00a0000\u20110018', '9990000018'],
			['\u200e9990000018\u200e', '9990000018'],
		],
	},
	dateOfBirth: {
		refused: [
			...days.refused,
			...['2062-03-04', '2099-01-01', '2049-06-15', daysFromNow(2), yearsAgo(122), '1901-01-01'],
		],
		taken: asEntered(daysFromNow(-1), yearsAgo(1), yearsAgo(105), yearsAgo(119), '1949-06-15'),
	},
	moment: {
		refused: [
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
		taken: [
			[`${nextYear}-06-24T09:30`, `${nextYear}-06-24T08:30:00Z`],
			[`${nextYear}-12-24T09:30:15`, `${nextYear}-12-24T09:30:15Z`],
			['2028-10-29T01:30+00:00', '2028-10-29T01:30:00Z'],
			[` ${nextYear}-06-24 09:30Z\u00a0`, `${nextYear}-06-24T09:30:00Z`],
		],
	},
	lastDay: {
		refused: [...days.refused, '2020-01-01', daysFromNow(-2)],
		taken: [...days.taken, ...asEntered(daysFromNow(1), '9999-12-31')],
	},
	day: { ...days, taken: [...days.taken, ...asEntered('2020-02-29', '1990-12-31')] },
	identifier: identifiers,
	wholeIdentifier: {
		refused: [...identifiers.refused, 'F-88121'],
		taken: [
			['77', 77],
			[' 77 ', 77],
			[77, 77],
		],
	},
	reference: references,
	line: {
		refused: [
			...[...failed, true, [1], { name: 'x' }, 2 ** 53, ...unseen],
			...['Review of undefined for null', 'undefined (disorder)', 'half \ud83d'],
		],
		taken: [
			[' Asthma\u00a0 review ', 'Asthma review'],
			[42, '42'],
			...asEntered('WBC 3.1E+9/L', 'O’Example & Sons', 'N/A', 'none'),
		],
	},
	prose,
	mobile: {
		refused: [
			...failed,
			...noNumbers,
			...landlines,
			'sam@example.com',
			'070 1234 5678',
			'07600 900123',
		],
		taken: [
			...mobiles,
			[' +447700900123 ', '+447700900123'],
			['\u202a+44\u00a07700\u00a0900123\u202c', '+44 7700 900123'],
			['+44 (0)7700 900123', '+44 7700 900123'],
		],
	},
	phone: {
		refused: [...failed, ...noNumbers, 'sam@example.com'],
		taken: [...mobiles, ...asEntered(...landlines)],
	},
	email: emails,
	contact: {
		refused: [...failed, ...noNumbers, ...landlines, 'sam@', 'sam@example.com, 07700 900123'],
		taken: [...mobiles, ...asEntered('sam@example.com')],
	},
	name: names,
	addressLine: addressLines,
	snomedCode: {
		refused: [
			...failed,
			...[
				'1',
				'12345',
				'195967002',
				'195967010',
				'1959670010',
				'0195967001',
				'Asthma',
				'195967001 Asthma',
			],
			...[
				Number('39108911000001107'),
				'39108911000001100',
				'195967001.0',
				'1.95967001E8',
				'999999991',
				'N/A',
				'195 967 001',
			],
			'1959670011959670011',
		],
		taken: [
			['195967001', '195967001'],
			[195967001, '195967001'],
			[' 73211009\u00a0', '73211009'],
			...asEntered('38341003', '22298006', '39108911000001101', '138875005', '999000041000000102'),
		],
	},
	boolean: {
		refused: ['yes', 'no', 1, 0, 'on', 'null', 'undefined', [true], 'TRUE!'],
		taken: [
			[true, true],
			['TRUE', true],
			['True', true],
			[' true\u00a0', true],
			['false ', false],
			['FALSE', false],
		],
	},
	pounds: {
		refused: [
			0.30000000000000004,
			-5,
			'-5',
			12.505,
			'12.505',
			1e21,
			'1e2',
			'£5',
			'1,250',
			'0x10',
			NaN,
			Infinity,
			1e7,
			true,
		],
		taken: [
			[12.5, 12.5],
			['12.50', 12.5],
			[' 0.30 ', 0.3],
			[0, 0],
			[999_999.99, 999_999.99],
		],
	},
	pence: {
		refused: [-5, 12.5, '12.50', 1e21, 1e9, '1e2', '£5', NaN, true],
		taken: [
			[1250, 1250],
			['1250', 1250],
			[0, 0],
		],
	},
	wholeNumber: {
		refused: [-5, 0.5, '0.5', 1e21, '1e2', 'five', NaN, true, '0x10'],
		taken: [
			[12, 12],
			[' 12 ', 12],
			['12.0', 12],
		],
	},
	lastFourDigits: {
		refused: [...failed, '4242424242424242', '42', '42a2', '42 42'],
		taken: asEntered('4242', '0005'),
	},
	year: {
		refused: [26, '26', 2026.5, -1, 1e21, true],
		taken: [
			[2031, 2031],
			['2031', 2031],
		],
	},
} satisfies Record<string, Kind>;

/** The kind of a field by its name on the wire; the same name is of one kind in all operations. */
const byName: Record<string, keyof typeof kinds> = {
	nhs_number: 'nhsNumber',
	dob: 'dateOfBirth',
	...of('moment', 'send_at', 'start_time'),
	...of('lastDay', 'expiry_date', 'to_date'),
	...of('day', 'from_date', 'start_date', 'end_date', 'due_date', 'service_date'),
	...of(
		'prose',
		'message_string',
		'content',
		'subject',
		'memo',
		'footer',
		'link_name',
		'file_name',
	),
	...of('name', 'first_name', 'last_name', 'forename', 'surname'),
	...of('addressLine', 'address_line_1', 'address_line_2', 'address_line_3', 'county', 'country'),
	...of('addressLine', 'postcode', 'line_1', 'line_2', 'line_3', 'town'),
	...of('phone', 'landline', 'phone'),
	...of('email', 'email'),
	...of('mobile', 'mobile'),
	...of('snomedCode', 'snomed_code', 'code'),
	...of('identifier', 'attachment_uuid', 'short_link_id', 'gmc_number'),
	...of(
		'reference',
		'ehr_partner_id',
		'external_prescriber_id',
		'registration_code',
		'merge_token',
	),
	...of('reference', 'customer_stripe_id', 'payment_source', 'stripe_invoice_id', 'stripe_id'),
	...of('reference', 'price', 'product', 'fingerprint'),
	...of('wholeNumber', 'duration', 'maximum_use_count', 'quantity', 'exp_month'),
	unit_amount: 'pence',
	unit_amount_in_pounds: 'pounds',
	last4: 'lastFourDigits',
	exp_year: 'year',
};

/** By operation and path, where a name means something else than elsewhere. */
const byPlace: Record<string, keyof typeof kinds> = {
	'sendMessage: assignee_id': 'wholeIdentifier',
	'createEpisodeNote: description': 'prose',
	'createInvoice: invoice_items_attributes.description': 'prose',
	'createPharmacy: mobile': 'phone',
	'createInvoice: coupons.id': 'reference',
	'updateInvoice: coupons.id': 'reference',
	'createCustomer: sources.id': 'reference',
	'getLinkStatus: id': 'identifier',
	'updateEpisode: assignees.id': 'identifier',
};

function of(kind: keyof typeof kinds, ...wireNames: string[]): Record<string, keyof typeof kinds> {
	return Object.fromEntries(wireNames.map((name) => [name, kind]));
}

/** Texts of which nothing more is known than that they are one line. */
const lines = [
	...['reason', 'snomed_term', 'name', 'search', 'query', 'type', 'brand', 'insurer', 'diagnosis'],
	...[
		'authentication_code',
		'membership_number',
		'data_source',
		'ehr_partner',
		'scheme_name',
		'url',
	],
	...['notification_type', 'description'],
];

/** Sent letter by letter. */
export const secrets = ['password', 'signing_key'];

/** The kind of the field at this place; undefined where it has none of these. */
export function kindOf(
	operationId: string,
	steps: string[],
	type: string,
): keyof typeof kinds | undefined {
	const name = steps[steps.length - 1];
	const place = byPlace[`${operationId}: ${steps.filter((step) => !/^\d+$/.test(step)).join('.')}`];
	if (place) return place;
	if (type === 'boolean') return 'boolean';
	if (type === 'resourceLocator') return 'identifier';
	return byName[name] ?? (lines.includes(name) ? 'line' : undefined);
}
