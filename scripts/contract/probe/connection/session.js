'use strict';

const { CannotCompareError } = require('../../errors');
const { sendRequest } = require('./httpClient');

/**
 * @typedef {import('../answer').Answer} Answer
 * @typedef {import('../answer').ProbeRequest} ProbeRequest
 * @typedef {object} SessionOptions
 * @property {string} base
 * @property {import('./journal').Journal} journal
 * @property {() => Promise<void>} pace resolves when the next request may start
 * @property {() => void} onAnswer
 * @property {AbortSignal} stop aborted when the user stops the probe
 */

/** So many requests in a row without an answer mean that the server is gone, and that more would tell nothing. */
const mostFailuresInARow = 5;

/**
 * Returns the function that asks the server, one request at a time. An answer that is in the journal is not asked again.
 *
 * @param {SessionOptions} options
 * @returns {import('../answer').Ask}
 */
exports.createSession = ({ base, journal, pace, onAnswer, stop }) => {
	let failures = 0;
	const counted = new Set();
	return async (request) => {
		const recorded = journal.find(request);
		if (recorded) {
			if (!counted.has(recorded)) onAnswer();
			counted.add(recorded);
			return recorded;
		}
		if (stop.aborted) throw exports.stoppedError();
		await pace();
		const answer = await sendRequest(base, request);
		counted.add(answer);
		onAnswer();
		failures = isFailure(request, answer) ? failures + 1 : 0;
		if (failures >= mostFailuresInARow) throw unreachable(base, answer);
		// A failure may pass, so a resumed probe asks again.
		if (failures === 0) journal.record(request, answer);
		return answer;
	};
};

exports.stoppedError = () =>
	new CannotCompareError('it was stopped. Run it again with --resume to go on from here.');

/**
 * @param {ProbeRequest} request
 * @param {Answer} answer
 */
const isFailure = ({ forcedStatus }, { status }) =>
	status !== forcedStatus && (status === 0 || status === 429 || status >= 500);

/**
 * @param {string} base
 * @param {Answer} answer
 */
function unreachable(base, { failure, status }) {
	const reason = failure ?? `status ${status}`;
	return new CannotCompareError(
		`${base} gave no answer to ${mostFailuresInARow} requests in a row: ${reason}. Run it again later with --resume.`,
	);
}
