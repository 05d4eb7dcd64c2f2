'use strict';

const { CannotCompareError } = require('../../errors');
const { isSuccess, listOf } = require('../answer');
const { askedSizes } = require('./pageFacts');
const { filteredRequest, missingKinds, requestOf } = require('./readPlan');

/**
 * @typedef {import('../answer').Answer} Answer
 * @typedef {import('../answer').HeroRequest} HeroRequest
 * @typedef {import('./readPlan').PlannedRead} PlannedRead
 * @typedef {import('./reading').Reading} Reading
 *
 * @typedef {object} ReadContext
 * @property {import('../heroClient').HeroClient} client
 * @property {import('./seenIds').SeenIds} seenIds
 * @property {import('../names/seenTexts').SeenTexts} seenTexts
 * @property {Date} today
 * @property {boolean} isProduction
 * @property {(line: string) => void} progress
 */

/** Lists without a patient. In production only these are asked for large pages, since the others would give many records. */
const withoutPatients = ['listAdmins', 'listBatchMessages'];

const mostBroken = 3;

/**
 * Asks each read once, as soon as the IDs that it needs were seen in another response, and each paged list for its pages.
 *
 * @param {ReadContext} context
 * @param {PlannedRead[]} reads
 * @returns {Promise<Reading[]>} one for each read, in the order in which they were asked
 * @throws {CannotCompareError} if the first calls are refused for the key
 */
exports.askReads = async (context, reads) => {
	/** @type {Reading[]} */
	const readings = [];
	const waiting = new Set(reads);
	while (!isServerGone(readings)) {
		const next = [...waiting].find((read) => missingKinds(read, context.seenIds).length === 0);
		if (!next) break;
		waiting.delete(next);
		context.progress(`${readings.length + 1} of ${reads.length}: GET ${next.call.path}`);
		readings.push(await askRead(context, next));
		assertKeyAccepted(readings);
	}
	const isGone = isServerGone(readings);
	const skipped = [...waiting].map((read) => ({
		read,
		skipped: `not asked, since ${isGone ? 'the server stopped responding' : 'no response had an ID for it'}`,
	}));
	return [...readings, ...skipped];
};

/** @param {Reading[]} readings */
const isServerGone = (readings) =>
	readings.length >= mostBroken &&
	readings.slice(-mostBroken).every(({ answer }) => answer?.isBroken);

/** @param {Reading[]} readings */
function assertKeyAccepted(readings) {
	const statuses = readings.map(({ answer }) => answer?.status ?? 0);
	const isRefused = readings.length === 2 && statuses.every((status) => status === 401);
	const isForbidden =
		readings.length === 3 && statuses.every((status) => status === 401 || status === 403);
	if (!isRefused && !isForbidden) return;
	throw new CannotCompareError(
		`The first calls are refused (${statuses.at(-1)}). The key, the practice group or the environment is wrong: staging and production have keys of their own.`,
	);
}

/**
 * @param {ReadContext} context
 * @param {PlannedRead} read
 * @returns {Promise<Reading>}
 */
async function askRead(context, read) {
	const request = requestOf(read, context.seenIds, context.today);
	const answer = await ask(context, read, request);
	const filtered =
		answer.status === 400 ? filteredRequest(read, request, context.seenIds) : undefined;
	if (filtered) {
		const found = await ask(context, read, filtered);
		return {
			read,
			answer: found,
			unfiltered: answer,
			...(await askPages(context, read, filtered, found)),
		};
	}
	return { read, answer, ...(await askPages(context, read, request, answer)) };
}

/**
 * Sends a request, and remembers the IDs and texts of the response.
 *
 * @param {ReadContext} context
 * @param {PlannedRead} read
 * @param {HeroRequest} request
 */
async function ask({ client, seenIds, seenTexts }, read, request) {
	const answer = await client.send(request);
	seenTexts.add(answer.body);
	if (isSuccess(answer)) {
		seenIds.add(answer.body, { kind: read.lists, list: listOf(answer)?.records ?? [] });
	}
	return answer;
}

/**
 * @param {ReadContext} context
 * @param {PlannedRead} read
 * @param {HeroRequest} request
 * @param {Answer} whole
 * @returns {Promise<Pick<Reading, 'pages'>>}
 */
async function askPages(context, read, request, whole) {
	const hasRecords = isSuccess(whole) && (listOf(whole)?.records.length ?? 0) > 0;
	if (!read.isPaged || !hasRecords) return {};
	/** @param {Record<string, string>} page */
	const askPage = (page) =>
		ask(context, read, { ...request, query: { ...request.query, ...page } });
	const zero = await askPage({ page_index: '0', page_size: '1' });
	const one = await askPage({ page_index: '1', page_size: '1' });
	/** @type {Map<number, Answer>} */
	const sizes = new Map();
	const pages = { whole, zero, one, sizes };
	const obeysSize = [zero, one].some(
		(answer) => isSuccess(answer) && listOf(answer)?.records.length === 1,
	);
	if (!obeysSize || !mayAskSizes(context, read)) return { pages };
	for (const size of askedSizes) {
		const answer = await askPage({ page_size: String(size) });
		sizes.set(size, answer);
		const list = listOf(answer);
		const isCut = list && list.records.length < Math.min(size, list.count ?? size);
		if (!isSuccess(answer) || isCut) break;
	}
	return { pages };
}

/**
 * @param {ReadContext} context
 * @param {PlannedRead} read
 */
const mayAskSizes = ({ isProduction }, { call }) =>
	!isProduction || withoutPatients.includes(call.operationId ?? '');
