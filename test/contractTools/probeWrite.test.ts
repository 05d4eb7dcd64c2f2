import { parse } from 'yaml';

import type { Contract } from '../../api';
import { writeContract } from '../../scripts/contract/write/writeContract';
import { contractText } from '../support/contractTools/comparison';
import {
	changed,
	differencesOf,
	moveCall,
	operationOf,
	probeMock,
} from '../support/contractTools/probeInProcess';

const source = { kind: 'mock' as const, name: 'http://127.0.0.1', date: '2026-12-01' };

const document = changed((contract) => {
	const { schemas } = contract.components;
	moveCall(contract, ['/v1/form_links', 'post'], ['/v1/form-links', 'post']);
	schemas.SendMessage.required?.push('task_id');
	schemas.PharmacyCreate.required = ['name', 'email', 'prescriber_id', 'phone'];
	schemas.PharmacyCreate.properties = {
		...schemas.PharmacyCreate.properties,
		phone: { type: 'string' },
	};
	schemas.TaskUpdate.properties!.priority.enum = ['low', 'high'];
	const { responses } = operationOf(contract, 'countSlots');
	Object.values(responses['200'].content!)[0].example = { count: 12 };
	operationOf(contract, 'sendMessage').responses['409'] = {
		$ref: '#/components/responses/NotFound',
	};
});
const only = ['createFormLink', 'sendMessage', 'createPharmacy', 'updateTask', 'countSlots'];

describe('what the probe found', () => {
	it('goes into the contract, so that the next probe finds no difference', async () => {
		const { pairs, findings } = await probeMock(document, { only });
		const written = writeContract(contractText, { pairs, findings, source });
		const contract = parse(written) as Contract;
		expect(differencesOf(await probeMock(document, { only, contract }))).toEqual([]);
	});

	it('leaves what the mock did not tell as it was', async () => {
		const { pairs, findings } = await probeMock(document, { only });
		const written = parse(writeContract(contractText, { pairs, findings, source })) as Contract;
		const before = operationOf(parse(contractText) as Contract, 'listSlots');
		expect(operationOf(written, 'listSlots')).toEqual(before);
		const task = written.components.schemas.TaskUpdate.properties!;
		expect(task.status.enum).toEqual(['open', 'closed', 'in_progress']);
		expect(operationOf(written, 'sendMessage')['x-evidence'].requestBody).toBe('seen');
		expect(operationOf(written, 'createFormLink')['x-evidence'].requestBody).toBe('unknown');
	});
});
