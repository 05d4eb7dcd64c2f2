import { type ValueKind, failed, asEntered, unseen } from './valueKind';

export const prose: ValueKind = {
	rejected: [
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
	accepted: asEntered(
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

export const line: ValueKind = {
	rejected: [
		...[...failed, true, [1], { name: 'x' }, 2 ** 53, ...unseen],
		...['Review of undefined for null', 'undefined (disorder)', 'half \ud83d'],
	],
	accepted: [
		[' Asthma\u00a0 review ', 'Asthma review'],
		[42, '42'],
		...asEntered('WBC 3.1E+9/L', 'O’Example & Sons', 'N/A', 'none'),
	],
};
