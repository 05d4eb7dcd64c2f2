'use strict';

const { BaseResolver, bundle, createConfig } = require('@redocly/openapi-core');
const { statSync } = require('node:fs');
const { resolve } = require('node:path');

const { CannotCompareError } = require('../errors');
const { publicAddress, textFetcher } = require('./fetchText');

/** @param {string} source */
const isUrl = (source) => /^https?:\/\//i.test(source);

/**
 * The name of a file or the address of a URL, as a report shows it.
 *
 * @param {string} source
 */
exports.sourceName = (source) =>
	isUrl(source) && URL.canParse(source) ? publicAddress(source) : source;

/**
 * Reads an OpenAPI document, 3.0 or newer, in YAML or JSON, from a file or a URL, and joins the files into which it is
 * split. In the result, references lead only to other parts of it.
 *
 * @param {string} source
 * @param {number} timeoutSeconds for all that is read by HTTP
 * @returns {Promise<Record<string, unknown>>}
 * @throws {CannotCompareError} if any of it cannot be read
 */
exports.loadOpenApi = async (source, timeoutSeconds) => {
	if (isUrl(source) && !URL.canParse(source)) {
		throw new CannotCompareError('The address is not valid.');
	}
	if (!isUrl(source) && !statSync(resolve(source), { throwIfNoEntry: false })?.isFile()) {
		throw new CannotCompareError(`There is no file ${source}.`);
	}
	const document = await joinedDocument(source, timeoutSeconds);
	requireOpenApi(document, exports.sourceName(source));
	return document;
};

/**
 * @param {string} source
 * @param {number} timeoutSeconds
 * @returns {Promise<Record<string, unknown>>}
 */
async function joinedDocument(source, timeoutSeconds) {
	const config = await createConfig();
	const http = { headers: [], customFetch: textFetcher(timeoutSeconds) };
	const externalRefResolver = new BaseResolver({ http });
	const ref = isUrl(source) ? new URL(source).href : resolve(source);
	try {
		const { bundle: joined, problems } = await bundle({ ref, config, externalRefResolver });
		const unresolved = problems.filter(({ severity }) => severity === 'error');
		if (unresolved.length === 0) return /** @type {Record<string, unknown>} */ (joined.parsed);
		// The reason may quote the document, so only the places are told.
		const places = unresolved.map(({ location: [location] }) => location?.pointer ?? '#');
		throw new CannotCompareError(
			`${exports.sourceName(source)} refers to parts that cannot be read: ${places.slice(0, 5).join(', ')}.`,
		);
	} catch (error) {
		throw cannotRead(error, exports.sourceName(source));
	}
}

/**
 * @param {unknown} error
 * @param {string} name
 */
function cannotRead(error, name) {
	const { originalError = error } = /** @type {{ originalError?: unknown }} */ (error);
	if (originalError instanceof CannotCompareError) return originalError;
	const { code } = /** @type {{ code?: string }} */ (originalError);
	if (code) return new CannotCompareError(`${name} cannot be read: ${code}.`);
	const { line, col } = /** @type {{ line?: number, col?: number }} */ (error);
	return new CannotCompareError(
		line
			? `${name} is no valid YAML or JSON: see line ${line}, column ${col}.`
			: `${name} is no OpenAPI document in YAML or JSON.`,
	);
}

/**
 * @param {unknown} document
 * @param {string} name
 */
function requireOpenApi(document, name) {
	if (typeof document !== 'object' || document === null || Array.isArray(document)) {
		throw new CannotCompareError(`${name} is no OpenAPI document in YAML or JSON.`);
	}
	const { openapi, swagger, asyncapi, paths } = /** @type {Record<string, unknown>} */ (document);
	if (swagger) {
		throw new CannotCompareError(`${name} is Swagger 2. OpenAPI 3.0 or newer is needed.`);
	}
	if (asyncapi) {
		throw new CannotCompareError(
			`${name} is AsyncAPI, which describes events. An OpenAPI document is needed.`,
		);
	}
	if (!/^3\.\d/.test(String(openapi))) {
		throw new CannotCompareError(`${name} does not say that it is OpenAPI 3.0 or newer.`);
	}
	if (Object.keys(paths ?? {}).length === 0) {
		throw new CannotCompareError(`${name} has no paths, so there is nothing to compare.`);
	}
}
