import type { Finding } from '../comparison/finding';
import type { DescribedField, FieldSet } from '../description/describedApi';
import type { CallSource } from './request/callSource';
import { bodyPrefix } from './request/buildRequest';

/** What the mock has told of one call so far. Fields are named as in a plan: `query status`, `body patient_id`. */
export interface Told {
	method: string;
	path: string;
	fields: Map<string, Partial<DescribedField>>;
	response?: FieldSet;
	successStatus?: string;
	errors?: string[];
	/** Claims that could not be settled, and what no pair of calls can hold. */
	findings: Finding[];
	/** Closed lists of which the mock accepts our values, and does not say which others there are. */
	unnamedLists: string[];
}

/** Adds facts of a field to what is told of it. */
export function tell({ fields }: Told, name: string, facts: Partial<DescribedField>): void {
	fields.set(name, { ...fields.get(name), ...facts });
}

/** Notes a claim that could not be settled, and why. */
export function doubt(
	told: Told,
	{ call }: CallSource,
	claim: Pick<Finding, 'part' | 'name' | 'aspect' | 'ours'>,
	reason: string,
): void {
	told.findings.push({ ...claimOf(call), ...claim, verdict: 'not clear', hero: reason });
}

export const claimOf = ({
	operationId,
	method,
	path,
}: CallSource['call']): Pick<Finding, 'operationId' | 'call'> => ({
	operationId,
	call: `${method} ${path}`,
});

/** The part and the name of a field in a finding. */
export const fieldClaim = (name: string): { part: 'parameters' | 'requestBody'; name: string } =>
	name.startsWith(bodyPrefix)
		? { part: 'requestBody', name: name.slice(bodyPrefix.length) }
		: { part: 'parameters', name };

/** The fields of one part as a source describes them. Other fields may exist. */
export function toldFields(
	{ fields }: Told,
	part: 'parameters' | 'requestBody',
): FieldSet | undefined {
	const own = [...fields].filter(([name]) => fieldClaim(name).part === part);
	if (own.length === 0) return undefined;
	return {
		isComplete: false,
		fields: new Map(own.map(([name, facts]) => [fieldClaim(name).name, { types: [], ...facts }])),
	};
}

/** The field of the contract with this name in a plan. */
export function ourField({ call }: CallSource, name: string): DescribedField | undefined {
	const { part, name: own } = fieldClaim(name);
	return call[part]?.fields.get(own);
}

/** The names in a plan of all fields that can be sent in a request. */
export function sentFields({ call, parameters }: CallSource): string[] {
	const query = parameters.filter((one) => one.in === 'query').map(({ name }) => name);
	const body = [...(call.requestBody?.fields.keys() ?? [])].map((name) => bodyPrefix + name);
	return [...query, ...body];
}
