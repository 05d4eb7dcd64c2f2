import type { Page } from './page';
import type { Link, Practice } from '../practice/model';

/** Somebody at a link, with what they filled in. */
export interface Visit {
	practice: Practice;
	link: Link;
	form: URLSearchParams;
}

/** The way to another page, once something was done. */
export interface Redirect {
	to: string;
}

/** What there is behind a kind of link. */
export interface LinkPage {
	open(visit: Visit): Page;
	/** What happens when the page's form is sent; pages without a form have none. */
	submit?(visit: Visit): Page | Redirect;
}
