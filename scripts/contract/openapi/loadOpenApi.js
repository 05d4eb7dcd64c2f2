'use strict';

const { BaseResolver, bundle, createConfig } = require('@redocly/openapi-core');
const { statSync } = require('node:fs');
const { resolve } = require('node:path');

const { CannotCompareError } = require('../errors');
const { expandedSize } = require('./expandedSize');
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
	return await joinedDocument(source, timeoutSeconds);
};

/** A larger document cannot be compared in a reasonable time. */
const mostValues = 3_000_000;

/**
 * @param {string} source
 * @param {number} timeoutSeconds
 * @returns {Promise<Record<string, unknown>>}
 */
async function joinedDocument(source, timeoutSeconds) {
	const name = exports.sourceName(source);
	const config = await createConfig();
	const externalRefResolver = resolver(timeoutSeconds);
	const ref = isUrl(source) ? new URL(source).href : resolve(source);
	try {
		const root = await externalRefResolver.resolveDocument(null, ref, true);
		if (root instanceof Error) throw root;
		requireOpenApi(root.parsed, name);
		const { bundle: joined, problems } = await bundle({ ref, config, externalRefResolver });
		requireResolved(problems, name);
		return /** @type {Record<string, unknown>} */ (joined.parsed);
	} catch (error) {
		throw cannotRead(error, name);
	}
}

/** @param {number} timeoutSeconds */
function resolver(timeoutSeconds) {
	const http = { headers: [], customFetch: textFetcher(timeoutSeconds) };
	const externalRefResolver = new BaseResolver({ http });
	const parse = externalRefResolver.parseDocument.bind(externalRefResolver);
	externalRefResolver.parseDocument = (file, isRoot) => {
		const document = parse(file, isRoot);
		if (expandedSize(document.parsed) <= mostValues) return document;
		throw new CannotCompareError(
			`${exports.sourceName(file.absoluteRef)} has more than ${mostValues} values, or YAML aliases in a circle.`,
		);
	};
	return externalRefResolver;
}

/** Nothing that is compared stands here. */
const unusedPlaces = /\/(examples?|discriminator\/mapping)(\/|$)/;

/**
 * @param {Awaited<ReturnType<typeof bundle>>['problems']} problems
 * @param {string} name
 */
function requireResolved(problems, name) {
	const places = problems
		.filter(({ severity }) => severity === 'error')
		.map(({ location: [location] }) => location?.pointer ?? '#')
		.filter((place) => !unusedPlaces.test(place));
	if (places.length === 0) return;
	// The reason may quote the document, so only the places are told.
	throw new CannotCompareError(
		`${name} refers to parts that cannot be read: ${[...new Set(places)].slice(0, 5).join(', ')}.`,
	);
}

/**
 * @param {unknown} error
 * @param {string} name
 */
function cannotRead(error, name) {
	const { originalError = error } = /** @type {{ originalError?: unknown }} */ (error);
	if (error instanceof CannotCompareError) return error;
	if (originalError instanceof CannotCompareError) return originalError;
	const { code } = /** @type {{ code?: string }} */ (originalError);
	if (code) return new CannotCompareError(`${name} cannot be read: ${code}.`);
	const { line, col } = /** @type {{ line?: number, col?: number }} */ (error);
	return new CannotCompareError(
		line
			? `${name} is no valid YAML or JSON: see line ${line}, column ${col}.`
			: `${name} cannot be read as a whole. Its references may lead in a circle.`,
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
	if (typeof openapi !== 'string' || !/^3\.\d/.test(openapi)) {
		throw new CannotCompareError(`${name} does not say as a text that it is OpenAPI 3.0 or newer.`);
	}
	if (typeof paths !== 'object' || Array.isArray(paths) || Object.keys(paths ?? {}).length === 0) {
		throw new CannotCompareError(`${name} has no paths, so there is nothing to compare.`);
	}
}
