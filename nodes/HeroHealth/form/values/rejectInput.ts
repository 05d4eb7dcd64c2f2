import { UserError } from 'n8n-workflow';

/** Stops an item: `reason` follows the name of the parameter, `advice` says what to do. */
export function rejectInput(reason: string, advice?: string): never {
	throw new UserError(reason, { description: advice });
}

/** Said of a value that an expression leaves where it finds nothing. */
export const rejectFailedExpression = (): never =>
	rejectInput(
		'holds what an expression leaves where it finds no value',
		'Check the expression of this field, and the data of this item.',
	);
