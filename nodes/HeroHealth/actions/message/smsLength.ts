import type { NodeHint } from 'n8n-workflow';

import { basicCharacters, doubleCharacters } from '../../form/values/sms';

/**
 * Reads the SMS text in the form. A text with an expression is ignored, since its length is unknown before the
 * run: `toJSON` returns it unresolved.
 */
const form = `const form = $parameter.toJSON();
const isMessage = form.resource === "message";
const isSms = isMessage
	? form.operation === "send" && (form.messageType === "sms" ||
		form.messageType === "nhs_app" && form.additionalFields?.fallbackMessageType === "sms")
	: form.resource === "batchMessage" && form.operation === "create" && form.channel === "SMS";
const entered = isSms ? String((isMessage ? form.messageString : form.content) ?? "") : "";
const text = /^=[^]*[{]{2}/.test(entered) ? "" : entered.replace(/^=/, "");`;

/** Counts the parts of an SMS. One character outside the alphabet reduces a part from 160 characters to 70. */
const count = `const isUnicode = /[^${basicCharacters}${doubleCharacters}]/.test(text);
const length = text.length + (isUnicode ? 0 : text.replace(/[^${doubleCharacters}]/g, "").length);
const parts = length <= (isUnicode ? 70 : 160) ? 1 : Math.ceil(length / (isUnicode ? 67 : 153));`;

const hint = (type: 'info' | 'warning', message: string, condition: string): NodeHint => ({
	message,
	type,
	location: 'ndv',
	whenToDisplay: 'always',
	displayCondition: `={{ (() => { ${form} ${count} return ${condition}; })() }}`,
});

const partsHint = (parts: number): NodeHint =>
	parts === 2
		? hint('info', 'As an SMS this text has 2 parts.', 'parts === 2')
		: hint(
				'warning',
				`As an SMS this text has ${parts} parts. Shorten it, or choose another channel.`,
				`parts === ${parts}`,
			);

/** Hints that show while a text is written, since each part of an SMS costs as much as one SMS. */
export const smsLengthHints: NodeHint[] = [
	...[2, 3, 4, 5, 6].map(partsHint),
	hint(
		'warning',
		'As an SMS this text has more than 6 parts. Shorten it, or choose another channel.',
		'parts > 6',
	),
	hint(
		'info',
		'The text has characters that are not in the SMS alphabet, such as emoji, curly quotes, tabs or no-break spaces. Therefore one SMS holds 70 characters instead of 160.',
		'isUnicode && parts > 1',
	),
];
