'use strict';

// n8n finds the classes by the paths in package.json; this hands the same ones to other code.
const lazily = (file, name) => ({ enumerable: true, get: () => require(file)[name] });

Object.defineProperties(module.exports, {
	HeroHealth: lazily('./dist/nodes/HeroHealth/HeroHealth.node.js', 'HeroHealth'),
	HeroHealthTrigger: lazily(
		'./dist/nodes/HeroHealth/HeroHealthTrigger.node.js',
		'HeroHealthTrigger',
	),
	HeroHealthApi: lazily('./dist/credentials/HeroHealthApi.credentials.js', 'HeroHealthApi'),
});
