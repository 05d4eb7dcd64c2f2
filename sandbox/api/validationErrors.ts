import type { ErrorObject } from 'ajv';
import type { ValidationError } from '../lib/httpError';

/**
 * The validation errors of a request in Hero's format. When several variants were possible, only the
 * errors of the closest variant are reported.
 */
export function validationErrorsOf(errors: ErrorObject[]): ValidationError[] {
	const unreadable = errors.find(({ keyword }) => keyword === 'parse');
	if (unreadable) return [toValidationError(unreadable)];
	const choices = errors.filter(({ keyword }) => ['anyOf', 'oneOf'].includes(keyword));
	const aside = new Set(
		choices.flatMap((choice) => [choice, ...errorsOfOtherForms(errors, choice)]),
	);
	const issues = errors.filter((error) => !aside.has(error)).map(toValidationError);
	return [...new Map(issues.map((issue) => [JSON.stringify(issue), issue])).values()];
}

/** The errors of all variants but the one that lacks the fewest required values. */
function errorsOfOtherForms(errors: ErrorObject[], { schemaPath }: ErrorObject): ErrorObject[] {
	const forms = new Map<string, ErrorObject[]>();
	for (const error of errors.filter((one) => one.schemaPath.startsWith(`${schemaPath}/`))) {
		const form = error.schemaPath.slice(schemaPath.length + 1).split('/')[0];
		forms.set(form, [...(forms.get(form) ?? []), error]);
	}
	const lacks = (form: ErrorObject[]) =>
		form.filter(({ keyword }) => keyword === 'required').length;
	const [, ...farther] = [...forms.values()].sort((one, other) => lacks(one) - lacks(other));
	return farther.flat();
}

function toValidationError({
	keyword,
	params,
	instancePath,
	parentSchema,
}: ErrorObject): ValidationError {
	const path = pathOf(instancePath);
	const missing = params.missingProperty as string;
	switch (keyword) {
		case 'required':
			return {
				code: 'invalid_type',
				expected: typeOf(parentSchema?.properties?.[missing]?.type),
				path: pathOf(`${instancePath}/${missing}`),
			};
		case 'type':
			return { code: 'invalid_type', expected: typeOf(params.type), path };
		case 'enum':
			return { code: 'invalid_enum_value', expected: params.allowedValues.join(' or '), path };
		case 'additionalProperties':
			return {
				code: 'unrecognized_keys',
				expected: 'known names only',
				path: [...path, params.additionalProperty],
			};
		case 'minLength':
			return { code: 'too_small', expected: `${params.limit} or more characters`, path };
		case 'parse':
			return { code: 'invalid_json', expected: 'JSON', path: ['body'] };
		default:
			return { code: `invalid_${keyword}`, expected: boundOf(params), path };
	}
}

/** The path of a value, which starts with body, query or path. */
const pathOf = (pointer: string) =>
	pointer
		.replace(/^\/requestBody/, '/body')
		.split('/')
		.slice(1);

const typeOf = (type: unknown) => (type === undefined ? 'value' : [type].flat().join(' or '));

/** The pattern, format or limit that a value violates. */
const boundOf = ({ pattern, format, limit }: Record<string, unknown>) =>
	String(pattern ?? format ?? limit ?? 'value as documented');
