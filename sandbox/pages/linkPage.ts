import type { Page } from './page';
import type { Link, Practice } from '../practice/model';

/** A visit of a link, with the submitted form. */
export interface Visit {
	practice: Practice;
	link: Link;
	form: URLSearchParams;
}

/** A redirect to another page after an action. */
export interface Redirect {
	to: string;
}

/** The page of one type of link. */
export interface LinkPage {
	open(visit: Visit): Page;
	/** Handles the submitted form; undefined for pages without a form. */
	submit?(visit: Visit): Page | Redirect;
}
