/** Verhoeff's multiplication (the dihedral group D5), which the check digit is computed with. */
const product = (a: number, b: number) =>
	a < 5 ? ((a + b) % 5) + (b < 5 ? 0 : 5) : ((((a - b) % 5) + 5) % 5) + (b < 5 ? 5 : 0);

const PERMUTATION = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

const permuted = (digit: number, times: number): number =>
	times === 0 ? digit : permuted(PERMUTATION[digit], times - 1);

/** True for the format of a SNOMED CT code: 6 to 18 digits, the last a check digit (Verhoeff). */
export function isSnomedCode(code: string): boolean {
	if (!/^[1-9]\d{5,17}$/.test(code)) return false;
	const digits = [...code].reverse().map(Number);
	return digits.reduce((sum, digit, place) => product(sum, permuted(digit, place % 8)), 0) === 0;
}
