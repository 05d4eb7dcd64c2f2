'use strict';

const { CannotCompareError } = require('../../errors');
const { isSuccess } = require('../answer');
const { createHeroClient } = require('../heroClient');
const { createSeenTexts } = require('../names/seenTexts');
const { makeWrites } = require('../writes/makeWrites');
const { askErrors } = require('./askErrors');
const { askReads } = require('./askReads');
const { readsOf } = require('./readPlan');
const { createSeenIds } = require('./seenIds');

/**
 * @typedef {import('./reading').Reading} Reading
 *
 * @typedef {object} HeroAnswers
 * @property {Reading[]} readings of reads, and of the writes that were made
 * @property {import('./errorAnswers').ErrorAnswer[]} errors
 * @property {import('../answer').Answer[]} answers all of them
 * @property {string[]} remarks
 */

/**
 * Asks Hero: each read, some requests that are wrong on purpose, and then the writes for the test patient, if there is one.
 *
 * @param {object} input
 * @param {import('../../description/describedApi').DescribedCall[]} input.calls of the contract
 * @param {import('../options').ObserveOptions & { environment: import('../environment').ObservedEnvironment }} input.options
 * @param {{ apiKey: string, practiceGroupId: string }} input.credential
 * @param {import('../terminal/terminal').Terminal} input.terminal
 * @param {import('../names/seenTexts').SeenTexts} [input.seenTexts]
 * @returns {Promise<HeroAnswers>}
 * @throws {CannotCompareError} if the key is refused, or if no read succeeds
 */
exports.readHero = async ({ calls, options, credential, terminal, seenTexts }) => {
	const { environment, intervalMs, timeoutMs, testPatient } = options;
	const { baseUrl } = environment;
	/** @type {import('../answer').Answer[]} */
	const answers = [];
	const context = {
		client: createHeroClient({
			...{ baseUrl, ...credential, intervalMs, timeoutMs },
			onAnswer: (answer) => void answers.push(answer),
		}),
		seenIds: createSeenIds(),
		seenTexts: seenTexts ?? createSeenTexts(),
		today: new Date(),
		isProduction: environment.kind === 'live',
		progress: terminal.say,
	};
	if (testPatient !== undefined) context.seenIds.prefer('patient', testPatient);
	const readings = await askReads(context, readsOf(calls));
	assertAnyRead(readings);
	const errors = await askErrors(context, readings);
	const writes =
		testPatient === undefined
			? { readings: [], remarks: [] }
			: await makeWrites({ context, terminal, calls }, { patientId: testPatient, readings });
	return {
		readings: mergeReadings(readings, writes.readings),
		errors,
		answers,
		remarks: writes.remarks,
	};
};

/**
 * A read that could not be asked before may have been asked with the ID of a new record.
 *
 * @param {Reading[]} readings
 * @param {Reading[]} later
 */
const mergeReadings = (readings, later) => [
	...readings.filter(
		({ read, skipped }) => !skipped || later.every((one) => one.read.call !== read.call),
	),
	...later,
];

/** @param {Reading[]} readings */
function assertAnyRead(readings) {
	if (readings.some(({ answer }) => answer && isSuccess(answer))) return;
	const reasons = readings.flatMap(({ answer }) =>
		answer ? [answer.failure ?? `status ${answer.status}`] : [],
	);
	const [first = 'nothing was asked'] = reasons;
	throw new CannotCompareError(`No read succeeded. The first one ended with: ${first}.`);
}
