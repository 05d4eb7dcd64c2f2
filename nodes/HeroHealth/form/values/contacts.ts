import { rejectFailedExpression, rejectInput } from './rejectInput';
import { hasFailedExpression, meansNoValue } from './failedExpressions';
import { readText, singleLine } from './text';

/** Mobile numbers of the UK and its islands (Ofcom's numbering plan): 070 is personal, 076 is for pagers. */
const ukMobile = /^0(?:7[1-57-9]\d{8}|7624\d{6})$/;
const ukNumber = /^0[1-9]\d{8,9}$/;
/** E.164: a country code and up to 15 digits in all; the codes 1 and 7 have ten after them. */
const foreignNumber = /^\+(?:[17]\d{10}|(?!44|1|7)[2-9]\d{7,14})$/;

const advice = 'Give one number, such as 07700 900123 or +44 7700 900123.';

/** A mobile number of the UK or of another country, with plain blanks. Throws a UserError. */
export function readMobile(value: unknown): string {
	const { shown, number } = readNumber(value);
	if (isPlaceholder(number)) rejectInput('is a placeholder, not a number', advice);
	if (foreignNumber.test(number) || ukMobile.test(number)) return shown;
	if (ukNumber.test(number)) rejectInput('is not a mobile number, so it takes no texts', advice);
	return rejectNumber(number);
}

/** Any telephone number. */
export function readPhone(value: unknown): string {
	const { shown, number } = readNumber(value);
	if (isPlaceholder(number)) rejectInput('is a placeholder, not a number', advice);
	if (foreignNumber.test(number) || ukNumber.test(number)) return shown;
	return rejectNumber(number);
}

/** One email address. */
export function readEmail(value: unknown): string {
	const email = readContactText(value);
	if (email.length <= 254 && isEmail(email)) return email;
	return rejectInput('is not an email address', 'Give one address, such as sam@example.com.');
}

/** What a message of this channel can be sent to; the NHS App and an unknown one take either. */
export function readContact(value: unknown, channel: unknown): string {
	if (channel === 'email') return readEmail(value);
	if (channel === 'sms') return readMobile(value);
	return typeof value === 'string' && value.includes('@') ? readEmail(value) : readMobile(value);
}

/** The same for two ways to write one contact: 07700 900123 and +447700900123, capital and small letters. */
export function contactKey(contact: string): string {
	return contact.includes('@') ? contact.toLowerCase() : digitsOf(contact);
}

function readContactText(value: unknown): string {
	const text = singleLine(readText(value));
	if (hasFailedExpression(text)) return rejectFailedExpression();
	if (meansNoValue(text))
		rejectInput('says that there is no contact', 'Leave the field out instead.');
	return text;
}

/** As a person writes it, and as 07… or +… */
function readNumber(value: unknown): { shown: string; number: string } {
	const shown = readContactText(value)
		.replace(/\p{Pd}/gu, '-')
		.replace(/^\((\+\d{1,3})\)/, '$1')
		// Networks do not dial the (0) that stands for a choice.
		.replace(/^((?:\+|00)\d{1,3})\s*\(0\)\s*/, '$1 ');
	if (!/^[+(]?\d[\d\s().-]*\d$/.test(shown)) rejectInput('is not a telephone number', advice);
	return { shown, number: digitsOf(shown) };
}

const digitsOf = (text: string): string =>
	text
		.replace(/[^\d+]/g, '')
		.replace(/^00/, '+')
		.replace(/^\+44/, '0');

/** Typed by whoever has no number: eight equal digits at its end. */
const isPlaceholder = (number: string): boolean => /(\d)\1{7}$/.test(number);

function rejectNumber(number: string): never {
	if (/^44[1-9]\d{8,9}$/.test(number)) {
		rejectInput('lacks the + before its country code', 'Write +44, or 0 in place of 44.');
	}
	if (/^[1-9]\d{8,9}$/.test(number)) {
		rejectInput(
			'lacks the 0 at its beginning, as spreadsheets leave it',
			"Add it in an expression: {{ '0' + $json.mobile }}.",
		);
	}
	return rejectInput('is not a telephone number', advice);
}

/** A name, and a host whose last part is of letters; names of other scripts may be encoded. */
const emailForm =
	/^[^\s@"(),:;<>[\]\\]+@(?:[\p{L}\p{N}][\p{L}\p{M}\p{N}-]*\.)+(?:xn--[\w-]+|[\p{L}\p{M}]{2,})$/u;

const isEmail = (text: string): boolean => emailForm.test(text) && !/^\.|\.\.|\.@|-\./.test(text);
