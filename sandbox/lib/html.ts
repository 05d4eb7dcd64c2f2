/** Text that is HTML already. */
export class Markup {
	constructor(readonly text: string) {}
}

type Value = string | number | Markup | Markup[] | false | null | undefined;

/** HTML in which every value is escaped, unless it is HTML already; nothing stands for no value. */
export const html = (parts: TemplateStringsArray, ...values: Value[]): Markup =>
	new Markup(parts.map((part, index) => part + textOf(values[index])).join(''));

function textOf(value: Value): string {
	if (value === undefined || value === null || value === false) return '';
	if (value instanceof Markup) return value.text;
	if (Array.isArray(value)) return value.map(({ text }) => text).join('');
	return String(value).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
