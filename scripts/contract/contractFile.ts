import type { Document } from 'yaml';
import { parseDocument } from 'yaml';

/** The contract in the repository. */
export const contractPath = 'api/hero-public-api.yaml';

/** Parses the contract without losing its comments and its style. */
export const parseContract = (text: string): Document => parseDocument(text);

/** Prints the contract in the one form that it has in the repository, so that a change shows only what changed. */
export const printContract = (contract: Document): string =>
	contract.toString({ lineWidth: 0, flowCollectionPadding: false, singleQuote: true });
