'use strict';

const { createRequire } = require('node:module');
const { inspect } = require('node:util');

const { ESLint } = require('eslint');

// n8n-node lint itself uses these versions.
const ofNodeCli = createRequire(require.resolve('@n8n/node-cli/eslint'));
const nodesBase = ofNodeCli('eslint-plugin-n8n-nodes-base');
const { parser } = ofNodeCli('typescript-eslint');

/** n8n's own lint switches these rules off, because they contradict its newer conventions. */
const switchedOff = [
	'n8n-nodes-base/node-class-description-inputs-wrong-regular-node',
	'n8n-nodes-base/node-class-description-outputs-wrong',
	'n8n-nodes-base/node-param-type-options-max-value-present',
];

/**
 * Lints a node description by n8n's rules. The rules read literal code and ignore a composed description,
 * so this writes it out first.
 * @param {object} description
 * @returns {Promise<Array<{ rule: string, message: string, code: string }>>}
 */
exports.lintDescription = async (description) => {
	const literal = inspect(description, {
		depth: null,
		maxArrayLength: null,
		maxStringLength: null,
		breakLength: 100,
	});
	const code = `export class HeroHealth implements INodeType {\n\tdescription: INodeTypeDescription = ${literal};\n}\n`;
	const eslint = new ESLint({
		overrideConfigFile: true,
		overrideConfig: {
			files: ['**/*.ts'],
			plugins: { 'n8n-nodes-base': nodesBase },
			languageOptions: { parser },
			rules: {
				...nodesBase.configs.nodes.rules,
				...Object.fromEntries(switchedOff.map((rule) => [rule, 'off'])),
			},
		},
	});
	const [{ messages }] = await eslint.lintText(code, {
		filePath: 'nodes/HeroHealth/HeroHealth.node.ts',
	});
	const lines = code.split('\n');
	return messages.map(({ ruleId, message, line, endLine }) => ({
		rule: String(ruleId),
		message,
		code: lines.slice(line - 1, endLine).join('\n'),
	}));
};
