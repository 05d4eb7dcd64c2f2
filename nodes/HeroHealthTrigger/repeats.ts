import { createHash } from 'crypto';

/**
 * When each claim ends, in milliseconds, by the digest of what was claimed; below zero where it was
 * released.
 */
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
	if (keepFor <= 0) return true;
	const claims = claimsFor(trigger);
	const key = digest(what);
	const own = claims.get(key) ?? 0;
	// What was released may have been kept before, with a delivery that came meanwhile.
	const others = keptUntil(kept, key) <= inSeconds(-own) * second ? 0 : keptUntil(kept, key);
	if (Math.max(own, others) > now) return false;
	// Taken out first, so that it stands last: the oldest claims are the first to go.
	claims.delete(key);
	claims.set(key, now + keepFor);
	dropOldest(claims, mostInMemory);
	return true;
}

/** The ends of deliveries that are being worked on, by what they have claimed. */
const underWay = new Map<string, Promise<void>>();

/**
 * Claims something for a delivery of which `end` tells when it is over. Where another delivery has it,
 * waits for the end of that one, which may release it.
 */
export async function claimInTurn(
	end: Promise<void>,
	...what: Parameters<typeof claim>
): Promise<boolean> {
	const [trigger, , parts] = what;
	const name = `${trigger} ${digest(parts)}`;
	while (!claim(...what)) {
		const other = underWay.get(name);
		if (!other) return false;
		await other;
	}
	underWay.set(name, end);
	void end.then(() => underWay.get(name) === end && underWay.delete(name));
	return true;
}

/** Forgets what was claimed: the delivery did not get through, and Hero may send it again. */
export function release(trigger: string, what: string[]): void {
	const claims = claimsOf.get(trigger);
	const key = digest(what);
	claims?.set(key, -Math.abs(claims.get(key) ?? 0));
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
	const written = own
		.filter(([, until]) => until > 0)
		.map(([key, until]) => key + inSeconds(until).toString(36));
	return [...others, ...written].slice(-mostKept).join(' ');
}

/** Rather a little longer than too short. */
const inSeconds = (milliseconds: number): number => Math.ceil(milliseconds / second);

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
