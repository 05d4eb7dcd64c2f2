import type { Digest } from '../digest';
import type { KeySet } from './store';

/**
 * The number of keys that mark a campaign as forgotten. n8n's store records a key by asking for it, so a crash right
 * after the question would leave one. Only all of them count, and each is asked for on its own.
 */
const marksPerGeneration = 3;

async function marksOf(digest: Digest, campaign: string, generation: number): Promise<string[]> {
	const base = await digest(['forgotten', campaign, generation]);
	return Array.from({ length: marksPerGeneration }, (_, mark) => `${base}:${mark}`);
}

/** Returns how often a campaign was forgotten. What was sent before the last time does not count any more. */
export async function readGeneration(
	store: KeySet,
	digest: Digest,
	campaign: string,
): Promise<number> {
	let generation = 0;
	while (await isForgotten(store, await marksOf(digest, campaign, generation))) generation++;
	return generation;
}

async function isForgotten(store: KeySet, marks: string[]): Promise<boolean> {
	for (const mark of marks) {
		const added = await store.record([mark]);
		if (added.size === 0) continue;
		await store.remove(marks);
		return false;
	}
	return true;
}

/** Forgets what was sent in a campaign. Its keys stay in the store, and nobody asks for them again. */
export async function forgetCampaign(
	store: KeySet,
	digest: Digest,
	campaign: string,
): Promise<void> {
	const generation = await readGeneration(store, digest, campaign);
	await store.record(await marksOf(digest, campaign, generation));
}
