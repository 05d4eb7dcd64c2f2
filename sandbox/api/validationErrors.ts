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
	const ignored = new Set(
		choices.flatMap((choice) => [choice, ...errorsOfOtherVariants(errors, choice)]),
	);
	const validationErrors = errors.filter((error) => !ignored.has(error)).map(toValidationError);
	return [...new Map(validationErrors.map((error) => [JSON.stringify(error), error])).values()];
}

/** The errors of all variants but the one that lacks the fewest required values. */
function errorsOfOtherVariants(errors: ErrorObject[], { schemaPath }: ErrorObject): ErrorObject[] {
	const variants = new Map<string, ErrorObject[]>();
	for (const error of errors.filter((candidate) =>
		candidate.schemaPath.startsWith(`${schemaPath}/`),
	)) {
		const variant = error.schemaPath.slice(schemaPath.length + 1).split('/')[0];
		variants.set(variant, [...(variants.get(variant) ?? []), error]);
	}
	const missingCount = (variant: ErrorObject[]) =>
		variant.filter(({ keyword }) => keyword === 'required').length;
	const [, ...others] = [...variants.values()].sort((a, b) => missingCount(a) - missingCount(b));
	return others.flat();
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
