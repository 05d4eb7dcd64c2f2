import type { Link, Practice } from './model';

/** The statuses of a link in Hero's format. */
export type LinkStatus = 'unused' | 'used' | 'expired';

/** Creates a link that a patient can open at the sandbox. */
export function addLink(
	practice: Practice,
	details: Omit<Link, 'id' | 'url' | 'createdAt' | 'number_of_uses' | 'open_count'>,
): Link {
	const number = 30991 + practice.links.size;
	const code = number.toString(36).padStart(6, '0');
	const link: Link = {
		...details,
		id: String(number),
		url: `${practice.url}/s/${code}`,
		createdAt: practice.now(),
		number_of_uses: 0,
		open_count: 0,
	};
	practice.links.set(link.id, link);
	return link;
}

/** The link with this URL; undefined when there is none. */
export function findLink({ links }: Practice, url: string): Link | undefined {
	const link = links.get(String(parseInt(url.slice(url.lastIndexOf('/') + 1), 36)));
	return link?.url === url ? link : undefined;
}

/**
 * Counts that a patient opens a link, and returns it; undefined when there is none. Opening a video
 * or attachment link counts as a use.
 */
export function openLink(practice: Practice, code: string): Link | undefined {
	const link = findLink(practice, `${practice.url}/s/${code}`);
	if (!link) return undefined;
	link.open_count += 1;
	if (link.type === 'video' || link.type === 'attachment') link.number_of_uses += 1;
	return link;
}

/** True when a link has reached its maximum number of uses. */
export const isUsedUp = ({ maximum_uses = Infinity, number_of_uses }: Link) =>
	number_of_uses >= maximum_uses;

const WRONG_DATES_ALLOWED = 10;

/** Counts a wrong date of birth on a link for one patient. */
export function countWrongDateOfBirth(link: Link): void {
	if (link.patient_id === undefined) return;
	link.wrong_dates_of_birth = (link.wrong_dates_of_birth ?? 0) + 1;
}

/** True when ten wrong dates of birth have locked the link. */
export const isLocked = ({ wrong_dates_of_birth = 0 }: Link) =>
	wrong_dates_of_birth >= WRONG_DATES_ALLOWED;

/** The status of a link; an expired link counts as expired even if it was used. */
export function linkStatus({ expiry, number_of_uses }: Link, now: number): LinkStatus {
	if (expiry !== undefined && expiry <= now) return 'expired';
	return number_of_uses > 0 ? 'used' : 'unused';
}
