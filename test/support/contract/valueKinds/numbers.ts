import { type ValueKind, failed, asEntered } from './valueKind';

export const boolean: ValueKind = {
	rejected: ['yes', 'no', 1, 0, 'on', 'null', 'undefined', [true], 'TRUE!'],
	accepted: [
		[true, true],
		['TRUE', true],
		['True', true],
		[' true\u00a0', true],
		['false ', false],
		['FALSE', false],
	],
};

export const pounds: ValueKind = {
	rejected: [
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
	accepted: [
		[12.5, 12.5],
		['12.50', 12.5],
		[' 0.30 ', 0.3],
		[0, 0],
		[999_999.99, 999_999.99],
	],
};

export const pence: ValueKind = {
	rejected: [-5, 12.5, '12.50', 1e21, 1e9, '1e2', '£5', NaN, true],
	accepted: [
		[1250, 1250],
		['1250', 1250],
		[0, 0],
	],
};

export const wholeNumber: ValueKind = {
	rejected: [-5, 0.5, '0.5', 1e21, '1e2', 'five', NaN, true, '0x10'],
	accepted: [
		[12, 12],
		[' 12 ', 12],
		['12.0', 12],
	],
};

export const lastFourDigits: ValueKind = {
	rejected: [...failed, '4242424242424242', '42', '42a2', '42 42'],
	accepted: asEntered('4242', '0005'),
};

export const year: ValueKind = {
	rejected: [26, '26', 2026.5, -1, 1e21, true],
	accepted: [
		[2031, 2031],
		['2031', 2031],
	],
};
