import type { Link } from '../practice/links';
import type { Practice } from '../practice/create';
import type { Page } from './page';

/** Somebody at a link, with what they filled in. */
export interface Visit {
	practice: Practice;
	link: Link;
	form: URLSearchParams;
}

/** The way to another page, once something was done. */
export interface Way {
	to: string;
}

/** What there is behind a kind of link. */
export interface Place {
	open(visit: Visit): Page;
	/** What happens when the page's form is sent; pages without a form have none. */
	send?(visit: Visit): Page | Way;
}
