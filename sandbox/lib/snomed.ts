/** Products in the group of symmetries of a pentagon: the sum that the check digit is made of. */
const product = (one: number, other: number) =>
	one < 5
		? ((one + other) % 5) + (other < 5 ? 0 : 5)
		: ((((one - other) % 5) + 5) % 5) + (other < 5 ? 5 : 0);

const PERMUTATION = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

const permuted = (digit: number, times: number): number =>
	times === 0 ? digit : permuted(PERMUTATION[digit], times - 1);

/** Whether a text has the form of a SNOMED CT code: 6 to 18 digits, the last a check (Verhoeff). */
export function isSnomedCode(code: string): boolean {
	if (!/^[1-9]\d{5,17}$/.test(code)) return false;
	const digits = [...code].reverse().map(Number);
	return digits.reduce((sum, digit, place) => product(sum, permuted(digit, place % 8)), 0) === 0;
}
