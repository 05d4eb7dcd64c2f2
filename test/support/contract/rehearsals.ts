import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { outputSchemas } from '../../../scripts/generate/outputSchemas';
import type { HeroServer, ReceivedRequest } from '../engine/heroServer';
import { emptyPage, isLaterPage, jsonResponse } from '../engine/heroServer';
import { runHeroItems } from '../engine/runHero';
import type { FormVariant } from './formVariants';
import { file, slot } from './formVariants';
import { parseRequest } from './requests';
import { exampleResponses } from './responses';

/** An ID as a rehearsal makes it up, in a text field. */
export const madeUpId = 'rehearsed-record-0123456789ab';

/** The practice group that the item names under Options. */
const practiceGroup = '2001';

/** Runs the node over one item with a file, in this mode of the credential. */
export async function runVariant(
	hero: HeroServer,
	variant: FormVariant,
	{ resource, operation, ...parameters }: INodeParameters,
	mode: 'live' | 'rehearsal',
) {
	const [answer] = exampleResponses(variant.call);
	hero.received.length = 0;
	hero.onRequest((received) => {
		if (isLaterPage(received)) return emptyPage;
		return jsonResponse(isLookUp(variant, received) ? slot : answer);
	});
	const input = [{ json: { group: practiceGroup }, binary: { data: file } }];
	const run = await runHeroItems(hero, input, {
		operation: `${String(resource)}: ${String(operation)}`,
		...{ parameters, credentials: { mode } },
	});
	const received = [...hero.received];
	return { ...run, received, writes: received.filter(({ method }) => method !== 'GET') };
}

const isLookUp = ({ supplied }: FormVariant, { method, target }: ReceivedRequest) =>
	`${method} ${target}` === supplied.lookUp;

/** Fields that the block never shows: passwords, keys and files. */
const hiddenNames = ['file_data', 'password', 'signing_key'];

/** The block that describes a request that Hero received. */
export function blockOf(received: ReceivedRequest): IDataObject {
	const { method, path, query, body } = parseRequest(received);
	const group = received.headers['x-practice-group-id'];
	return {
		...{ sent: false, method, path },
		...(Object.keys(query).length > 0 ? { query } : {}),
		...(group === practiceGroup ? { practice_group_id: group } : {}),
		...(body === undefined ? {} : { body: withoutHidden(body) }),
	} as IDataObject;
}

const withoutHidden = (body: unknown): unknown =>
	JSON.parse(
		JSON.stringify(body, (name, value: unknown) =>
			hiddenNames.includes(name) ? '(hidden)' : value,
		),
	);

/** The block of an output item, its query as on the wire, without what the rehearsal assumes. */
export function shownBlock({ rehearsal }: IDataObject): IDataObject {
	const { query, ...block } = { ...(rehearsal as IDataObject) };
	delete block.assumes;
	if (query === undefined) return block;
	const texts = Object.entries(query as IDataObject).map(([name, value]) => [
		name,
		[value].flat().map(String),
	]);
	return { ...block, query: Object.fromEntries(texts) as IDataObject };
}

const previews = outputSchemas();

/** The fields that the editor shows before the first run; undefined where it shows none. */
export function previewFields({ selection }: FormVariant): string[] | undefined {
	const { resource, operation } = selection as Record<string, string>;
	const preview = previews.get(`__schema__/v1.0.0/${resource}/${operation}.json`);
	return preview?.properties && Object.keys(preview.properties);
}

/** IDs and links in an output item that are neither made up nor in the request. */
export function idsThatCouldBeReal({ rehearsal, ...record }: IDataObject): string[] {
	const request = JSON.stringify(rehearsal);
	return Object.entries(record)
		.filter(([name]) => /(^|_)(id|uuid|link|url)$/.test(name))
		.filter(([, value]) => value !== null && !isPlainlyMadeUp(value))
		.filter(([, value]) => !request.includes(`${value as string}`))
		.map(([name, value]) => `${name}: ${value as string}`);
}

const isPlainlyMadeUp = (value: unknown): boolean =>
	/^(rehearsed-[a-z]+-[0-9a-f]{12}|999\d{9}990|https:\/\/rehearsed\.invalid\/[0-9a-f]+)$/.test(
		String(value),
	);
