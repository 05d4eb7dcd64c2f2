'use strict';

const { isSuccess } = require('../answer');
const { plannedWrites } = require('./plannedWrites');

/**
 * @typedef {import('../answer').HeroRequest} HeroRequest
 * @typedef {import('../reads/reading').Reading} Reading
 * @typedef {import('./plannedWrites').PlannedWrite} PlannedWrite
 *
 * @typedef {object} WriteContext
 * @property {import('../reads/askReads').ReadContext} context
 * @property {import('../terminal/terminal').Terminal} terminal
 * @property {import('../../description/describedApi').DescribedCall[]} calls of the contract
 *
 * @typedef {{ readings: Reading[], remarks: string[] }} WriteResult
 */

/**
 * Makes the writes that concern one test patient. Each is shown and asked for first; without a terminal none is made. What
 * can be taken back is taken back at once.
 *
 * @param {WriteContext} writing
 * @param {{ patientId: string, readings: Reading[] }} material
 * @returns {Promise<WriteResult>}
 */
exports.makeWrites = async (writing, { patientId, readings }) => {
	const { terminal, context } = writing;
	if (!terminal.isInteractive) {
		return { readings: [], remarks: ['No write was made, since each is asked for at a terminal.'] };
	}
	const writes = plannedWrites({ patientId, readings, ...context });
	/** @type {WriteResult} */
	const result = { readings: [], remarks: [] };
	for (const [index, write] of writes.entries()) {
		terminal.say(describe(write, `Write ${index + 1} of ${writes.length}`));
		if (!(await terminal.confirm('Make this write?'))) continue;
		const made = await makeWrite(writing, write);
		result.readings.push(...made.readings);
		result.remarks.push(...made.remarks);
		made.remarks.forEach(terminal.say);
	}
	return result;
};

/**
 * @param {PlannedWrite} write
 * @param {string} title
 */
function describe({ request, purpose, remains, then }, title) {
	const later = then.map(({ method, path }) => `  then ${method} ${path('(the new ID)')}`);
	return [
		'',
		`${title}: ${request.method} ${request.path}`,
		`  sends ${JSON.stringify(request.body)}`,
		...later,
		`  ${purpose}`,
		`  Afterwards there remains ${remains}.`,
	].join('\n');
}

/**
 * @param {WriteContext} writing
 * @param {PlannedWrite} write
 * @returns {Promise<WriteResult>}
 */
async function makeWrite(writing, write) {
	const made = await send(writing, write.operationId, write.request);
	const name = `${write.request.method} ${write.request.path}`;
	const { answer } = made;
	if (!answer || !isSuccess(answer)) {
		const isRefused = answer && answer.status >= 400 && answer.status < 500;
		const outcome = isRefused
			? 'It was refused, and nothing remains.'
			: `It is not clear whether it was carried out. There may remain ${write.remains}.`;
		return { readings: [made], remarks: [`${name}: ${outcome}`] };
	}
	const id = idOf(answer.body, write.idName);
	const later = id === undefined ? [] : await followUp(writing, write, id);
	const isUndoPlanned = write.then.some(({ isUndo }) => isUndo);
	const undo = later.find(({ read }) => read.call.method !== 'GET')?.answer;
	const isUndone = undo !== undefined && isSuccess(undo);
	const remains =
		isUndoPlanned && !isUndone
			? 'the appointment could not be cancelled. Cancel it in Hero.'
			: `there remains ${write.remains}.`;
	return { readings: [made, ...later], remarks: [`${name} was carried out; ${remains}`] };
}

/**
 * @param {WriteContext} writing
 * @param {PlannedWrite} write
 * @param {string} id
 */
async function followUp(writing, { then }, id) {
	/** @type {Reading[]} */
	const readings = [];
	for (const { operationId, method, path, body } of then) {
		const request = { method, path: path(encodeURIComponent(id)), body };
		readings.push(await send(writing, operationId, request));
	}
	return readings;
}

/**
 * @param {WriteContext} writing
 * @param {string} operationId
 * @param {HeroRequest} request
 * @returns {Promise<Reading>}
 */
async function send({ context, calls }, operationId, request) {
	const call = calls.find((one) => one.operationId === operationId);
	if (!call) throw new Error(`${operationId} is missing in the contract`);
	const answer = await context.client.send(request);
	context.seenTexts.add(answer.body);
	return { read: { call, needs: [], lists: '', isPaged: false }, answer };
}

/**
 * @param {unknown} body
 * @param {string | undefined} name
 * @returns {string | undefined}
 */
function idOf(body, name) {
	const members = /** @type {Record<string, unknown> | undefined} */ (body);
	const id = name === undefined ? undefined : (members?.[name] ?? members?.id);
	return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
}
