import type { NodeExecutionHint } from 'n8n-workflow';

type CountedHint = (count: number) => string;

/** Collects what a user should know of a run that went well. */
export function newNotes() {
	let waited = 0;
	let waitedUntil = 0;
	let repeatedRows = 0;
	const holes = new Map<string, number[]>();
	const cutLists: Array<{ total: number; limit: number }> = [];
	const counts = new Map<CountedHint, number>();
	const said = new Set<string>();

	return {
		/** Items wait side by side: time counts once. In milliseconds since 1970. */
		waits(from: number, until: number): void {
			waited += Math.max(0, until - Math.max(from, waitedUntil));
			waitedUntil = Math.max(waitedUntil, until);
		},
		/** The text of this item in the field of this name looks as if a value was missing. */
		hole(label: string, item: number): void {
			holes.set(label, [...(holes.get(label) ?? []), item]);
		},
		/** `total` is 0 where Hero does not say how many rows it has. */
		listed(repeated: number, total: number, limit: number): void {
			repeatedRows += repeated;
			if (total > limit) cutLists.push({ total, limit });
		},
		/** Adds to the number that the hint will tell, of all items together. */
		count(hint: CountedHint | undefined, more: number): void {
			if (hint && more > 0) counts.set(hint, (counts.get(hint) ?? 0) + more);
		},
		/** What is said of several items is said once. */
		say(message: string | undefined): void {
			if (message) said.add(message);
		},
		hints(): NodeExecutionHint[] {
			const seconds = Math.round(waited / 1000);
			const [cut, ...others] = cutLists;
			const messages = [
				seconds > 0 && `Hero was busy: this run waited ${seconds} s for it.`,
				repeatedRows > 0 &&
					`Hero sent ${repeatedRows} rows twice, as happens when its list changes while it is read. Each is here once, but a row may be missing: run it again if all of them matter.`,
				cut &&
					(others.length > 0
						? `Hero has more rows than Limit took for ${cutLists.length} items. Return All takes them all.`
						: `Hero has ${cut.total} rows, of which Limit took ${cut.limit}. Return All takes them all.`),
				...[...counts].map(([hint, count]) => hint(count)),
				...said,
			];
			for (const [label, items] of holes) {
				const which = items.length === 1 ? 'one item' : `${items.length} items`;
				messages.push(
					`'${label}' of ${which} looks as if a value was missing, as in "Dear ,". Look at what was sent for item ${items[0]}.`,
				);
			}
			return messages
				.filter((message) => typeof message === 'string')
				.map((message) => ({ message, type: 'info', location: 'outputPane' }));
		},
	};
}

export type Notes = ReturnType<typeof newNotes>;
