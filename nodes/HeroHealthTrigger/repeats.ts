import { createHash } from 'crypto';

/** When each claim ends, in milliseconds, by the digest of what was claimed. */
type Claims = Map<string, number>;

const second = 1_000;
const keyLength = 12;
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
 * `trigger` names the activation, `kept` is what `claimsToKeep` gave before the last start of n8n, or
 * to another process.
 */
export function claim(
	trigger: string,
	kept: string,
	what: string[],
	now: number,
	keepFor: number,
): boolean {
	const claims = claimsFor(trigger);
	const key = digest(what);
	if (Math.max(claims.get(key) ?? 0, keptUntil(kept, key)) > now) return false;
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

/**
 * The newest claims, half of them those of other processes, as one short text: n8n reads and stores it
 * with every delivery.
 */
export function claimsToKeep(trigger: string, kept: string): string {
	const own = [...(claimsOf.get(trigger) ?? [])].slice(-mostKept / 2);
	const isOwn = new Set(own.map(([key]) => key));
	const others = kept
		.split(' ')
		.filter((claimed) => claimed && !isOwn.has(claimed.slice(0, keyLength)));
	const written = own.map(([key, until]) => key + Math.ceil(until / second).toString(36));
	return [...others, ...written].slice(-mostKept).join(' ');
}

/** When a claim that was kept ends, in milliseconds; 0 where there is none. */
function keptUntil(kept: string, key: string): number {
	const start = kept.indexOf(key);
	if (start < 0) return 0;
	return parseInt(kept.slice(start + keyLength).split(' ', 1)[0], 36) * second;
}

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
	createHash('sha256').update(JSON.stringify(what)).digest('base64url').slice(0, keyLength);
