import type { NodeHint } from 'n8n-workflow';

const isSms = '$parameter.resource === "message" && $parameter.messageType === "sms"';
const message = 'String($parameter.messageString ?? "")';

/** Characters of the GSM alphabet (3GPP TS 23.038); any other one makes the whole SMS hold 70, not 160. */
const gsm =
	'@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ!"#¤%&\'()*+,./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\\\[~\\]|€\\s-';
const isUnicode = `/[^${gsm.replace(/"/g, '\\x22')}]/.test(${message})`;

const hint = (text: string, condition: string): NodeHint => ({
	message: text,
	type: 'info',
	location: 'ndv',
	whenToDisplay: 'always',
	displayCondition: `={{ ${isSms} && ${condition} }}`,
});

/** Shown while a text is written, since several SMS cost more than one. */
export const smsLengthHints = [
	hint(
		'Longer than 160 characters: the message goes out as several SMS, of 153 characters each.',
		`!${isUnicode} && ${message}.length > 160`,
	),
	hint(
		'It has characters such as emoji or curly quotes, and more than 70 in all: the message goes out as several SMS, of 67 characters each.',
		`${isUnicode} && ${message}.length > 70`,
	),
];
