import { element } from './dom.js';

/**
 * @template {{ id: string }} Row
 * @typedef {object} ListOptions
 * @property {(row: Row, before?: HTMLElement) => HTMLElement | undefined} draw creates the item of a row, or
 *   changes the existing item and returns undefined
 * @property {(row: Row) => number} order
 * @property {(row: Row) => boolean} [isShown]
 * @property {(rows: Row[], items: HTMLElement[]) => void} [placed] is called after the items are in order
 */

/**
 * Shows rows as a list that follows their changes: only changed rows are redrawn, the keyboard focus
 * stays, and new rows are highlighted for a moment.
 *
 * @template {{ id: string }} Row
 * @param {HTMLElement} list
 * @param {ListOptions<Row>} options
 */
export function liveList(list, { draw, order, isShown = () => true, placed = () => undefined }) {
	/** @type {Map<string, { row: Row, item: HTMLElement }>} */
	const entries = new Map();
	const rows = () => [...entries.values()].map(({ row }) => row);

	function place() {
		const shown = rows()
			.filter(isShown)
			.sort((one, other) => order(one) - order(other) || Number(one.id) - Number(other.id));
		const items = shown.flatMap(({ id }) => entries.get(id)?.item ?? []);
		arrange(list, items);
		placed(shown, items);
	}

	/**
	 * @param {Row} row
	 * @param {boolean} isSnapshot
	 */
	function redraw(row, isSnapshot) {
		const before = entries.get(row.id)?.item;
		const item = draw(row, before) ?? before;
		if (!item) return;
		item.dataset.row = row.id;
		if (!isSnapshot && !before) item.classList.add('fresh');
		entries.set(row.id, { row, item });
	}

	/** @type {import('./rows.d.ts').Part<Row>['update']} */
	function update({ changed, gone }, isSnapshot = false) {
		const focus = focusIn(list);
		for (const id of isSnapshot ? missingIds(rows(), changed) : gone) entries.delete(id);
		for (const row of changed) redraw(row, isSnapshot);
		place();
		if (focus && !focusIn(list)) restoreFocus(list, entries.get(focus.id)?.item, focus.action);
	}

	return { rows, place, update };
}

/**
 * Makes the nodes the children of the list, and moves only those in a wrong place.
 *
 * @param {HTMLElement} list
 * @param {HTMLElement[]} nodes
 */
function arrange(list, nodes) {
	/** @type {Set<Element>} */
	const kept = new Set(nodes);
	for (const node of [...list.children]) if (!kept.has(node)) node.remove();
	nodes.forEach((node, place) => {
		if (list.children[place] !== node) list.insertBefore(node, list.children[place] ?? null);
	});
}

/**
 * Returns the row and the name of the focused button in a list.
 *
 * @param {HTMLElement} list
 */
function focusIn(list) {
	const focused = /** @type {HTMLElement | null} */ (document.activeElement);
	if (!focused || !list.contains(focused)) return undefined;
	const { action } = focused.dataset;
	return action && { action, id: String(focused.closest('li')?.dataset.row) };
}

/**
 * Focuses the same button of the redrawn item, or the heading if the button is gone.
 *
 * @param {HTMLElement} list
 * @param {HTMLElement | undefined} item
 * @param {string} action
 */
function restoreFocus(list, item, action) {
	/** @type {HTMLElement | null | undefined} */
	const button = item?.querySelector(`[data-action="${action}"]`);
	(button ?? list.closest('section')?.querySelector('h2'))?.focus();
}

/**
 * @param {Array<{ id: string }>} rows
 * @param {Array<{ id: string }>} snapshot
 */
function missingIds(rows, snapshot) {
	const ids = new Set(snapshot.map(({ id }) => id));
	return rows.map(({ id }) => id).filter((id) => !ids.has(id));
}

/**
 * Creates the usual item of a list.
 *
 * @param {Parameters<typeof element>[2][]} children
 */
export const listItem = (...children) => element('li', {}, ...children);
