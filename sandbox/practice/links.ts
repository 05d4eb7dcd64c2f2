import type { Link, Practice } from './model';

export type LinkStatus = 'unused' | 'used' | 'expired';

/** Makes a link that a patient can open at the sandbox. */
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

/** The link of an address that a patient was given; undefined when there is none. */
export function findLink({ links }: Practice, url: string): Link | undefined {
	const link = links.get(String(parseInt(url.slice(url.lastIndexOf('/') + 1), 36)));
	return link?.url === url ? link : undefined;
}

/**
 * A patient opens a link; undefined when there is none. Opening a video link or a file is using it.
 */
export function openLink(practice: Practice, code: string): Link | undefined {
	const link = findLink(practice, `${practice.url}/s/${code}`);
	if (!link) return undefined;
	link.open_count += 1;
	if (link.type === 'video' || link.type === 'attachment') link.number_of_uses += 1;
	return link;
}

/** Whether a link was used as often as it may be. */
export const isUsedUp = ({ maximum_uses = Infinity, number_of_uses }: Link) =>
	number_of_uses >= maximum_uses;

/** The state of a link; once expired, it no longer matters whether it was used. */
export function linkStatus({ expiry, number_of_uses }: Link, now: number): LinkStatus {
	if (expiry !== undefined && expiry <= now) return 'expired';
	return number_of_uses > 0 ? 'used' : 'unused';
}
