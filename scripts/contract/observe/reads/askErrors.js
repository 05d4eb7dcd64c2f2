'use strict';

const { isSuccess } = require('../answer');
const { noPath } = require('./noPath');

/**
 * @typedef {import('./errorAnswers').ErrorAnswer} ErrorAnswer
 * @typedef {import('./reading').Reading} Reading
 */

/** An ID and a key that nobody has. */
const noId = '999999999999999';
const noKey = 'not-a-key';

/**
 * Asks four requests that are wrong on purpose, each once: a path, an ID, a parameter and a key. Calls that succeeded before
 * are taken, so that nothing else is wrong with them.
 *
 * @param {import('./askReads').ReadContext} context
 * @param {Reading[]} readings
 * @returns {Promise<ErrorAnswer[]>}
 */
exports.askErrors = async ({ client, seenTexts, progress }, readings) => {
	progress('Four requests that are wrong on purpose');
	/** @type {ErrorAnswer[]} */
	const answers = [];
	/**
	 * @param {Omit<ErrorAnswer, 'answer' | 'path'>} error
	 * @param {Omit<import('../answer').HeroRequest, 'method'>} request
	 */
	const ask = async (error, request) => {
		const answer = await client.send({ method: 'GET', ...request });
		seenTexts.add(answer.body);
		answers.push({ ...error, path: request.path, answer });
	};
	const succeeded = readings.filter(({ answer }) => answer && isSuccess(answer));
	const byId = succeeded.find(({ read }) => read.call.path.endsWith('}'))?.read.call;
	const paged = succeeded.find(({ pages }) => pages)?.read.call;
	const [simple] = succeeded.map(({ read }) => read.call).filter(({ path }) => !path.includes('{'));
	await ask({ mistake: 'A path that does not exist' }, { path: noPath });
	if (byId) {
		const path = byId.path.replace(/\{[^}]*\}/g, noId);
		await ask({ mistake: 'An ID that does not exist', call: byId, expected: '404' }, { path });
	}
	if (paged) {
		const mistake = 'A page_size that is no number';
		const request = { path: paged.path, query: { page_size: 'many' } };
		if (!paged.path.includes('{')) await ask({ mistake, call: paged, expected: '400' }, request);
	}
	if (simple) {
		const mistake = 'A key that does not exist';
		await ask({ mistake, call: simple, expected: '401' }, { path: simple.path, apiKey: noKey });
	}
	return answers;
};
