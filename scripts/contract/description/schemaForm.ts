import type { DescribedField } from './describedApi';

export type Schema = Record<string, unknown>;

/** One of the forms that a value may have: what a schema, and all schemas that it is made of, say together. */
export interface SchemaForm extends DescribedField {
	properties: Record<string, unknown>;
	/** The schema of the members whose names are not told. */
	mapValues?: unknown;
	requiredMembers: string[];
	/** False where the contract says that it does not know which other members are required. */
	requiredIsKnown: boolean;
	items?: unknown;
	/** The schemas that say it, so that a schema inside itself is noticed. */
	origins: unknown[];
}
