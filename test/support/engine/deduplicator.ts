import { createHash } from 'crypto';

import { DataDeduplicationService } from 'n8n-core';
import type {
	DeduplicationItemTypes,
	DeduplicationScope,
	ICheckProcessedContextData,
	ICheckProcessedOptions,
	IDataDeduplicator,
} from 'n8n-workflow';

import { resetProcessState } from '../../../nodes/HeroHealth/transport/processState';

import { nextEventLoopTurn } from './eventLoop';

/** Lets everything else run, as a query to a database does. */
const query = nextEventLoopTurn;

/**
 * Behaves as n8n's own deduplicator does (n8n 2.8 and 2.41, deduplication-helper.js): it reads a whole row, changes
 * it and writes it back, so calls at the same time lose keys, and two first calls fail on the same row.
 */
class MemoryDeduplicator implements IDataDeduplicator {
	/** The hashes by workflow and scope. */
	readonly rows = new Map<string, string[]>();

	/** The number of calls so far. */
	calls = 0;

	/** Makes each call fail, as n8n does for a workflow that is not saved. */
	isBroken = false;

	/** Runs before each write, such as to fail it or to write in between. */
	beforeWrite: (row: string) => Promise<void> | void = () => undefined;

	async checkProcessedAndRecord(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
		{ maxEntries }: ICheckProcessedOptions,
	) {
		const { key, row } = await this.read(scope, context);
		const stored = new Set(row);
		const isNew = items.map((item) => !stored.has(hashOf(item)));
		const hashes = [...(row ?? []), ...items.filter((_, index) => isNew[index]).map(hashOf)];
		if (maxEntries) hashes.splice(0, hashes.length - maxEntries);
		await this.write(key, hashes, row === undefined);
		return {
			new: items.filter((_, index) => isNew[index]),
			processed: items.filter((_, index) => !isNew[index]),
		};
	}

	async removeProcessed(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
	) {
		const { key, row } = await this.read(scope, context);
		if (!row) return;
		const removed = new Set(items.map(hashOf));
		await this.write(
			key,
			row.filter((hash) => !removed.has(hash)),
		);
	}

	async clearAllProcessedItems(scope: DeduplicationScope, context: ICheckProcessedContextData) {
		const { key } = await this.read(scope, context);
		this.rows.delete(key);
	}

	async getProcessedDataCount(scope: DeduplicationScope, context: ICheckProcessedContextData) {
		return (await this.read(scope, context)).row?.length ?? 0;
	}

	private async read(scope: DeduplicationScope, { workflow, node }: ICheckProcessedContextData) {
		this.calls++;
		if (this.isBroken) throw new Error('The database is locked');
		await query();
		const key = `${workflow.id}/${scope === 'node' ? node!.id : ''}`;
		const row = this.rows.get(key);
		return { key, row: row && [...row] };
	}

	private async write(key: string, hashes: string[], isFirst = false) {
		await query();
		await this.beforeWrite(key);
		const isStored = this.rows.has(key);
		if (isFirst && isStored) throw new Error('UNIQUE constraint failed');
		// An update of a row that was deleted since does nothing.
		if (isFirst || isStored) this.rows.set(key, hashes);
	}
}

const hashOf = (item: DeduplicationItemTypes): string =>
	createHash('md5').update(item.toString()).digest('base64');

let current: IDataDeduplicator | undefined;

/** n8n accepts one deduplicator for the life of a process, so this one passes calls on. */
const forwarding: IDataDeduplicator = {
	checkProcessedAndRecord: async (...call) => await current!.checkProcessedAndRecord(...call),
	removeProcessed: async (...call) => await current!.removeProcessed(...call),
	clearAllProcessedItems: async (...call) => await current!.clearAllProcessedItems(...call),
	getProcessedDataCount: async (...call) => await current!.getProcessedDataCount(...call),
};

/** Gives n8n's engine in this process an empty deduplication store. */
async function openDeduplicator(): Promise<MemoryDeduplicator> {
	if (!current) await DataDeduplicationService.init(forwarding);
	const deduplicator = new MemoryDeduplicator();
	current = deduplicator;
	return deduplicator;
}

/** Gives each test of the file an empty store, in a process that has just started. */
export function useDeduplicator(): { readonly store: MemoryDeduplicator } {
	let store: MemoryDeduplicator;
	beforeEach(async () => {
		resetProcessState();
		store = await openDeduplicator();
	});
	return {
		get store() {
			return store;
		},
	};
}
