import { UserError } from 'n8n-workflow';

/** Throws the UserError that stops an item. `reason` follows the parameter name, `advice` says what to do. */
export function rejectInput(reason: string, advice?: string): never {
	throw new UserError(reason, { description: advice });
}

/** Throws the UserError for the remains of a failed expression. */
export const rejectFailedExpression = (): never =>
	rejectInput(
		'contains what an expression leaves where it finds no value',
		'Check the expression of this field, and the data of this item.',
	);
