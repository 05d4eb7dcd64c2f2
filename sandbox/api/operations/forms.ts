import { formFields } from '../../practice/catalogue';
import { orNotFound } from '../../lib/httpError';
import { list, type Operations } from './operation';

/** Operations of forms. */
export const formOperations: Operations = {
	listForms: ({ forms }, { query }) => {
		const text = String(query.search ?? '').toLowerCase();
		const matching = forms.filter(
			({ title, reply_form, form_type }) =>
				title.toLowerCase().includes(text) &&
				(query.reply_form === undefined || query.reply_form === reply_form) &&
				(query.form_type === undefined || query.form_type === form_type),
		);
		return list(matching);
	},

	getForm: ({ forms }, { params }) => {
		const form = orNotFound(forms.find(({ id }) => id === params.id));
		return { ...form, fields: formFields[form.id] };
	},
};
