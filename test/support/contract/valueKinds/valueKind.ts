export interface ValueKind {
	rejected: unknown[];
	accepted: Array<[entered: unknown, arrives: unknown]>;
}

export const failed = [
	...['undefined', 'null', 'NaN', '[object Object]', 'Invalid DateTime', 'Invalid date'],
	...['{{ $json.value }}', '#N/A', '#REF!'],
];

export const asEntered = (...values: unknown[]): ValueKind['accepted'] =>
	values.map((value) => [value, value]);

export const unseen = ['\u200b', '\u00a0\u2007', '\u2800\u3164', '\u200e\u202c'];

export const daysFromNow = (days: number) =>
	new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

export const yearsAgo = (years: number) => `${new Date().getFullYear() - years}-06-15`;
