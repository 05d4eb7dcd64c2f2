/** @typedef {'good' | 'bad' | 'warm' | 'off'} Color */

/**
 * @typedef {object} ElementProperties
 * @property {Record<string, string | number>} [dataset]
 * @property {Record<string, string>} [attributes]
 */

/**
 * Creates an element. Everything is set as a property or appended as text, so that no record can inject
 * markup.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {ElementProperties & Omit<Partial<HTMLElementTagNameMap[Tag]>, 'dataset' | 'attributes'>} [properties]
 * @param {Array<Node | string | false | undefined>} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, properties, ...children) {
	const { dataset = {}, attributes = {}, ...others } = properties ?? {};
	const node = Object.assign(document.createElement(tag), others);
	Object.assign(node.dataset, dataset);
	for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
	for (const child of children) {
		if (child !== undefined && child !== false) node.append(child);
	}
	return node;
}

/**
 * Returns the element of the page with this id.
 *
 * @param {string} id
 */
export const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @param {string} id */
export const inputById = (id) => /** @type {HTMLInputElement} */ (byId(id));

/** @param {string} id */
export const selectById = (id) => /** @type {HTMLSelectElement} */ (byId(id));

/** @param {string} id */
export const formById = (id) => /** @type {HTMLFormElement} */ (byId(id));

/**
 * Returns the select of a form with this name.
 *
 * @param {HTMLFormElement} form
 * @param {string} name
 */
export const selectOf = (form, name) =>
	/** @type {HTMLSelectElement} */ (form.elements.namedItem(name));

/**
 * Shows a state as a colored word.
 *
 * @param {Color} color
 * @param {string} text
 */
export const badge = (color, text) => element('span', { className: `badge ${color}` }, text);

/**
 * Creates a button of a row. Its name finds it again after the row is redrawn.
 *
 * @param {string} name
 * @param {string} label
 * @param {() => void} onclick
 */
export const rowButton = (name, label, onclick) =>
	element(
		'button',
		{
			type: 'button',
			className: 'second small',
			onclick,
			dataset: { action: name },
			attributes: { 'aria-label': label },
		},
		name,
	);

/**
 * Fills a select. The selected value stays if it still exists.
 *
 * @param {HTMLSelectElement} select
 * @param {Array<[value: string, text: string]>} options
 */
export function fillSelect(select, options) {
	const { value } = select;
	select.replaceChildren(...options.map(([id, text]) => element('option', { value: id }, text)));
	if (options.some(([id]) => id === value)) select.value = value;
}
