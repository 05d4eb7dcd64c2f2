import { element } from './dom.js';

/**
 * A list on the page that follows its rows: only what has changed is drawn anew, the keyboard's
 * focus stays, and what arrives is marked for a moment.
 *
 * `draw` makes the item of a row and may instead change the one there is; `order` gives a number.
 */
export function liveList(list, { draw, order, isShown = () => true, placed = () => undefined }) {
	const rows = new Map();
	const items = new Map();

	function place() {
		const shown = [...rows.values()]
			.filter(isShown)
			.sort((one, other) => order(one) - order(other) || Number(one.id) - Number(other.id));
		const nodes = shown.map(({ id }) => items.get(id));
		const kept = new Set(nodes);
		for (const node of [...list.children]) if (!kept.has(node)) node.remove();
		nodes.forEach((node, place) => {
			if (list.children[place] !== node) list.insertBefore(node, list.children[place] ?? null);
		});
		placed(shown, nodes);
	}

	return {
		rows,
		place,
		/** Takes what has changed; a snapshot is all there is. */
		update({ changed, gone }, isSnapshot) {
			const focused = document.activeElement;
			const action = list.contains(focused) && focused.dataset.action;
			const focusedId = action && focused.closest('li').dataset.row;
			const left = isSnapshot ? leftOut(rows, changed) : gone;
			for (const id of left) rows.delete(id) && items.delete(id);
			for (const row of changed) {
				const before = items.get(row.id);
				const item = draw(row, before) ?? before;
				item.dataset.row = row.id;
				if (!isSnapshot && !rows.has(row.id)) item.classList.add('fresh');
				rows.set(row.id, row);
				items.set(row.id, item);
			}
			place();
			if (action && !list.contains(focused)) refocus(items.get(focusedId), action);
		},
	};

	/** Where the button is gone, the focus goes to the heading. */
	function refocus(item, action) {
		const again = item?.querySelector(`[data-action="${action}"]`);
		(again ?? list.closest('section').querySelector('h2')).focus();
	}
}

function leftOut(rows, changed) {
	const ids = new Set(changed.map(({ id }) => id));
	return [...rows.keys()].filter((id) => !ids.has(id));
}

/** The usual item of a list. */
export const listItem = (...children) => element('li', {}, ...children);
