'use strict';

/**
 * @typedef {object} Exports
 * @property {typeof import('./nodes/HeroHealth/HeroHealth.node').HeroHealth} HeroHealth
 * @property {typeof import('./nodes/HeroHealth/HeroHealthTrigger.node').HeroHealthTrigger} HeroHealthTrigger
 * @property {typeof import('./credentials/HeroHealthApi.credentials').HeroHealthApi} HeroHealthApi
 */

/**
 * @param {string} file
 * @param {string} name
 * @returns {PropertyDescriptor} loads the file at its first use
 */
const lazily = (file, name) => ({ enumerable: true, get: () => require(file)[name] });

// n8n finds the classes by the paths in package.json. This exports the same ones to other code.
const classes = Object.defineProperties(
	{},
	{
		HeroHealth: lazily('./dist/nodes/HeroHealth/HeroHealth.node.js', 'HeroHealth'),
		HeroHealthTrigger: lazily(
			'./dist/nodes/HeroHealth/HeroHealthTrigger.node.js',
			'HeroHealthTrigger',
		),
		HeroHealthApi: lazily('./dist/credentials/HeroHealthApi.credentials.js', 'HeroHealthApi'),
	},
);

module.exports = /** @type {Exports} */ (classes);
