'use strict';

const { loadContract } = require('../../../api');
const { describeDocument } = require('../description/describeDocument');
const { CannotCompareError } = require('../errors');
const { describeDeliveries } = require('./deliveries/describeDeliveries');
const { listenForDeliveries } = require('./deliveries/listen');
const { describeHero } = require('./findings/describeHero');
const { createSeenTexts } = require('./names/seenTexts');
const { vocabularyOf } = require('./names/vocabulary');
const { readHero } = require('./reads/readHero');
const { today } = require('../runTool');
const { readSecret } = require('./terminal/terminal');

/**
 * @typedef {import('./options').ObserveOptions} ObserveOptions
 * @typedef {import('./terminal/terminal').Terminal} Terminal
 * @typedef {Omit<import('../runTool').ToolResult, 'tool'>} Observed
 *
 * @typedef {object} Session
 * @property {import('../../../api').Contract} contract
 * @property {import('../description/describedApi').DescribedApi} ours
 * @property {import('./findings/describeReading').NameContext} names
 * @property {Terminal} terminal
 * @property {() => AbortSignal} stopSignal made when the waiting for deliveries begins, which it ends
 */

/**
 * Observes Hero: its responses to reads, and its deliveries. What it returns holds names and forms, and no value of a
 * response, no key and no ID.
 *
 * @param {ObserveOptions} options
 * @param {Terminal} terminal
 * @param {() => AbortSignal} stopSignal made when the waiting for deliveries begins, which it ends
 * @returns {Promise<Observed>}
 * @throws {CannotCompareError} if nothing can be observed
 */
exports.observe = async (options, terminal, stopSignal) => {
	if (options.showsNames && !terminal.isInteractive) {
		throw new CannotCompareError('--show-names needs a terminal: the names might be values.');
	}
	const contract = loadContract();
	const ours = describeDocument({ ...contract });
	const names = { vocabulary: vocabularyOf(ours), seenTexts: createSeenTexts() };
	const session = { contract, ours, names, terminal, stopSignal };
	const reads = await observeReads(session, options);
	const deliveries = await observeDeliveries(session, options);
	const hidden = [...reads.hidden, ...deliveries.hidden];
	if (options.showsNames) sayNames(terminal, hidden);
	return {
		source: sourceOf(options),
		findings: [...reads.findings, ...deliveries.findings],
		pairs: reads.pairs,
		unreadable: reads.unreadable,
		remarks: [...reads.remarks, ...deliveries.remarks, ...hiddenRemarks(hidden)],
	};
};

/**
 * @param {Session} session
 * @param {ObserveOptions} options
 * @returns {Promise<import('./findings/describeHero').Observation>}
 */
async function observeReads({ contract, ours, names, terminal }, options) {
	const { environment } = options;
	if (!environment) return { findings: [], pairs: [], unreadable: [], remarks: [], hidden: [] };
	await confirmLive(environment, options, terminal);
	const credential = {
		apiKey: await readSecret(terminal, { variable: 'HERO_API_KEY', question: 'API key' }),
		practiceGroupId: await readSecret(terminal, {
			variable: 'HERO_PRACTICE_GROUP_ID',
			question: 'Practice Group ID',
		}),
	};
	// A response that repeats them as names must not bring them into the report.
	names.seenTexts.add([...Object.values(credential), options.testPatient]);
	const answers = await readHero({
		calls: ours.calls,
		options: { ...options, environment },
		credential,
		terminal,
		seenTexts: names.seenTexts,
	});
	return describeHero(answers, contract, names);
}

/**
 * @param {import('./environment').ObservedEnvironment} environment
 * @param {ObserveOptions} options
 * @param {Terminal} terminal
 */
async function confirmLive({ kind, baseUrl }, { isConfirmed }, terminal) {
	if (kind !== 'live' || isConfirmed) return;
	if (!terminal.isInteractive) {
		throw new CannotCompareError(
			'This is not staging, so it is asked for once more: run it in a terminal, or add --yes. It only reads.',
		);
	}
	terminal.say(`${baseUrl} may hold real patients. Reads only: nothing is changed there.`);
	if (!(await terminal.confirm('Begin?'))) throw new CannotCompareError('It was not begun.');
}

/**
 * @param {Session} session
 * @param {ObserveOptions} options
 */
async function observeDeliveries({ ours, names, terminal, stopSignal }, { listen, environment }) {
	if (!listen) return { findings: [], remarks: [], hidden: [] };
	const signingKey = await optionalSigningKey(terminal);
	const deliveries = await listenForDeliveries({
		...listen,
		signal: stopSignal(),
		say: terminal.say,
	});
	if (deliveries.length === 0 && !environment) throw new CannotCompareError('No delivery came.');
	return describeDeliveries(deliveries, { ...names, events: ours.events ?? [], signingKey });
}

/**
 * The signing key, which may be left out: the form of a signature shows without it.
 *
 * @param {Terminal} terminal
 * @returns {Promise<string | undefined>}
 */
async function optionalSigningKey(terminal) {
	const given = process.env.HERO_SIGNING_KEY;
	const typed =
		given === undefined && terminal.isInteractive
			? await terminal.askSecret('Signing key of the webhook, or nothing')
			: given;
	return typed?.trim() ? typed.trim() : undefined;
}

/**
 * @param {ObserveOptions} options
 * @returns {import('../report/report').Source}
 */
function sourceOf({ environment }) {
	const date = today();
	return environment
		? { kind: environment.kind, name: environment.baseUrl, date }
		: { kind: 'staging', name: 'deliveries to this computer', date };
}

/**
 * How many names there are is not told: as the keys of a map they might count patients.
 *
 * @param {string[]} hidden
 */
const hiddenRemarks = ({ length }) =>
	length === 0
		? []
		: [
				'Some names of fields are not shown, since they might be values. --show-names shows them in the terminal.',
			];

/**
 * @param {Terminal} terminal
 * @param {string[]} hidden
 */
function sayNames(terminal, hidden) {
	const printable = hidden.map((name) => name.replace(/[\p{Cc}\p{Cf}]/gu, '?'));
	terminal.say(['Names that the report does not show:', ...printable].join('\n  '));
}
