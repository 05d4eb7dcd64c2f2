/** The basic characters of the SMS alphabet (3GPP TS 23.038), as members of a regular expression. */
export const basicCharacters =
	"@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ!\\x22#¤%&'()*+,./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà \\n\\r\\-";

/** Characters of the alphabet that count double. */
export const doubleCharacters = '€[\\]{|~\\\\^\\x7d\\f';

/** The size of an SMS. */
export interface SmsSize {
	/** The number of parts, each of which is charged. */
	parts: number;
	/** The first character outside the SMS alphabet. With it, a part holds 70 characters instead of 160. */
	otherCharacter?: string;
}

const otherPattern = new RegExp(`[^${basicCharacters}${doubleCharacters}]`, 'u');
const doublePattern = new RegExp(`[${doubleCharacters}]`, 'g');

/** Measures a text as an SMS: one part of 160 or 70 characters, or several of 153 or 67 (3GPP TS 23.040). */
export function measureSms(text: string): SmsSize {
	const otherCharacter = otherPattern.exec(text)?.[0];
	// Outside the alphabet, the length is counted in UTF-16 units.
	const doubled = otherCharacter ? 0 : (text.match(doublePattern) ?? []).length;
	const length = text.length + doubled;
	const [whole, part] = otherCharacter ? [70, 67] : [160, 153];
	return { parts: length <= whole ? 1 : Math.ceil(length / part), otherCharacter };
}
