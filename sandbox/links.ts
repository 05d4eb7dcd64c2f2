import type { Practice } from './practice';

/** A link given to a patient; expiry in milliseconds. */
export interface Link {
	id: string;
	url: string;
	type: 'booking' | 'video' | 'verification';
	name?: string;
	patient_id?: string;
	expiry?: number;
	maximum_uses?: number;
	number_of_uses: number;
	open_count: number;
	/** What the link lets a patient book. */
	meta?: Record<string, string[]>;
}

export type LinkStatus = 'unused' | 'used' | 'expired';

/** Makes a link that a patient can open at the sandbox. */
export function addLink(
	practice: Practice,
	details: Omit<Link, 'id' | 'url' | 'number_of_uses' | 'open_count'>,
): Link {
	const number = 30991 + practice.links.size;
	const code = number.toString(36).padStart(6, '0');
	const link: Link = {
		...details,
		id: String(number),
		url: `${practice.url}/s/${code}`,
		number_of_uses: 0,
		open_count: 0,
	};
	practice.links.set(link.id, link);
	return link;
}

/** A patient opens a link; undefined when there is none. Opening a video link is using it. */
export function openLink(practice: Practice, code: string): Link | undefined {
	const link = [...practice.links.values()].find(({ url }) => url.endsWith(`/s/${code}`));
	if (!link) return undefined;
	link.open_count += 1;
	if (link.type === 'video') link.number_of_uses += 1;
	return link;
}

/** The state of a link; once expired, it no longer matters whether it was used. */
export function linkStatus({ expiry, number_of_uses }: Link, now: number): LinkStatus {
	if (expiry !== undefined && expiry <= now) return 'expired';
	return number_of_uses > 0 ? 'used' : 'unused';
}
