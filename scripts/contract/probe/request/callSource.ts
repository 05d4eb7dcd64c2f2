import type { Contract, ContractContent, ContractOperation } from '../../../../api';
import { describeDocument } from '../../description/describeDocument';
import type { DescribedCall } from '../../description/describedApi';
import { schemaOf } from '../../description/media';
import type { SchemaContext } from '../../description/schemaContext';
import { isObject, resolveReference } from '../../description/schemaContext';

/** A parameter of the contract, with its references followed. */
export interface SourceParameter {
	/** As in a DescribedCall, such as `query page_index`. */
	name: string;
	wireName: string;
	in: string;
	required: boolean;
	schema: unknown;
	/** The value that the contract prints for it. */
	example: unknown;
}

/** A call of the contract with all that is needed to make requests of it. */
export interface CallSource {
	call: DescribedCall;
	operation: ContractOperation;
	context: SchemaContext;
	parameters: SourceParameter[];
	/** Undefined if the call takes no body. */
	bodySchema?: unknown;
	bodyExamples: unknown[];
	/** The samples of a success that the contract prints. */
	responseExamples: unknown[];
}

/** Reads all calls of the contract. */
export function callSources(contract: Contract): CallSource[] {
	const context: SchemaContext = { document: contract, unreadable: [] };
	return describeDocument({ ...contract }).calls.map((call) => {
		const operation = contract.paths[call.path][call.method.toLowerCase()];
		const body = operation.requestBody;
		return {
			call,
			operation,
			context,
			parameters: sourceParameters(context, operation),
			...(body ? { bodySchema: schemaOf(body) ?? {} } : {}),
			bodyExamples: body ? mediaExamples(body) : [],
			responseExamples: mediaExamples(operation.responses[call.successStatus ?? ''] ?? {}),
		};
	});
}

function sourceParameters(
	context: SchemaContext,
	{ parameters = [] }: ContractOperation,
): SourceParameter[] {
	let placeholders = 0;
	return parameters.flatMap((listed) => {
		const parameter = resolveReference(context, listed, 'parameters');
		if (!parameter) return [];
		const wireName = String(parameter.name);
		const place = String(parameter.in);
		return [
			{
				name: `${place} ${place === 'path' ? ++placeholders : wireName}`,
				wireName,
				in: place,
				required: parameter.required === true,
				schema: schemaOf(parameter),
				example: parameter.example,
			},
		];
	});
}

function mediaExamples({ content = {} }: { content?: Record<string, ContractContent> }): unknown[] {
	const { example, examples } = Object.values(content)[0] ?? {};
	const named = isObject(examples) ? Object.values(examples) : [];
	return [
		...(example === undefined ? [] : [example]),
		...named.filter(isObject).map(({ value }) => value),
	];
}
