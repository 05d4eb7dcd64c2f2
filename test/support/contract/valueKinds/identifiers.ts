import { type ValueKind, failed, asEntered } from './valueKind';

export const identifier: ValueKind = {
	rejected: [
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
	accepted: [
		['51765', '51765'],
		[51766, '51766'],
		[' 51767\u00a0', '51767'],
		['\u200e51768', '51768'],
		[9007199254740991, '9007199254740991'],
		['39108911000001107', '39108911000001107'],
		...asEntered('b3b1c1de-0000-4000-8000-000000000009', 'F-88121', 'in_example01'),
	],
};

export const reference: ValueKind = {
	rejected: [...failed, '98,765', 'two words', '9.8E+4', 2 ** 53, true, 'N/A', '(12)'],
	accepted: [
		['EP-2201', 'EP-2201'],
		['in_1NaN5abcdef', 'in_1NaN5abcdef'],
		[20451, '20451'],
		[' EXAMPLE\u00a0', 'EXAMPLE'],
	],
};

export const wholeIdentifier: ValueKind = {
	rejected: [...identifier.rejected, 'F-88121'],
	accepted: [
		['77', 77],
		[' 77 ', 77],
		[77, 77],
	],
};

export const snomedCode: ValueKind = {
	rejected: [
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
	accepted: [
		['195967001', '195967001'],
		[195967001, '195967001'],
		[' 73211009\u00a0', '73211009'],
		...asEntered('38341003', '22298006', '39108911000001101', '138875005', '999000041000000102'),
	],
};
