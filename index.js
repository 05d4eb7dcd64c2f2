'use strict';

/**
 * Exports the classes to other code; n8n itself finds them by the paths in package.json.
 *
 * @param {string} file
 * @param {string} name
 * @returns {PropertyDescriptor} loads the file at its first use
 */
const lazily = (file, name) => ({ enumerable: true, get: () => require(file)[name] });

Object.defineProperties(module.exports, {
	HeroHealth: lazily('./dist/nodes/HeroHealth/HeroHealth.node.js', 'HeroHealth'),
	HeroHealthTrigger: lazily(
		'./dist/nodes/HeroHealth/HeroHealthTrigger.node.js',
		'HeroHealthTrigger',
	),
	HeroHealthApi: lazily('./dist/credentials/HeroHealthApi.credentials.js', 'HeroHealthApi'),
});
