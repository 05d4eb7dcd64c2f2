import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { AxiosResponse } from 'axios';
import { loadContract, type ContractOperation } from '../../../api';

const contract = loadContract();
const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));
ajv.addSchema(contract, 'contract');

/** An operation of the contract with its place there. */
export interface Documented {
	operationId: string;
	method: string;
	path: string;
	operation: ContractOperation;
}

export const documented: Documented[] = Object.entries(contract.paths).flatMap(([path, methods]) =>
	Object.entries(methods).map(([method, operation]) => ({
		...{ operationId: operation.operationId, method, path, operation },
	})),
);

/** The status of success: 200, or 201 for creating an invoice. */
export const successOf = ({ operation }: Documented) =>
	Number(Object.keys(operation.responses).find((status) => status.startsWith('2')));

/** Errors of a response against the documented schema and the guessed one. */
export function responseErrors(documented: Documented, { status, data }: AxiosResponse): unknown[] {
	return schemasOf(documented, status).flatMap(($ref) => {
		const validate = ajv.getSchema($ref) ?? ajv.compile({ $ref });
		validate(data);
		return validate.errors ?? [];
	});
}

function schemasOf(documented: Documented, status: number): string[] {
	if (status === 400) return ['contract#/components/schemas/Error400'];
	// The bodies of other error responses are undocumented.
	if (status !== successOf(documented)) return [];
	const { path, method, operation } = documented;
	const place = `contract#/paths/${path.replaceAll('/', '~1')}/${method}`;
	return [
		`${place}/responses/${status}/content/application~1json/schema`,
		...(operation['x-guess']?.response ? [`${place}/x-guess/response`] : []),
	];
}
