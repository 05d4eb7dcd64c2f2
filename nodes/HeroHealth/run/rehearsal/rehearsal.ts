import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { connectionOf } from '../../transport/connection';
import { headersOf, httpOptions } from '../../transport/httpOptions';
import type { CredentialMode } from '../../transport/mode';
import { requireAllowed } from '../../transport/mode';
import type { HeroRequest } from '../../transport/request';
import { responseJson } from '../output';
import type { ItemCall } from '../records';
import { describeRequest } from './describeRequest';
import { containsMadeUp, createMadeUp, madeUpIdIn, recordOf, rememberRecord } from './madeUp';
import { ownMessageQuota, toOwnContact } from './ownContact';

/** Sends a call to Hero. Returns the data of the output items. */
type SendCall = (call: ItemCall) => Promise<IDataObject[]>;

/** Sends what the mode of a run lets through, and rehearses the rest. */
export interface RunRehearsal extends CredentialMode {
	/** True if nothing of this run reaches a patient. */
	isRehearsal: boolean;
	/** Sends the call of an item, or answers in Hero's place. Throws what sending or checking throws. */
	send(call: ItemCall, sendCall: SendCall): Promise<IDataObject[]>;
	/** Returns the record of a made-up ID in a value, at any depth; undefined if there is none. */
	lookUp(value: unknown): IDataObject | undefined;
	/** True for an item that was rehearsed. */
	isRehearsed(itemIndex: number): boolean;
}

/** Creates the rehearsal of a run. In the mode Live it rehearses only items that name a made-up record. */
export function createRehearsal(context: IExecuteFunctions, given: CredentialMode): RunRehearsal {
	const { mode, ownContact } = given;
	const rehearsed = new Set<number>();
	const takeOwnMessage = ownMessageQuota(context);
	return {
		...given,
		isRehearsal: mode !== 'live',
		isRehearsed: (itemIndex) => rehearsed.has(itemIndex),
		lookUp(value) {
			const id = madeUpIdIn(value);
			return id === undefined ? undefined : recordOf(id);
		},
		async send(call, sendCall) {
			const { request, sendOptions } = call;
			const isRead = request.method === 'GET';
			// A read that asks to be taken for a write is refused, also if only the node rehearses.
			if (isRead) requireAllowed(given, request);
			if (!containsMadeUp(partsOf(request)) && (isRead || mode === 'live'))
				return await sendCall(call);
			if (isRead) return readRehearsed(call);
			rehearsed.add(sendOptions.errorContext?.itemIndex ?? 0);
			const own = mode === 'ownContact' ? toOwnContact(call, ownContact) : undefined;
			if (own && takeOwnMessage()) return await sendToOwnContact(call, own, sendCall);
			return await rehearseWrite(context, call);
		},
	};
}

/** The parts of a request that can name a made-up record. The path of a custom call has it as text. */
const partsOf = ({ path, pathValues, query, headers, body }: ItemCall['request']) => [
	...path.split('/'),
	...[pathValues, query, headers, body],
];

/** Returns the rehearsed record that a read names. A list has no rehearsed rows. */
function readRehearsed(call: ItemCall): IDataObject[] {
	const { operation, request, values, toOutput } = call;
	if (operation.list) return [];
	const id = madeUpIdIn(partsOf(request));
	const record = id === undefined ? {} : recordOf(id);
	const block = describeRequest(operation, request);
	return [marked(toOutput(responseJson(operation, record, values)), { read: true, ...block })];
}

async function sendToOwnContact(
	call: ItemCall,
	request: ItemCall['request'],
	sendCall: SendCall,
): Promise<IDataObject[]> {
	const records = await sendCall({ ...call, request });
	const block = describeRequest(call.operation, request);
	return records.map((record) =>
		marked(record, { sent: true, sent_to: 'my own phone or email', ...block }),
	);
}

/** Checks a write as if it were sent, and answers in Hero's place. */
async function rehearseWrite(context: IExecuteFunctions, call: ItemCall): Promise<IDataObject[]> {
	const { operation, request, values, hints, sendOptions, toOutput } = call;
	const { refusal, assumes, response } = operation.rehearsal ?? {};
	if (refusal) {
		throw new UserError(`'${operation.name}' cannot be rehearsed, so nothing was sent`, {
			description: `${refusal} Deactivate the node for the rehearsal, or set its On Error to Continue.`,
		});
	}
	const { baseURL } = await connectionOf(context);
	// These two throw for values that could not be sent.
	httpOptions(request, baseURL, sendOptions.errorContext?.labels);
	headersOf(request);
	const madeUp = createMadeUp();
	const made = Object.entries(response ?? {}).map(([name, make]) => [name, make(values, madeUp)]);
	const answer = response && (Object.fromEntries(made) as IDataObject);
	const block = describeRequest(operation, request);
	remember(request, block, madeUp.ids, answer);
	const record = responseJson({ ...operation, method: request.method }, answer, values);
	hints.addMessage(operation.hint?.(values, [record], sendOptions.errorContext?.itemIndex ?? 0));
	return [marked(toOutput(record), { sent: false, ...(assumes ? { assumes } : {}), ...block })];
}

/** Remembers what a write made or changed, so that later nodes read it. Secrets and files are left out. */
function remember(
	{ path, pathValues }: HeroRequest,
	{ body }: IDataObject,
	ids: string[],
	answer?: IDataObject,
): void {
	const changed = madeUpIdIn([...path.split('/'), pathValues]);
	if (ids.length === 0 && changed === undefined) return;
	const earlier = changed === undefined ? {} : recordOf(changed);
	const known = { ...earlier, ...(body as IDataObject | undefined), ...answer };
	rememberRecord(changed === undefined ? ids : [changed, ...ids], known);
}

/** Adds the block that shows what would be sent. It comes first, so that a table shows it before all other fields. */
const marked = (record: IDataObject, block: IDataObject): IDataObject => ({
	rehearsal: block,
	...record,
});
