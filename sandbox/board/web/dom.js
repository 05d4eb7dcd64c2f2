/**
 * A new element. Everything is set as a property or appended as text, so that no record can bring
 * markup along.
 */
export function element(tag, properties = {}, ...children) {
	const { dataset = {}, attributes = {}, ...others } = properties;
	const node = Object.assign(document.createElement(tag), others);
	Object.assign(node.dataset, dataset);
	for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
	node.append(...children.filter((child) => child !== undefined && child !== false));
	return node;
}

/** The element of the page with this id. */
export const byId = (id) => document.getElementById(id);

/** A state as a coloured word. */
export const badge = (colour, text) => element('span', { className: `badge ${colour}` }, text);

/** A button of a row; its name finds it again once the row is drawn anew. */
export const rowButton = (name, label, onclick, text = name) =>
	element(
		'button',
		{
			type: 'button',
			className: 'second small',
			onclick,
			dataset: { action: name },
			attributes: { 'aria-label': label },
		},
		text,
	);

/** Fills a select; the choice stays where it still exists. */
export function fillSelect(select, options) {
	const { value } = select;
	select.replaceChildren(...options.map(([id, text]) => element('option', { value: id }, text)));
	if (options.some(([id]) => id === value)) select.value = value;
}
