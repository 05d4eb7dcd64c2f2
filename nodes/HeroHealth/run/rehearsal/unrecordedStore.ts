import type { KeySet, KeyStore } from '../sendOnce/store';

/**
 * Returns a store that keeps nothing of a rehearsal: at the end of each work, the keys that it recorded are removed
 * again, and keys of earlier runs stay. So a rehearsal that n8n stops in the middle leaves nothing behind either.
 */
export const unrecorded = (store: KeyStore): KeyStore => ({
	...store,
	exclusively: async (work) =>
		await store.exclusively(async (keys) => {
			const recorded = new Set<string>();
			try {
				return await work(withoutTraces(keys, recorded));
			} finally {
				await keys.remove([...recorded]);
			}
		}),
});

/** Notes the keys that are recorded, and removes no others. */
const withoutTraces = (keys: KeySet, recorded: Set<string>): KeySet => ({
	async record(names) {
		const added = await keys.record(names);
		for (const name of added) recorded.add(name);
		return added;
	},
	async remove(names) {
		const own = names.filter((name) => recorded.delete(name));
		await keys.remove(own);
	},
	clear: async () => undefined,
});
