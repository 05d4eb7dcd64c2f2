import { createHash } from 'crypto';

/** When each claim ends, in milliseconds, by the digest of what was claimed. */
type Claims = Map<string, number>;

/** What n8n keeps of the claims between its starts. */
export type KeptClaims = Record<string, number>;

const mostInMemory = 10_000;
const mostKept = 400;
const mostTriggers = 1_000;

/**
 * Deliveries that are just being worked on: n8n gives each one its own copy of the static data, so that
 * alone could not tell two that arrive at the same moment apart.
 */
const claimsOf = new Map<string, Claims>();

/**
 * Remembers that something was seen, for `keepFor` milliseconds; false where it had been already.
 * `trigger` names the activation, `kept` is its memory of before the last start or of another process.
 */
export function claim(
	trigger: string,
	kept: KeptClaims,
	what: string[],
	now: number,
	keepFor: number,
): boolean {
	const claims = claimsFor(trigger);
	for (const [key, until] of Object.entries(kept)) if (!claims.has(key)) claims.set(key, until);
	const key = digest(what);
	if ((claims.get(key) ?? 0) > now) return false;
	// Taken out first, so that it stands last: the oldest claims are the first to go.
	claims.delete(key);
	claims.set(key, now + keepFor);
	dropOldest(claims, mostInMemory);
	return true;
}

/** Forgets what was claimed: the delivery did not get through, and Hero may send it again. */
export function release(trigger: string, what: string[]): void {
	claimsOf.get(trigger)?.delete(digest(what));
}

/** The newest claims, few enough to be stored with every delivery. */
export const claimsToKeep = (trigger: string): KeptClaims =>
	Object.fromEntries([...(claimsOf.get(trigger) ?? [])].slice(-mostKept));

function claimsFor(trigger: string): Claims {
	const claims = claimsOf.get(trigger) ?? new Map<string, number>();
	claimsOf.delete(trigger);
	claimsOf.set(trigger, claims);
	dropOldest(claimsOf, mostTriggers);
	return claims;
}

function dropOldest(map: Map<string, unknown>, most: number): void {
	for (const key of map.keys()) {
		if (map.size <= most) return;
		map.delete(key);
	}
}

/** Short, and without the record's ID in it. */
const digest = (what: string[]): string =>
	createHash('sha256').update(JSON.stringify(what)).digest('base64url').slice(0, 16);
