import { rejectFailedExpression, rejectInput } from './rejectInput';
import { hasFailedExpression, meansNoValue } from './failedExpressions';
import { readText, singleLine } from './text';

/** Mobile numbers of the UK and its islands (Ofcom's numbering plan). 070 is for personal numbers, 076 for pagers. */
const ukMobile = /^0(?:7[1-57-9]\d{8}|7624\d{6})$/;
const ukNumber = /^0[1-9]\d{8,9}$/;
/** E.164: a country code and up to 15 digits in all. The codes 1 and 7 have ten digits after them. */
const foreignNumber = /^\+(?:[17]\d{10}|(?!44|1|7)[2-9]\d{7,14})$/;

const advice = 'Give one number, such as 07700 900123 or +44 7700 900123.';

/** Reads a mobile number of the UK or of another country, with plain blanks. Throws a UserError for others. */
export function readMobile(value: unknown): string {
	const { written, number } = readNumber(value);
	if (isPlaceholder(number)) rejectInput('is a placeholder, not a real number', advice);
	if (foreignNumber.test(number) || ukMobile.test(number)) return written;
	if (ukNumber.test(number))
		rejectInput('is not a mobile number, so it cannot receive an SMS', advice);
	return rejectNumber(number);
}

/** Reads a telephone number of any kind. Throws a UserError for anything else. */
export function readPhone(value: unknown): string {
	const { written, number } = readNumber(value);
	if (isPlaceholder(number)) rejectInput('is a placeholder, not a real number', advice);
	if (foreignNumber.test(number) || ukNumber.test(number)) return written;
	return rejectNumber(number);
}

/** Reads one email address. Throws a UserError for anything else. */
export function readEmail(value: unknown): string {
	const email = readContactText(value);
	if (email.length <= 254 && isEmail(email)) return email;
	return rejectInput('is not an email address', 'Give one address, such as sam@example.com.');
}

/**
 * Reads the contact that a channel needs: `email`, `sms`, or any other, which takes a mobile number or an email
 * address. Throws a UserError for anything else.
 */
export function readContact(value: unknown, channel: unknown): string {
	if (channel === 'email') return readEmail(value);
	if (channel === 'sms') return readMobile(value);
	return typeof value === 'string' && value.includes('@') ? readEmail(value) : readMobile(value);
}

/** Returns a key that is equal for all spellings of one contact: 07700 900123 and +447700900123, any case. */
export function contactKey(contact: string): string {
	return contact.includes('@') ? contact.toLowerCase() : digitsOf(contact);
}

function readContactText(value: unknown): string {
	const text = singleLine(readText(value));
	if (hasFailedExpression(text)) return rejectFailedExpression();
	if (meansNoValue(text)) rejectInput('says that there is no contact', 'Remove the field instead.');
	return text;
}

/** Reads a number as it was written, and as 07… or +… for checks. Throws a UserError for anything else. */
function readNumber(value: unknown): { written: string; number: string } {
	const written = readContactText(value)
		.replace(/\p{Pd}/gu, '-')
		.replace(/^\((\+\d{1,3})\)/, '$1')
		// The (0) in +44 (0)7700 is optional and is never dialed.
		.replace(/^((?:\+|00)\d{1,3})\s*\(0\)\s*/, '$1 ');
	if (!/^[+(]?\d[\d\s().-]*\d$/.test(written)) rejectInput('is not a telephone number', advice);
	return { written, number: digitsOf(written) };
}

const digitsOf = (text: string): string =>
	text
		.replace(/[^\d+]/g, '')
		.replace(/^00/, '+')
		.replace(/^\+44/, '0');

/** True for a number that people type when they have none: it ends in eight equal digits. */
const isPlaceholder = (number: string): boolean => /(\d)\1{7}$/.test(number);

function rejectNumber(number: string): never {
	if (/^44[1-9]\d{8,9}$/.test(number)) {
		rejectInput('lacks the + before its country code', 'Write +44, or 0 instead of 44.');
	}
	if (/^[1-9]\d{8,9}$/.test(number)) {
		rejectInput(
			'lacks its leading 0, which spreadsheets remove',
			"Add it in an expression: {{ '0' + $json.mobile }}.",
		);
	}
	return rejectInput('is not a telephone number', advice);
}

/** A local part and a host whose last label is letters, or the xn-- form of another script. */
const emailForm =
	/^[^\s@"(),:;<>[\]\\]+@(?:[\p{L}\p{N}][\p{L}\p{M}\p{N}-]*\.)+(?:xn--[\w-]+|[\p{L}\p{M}]{2,})$/u;

const isEmail = (text: string): boolean => emailForm.test(text) && !/^\.|\.\.|\.@|-\./.test(text);
