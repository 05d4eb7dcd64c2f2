'use strict';

const { startNode } = require('./command');

/** The credential that a person has in the environment. */
exports.credential = { HERO_API_KEY: 'canary-key-7f3a', HERO_PRACTICE_GROUP_ID: '990042' };

/**
 * Starts the real `contract:observe`.
 *
 * @param {string[]} words
 * @param {Record<string, string>} [variables] of the environment; the credential by default
 */
exports.startObserve = (words, variables = exports.credential) =>
	startNode(['scripts/contractObserve.js', ...words], { variables });

/**
 * Runs the real `contract:observe` to its end.
 *
 * @param {string[]} words
 * @param {Record<string, string>} [variables]
 */
exports.runObserve = async (words, variables) =>
	await exports.startObserve(words, variables).finished();

/** Sets the credential that a person has in the environment, for the tests of a file that run in this process. */
exports.useCredential = () => {
	beforeAll(() => void Object.assign(process.env, exports.credential));
	afterAll(() => Object.keys(exports.credential).forEach((name) => delete process.env[name]));
};

/** @param {string} apiKey */
exports.setApiKey = (apiKey) => {
	process.env.HERO_API_KEY = apiKey;
};
