'use strict';

/**
 * Reads a body as text, in parts, so that an endless one ends at the limit.
 *
 * @param {Pick<Response, 'body'>} response
 * @param {number} mostBytes
 * @returns {Promise<string | undefined>} undefined if there are more bytes
 * @throws {Error} of fetch, if the connection breaks
 */
exports.bodyText = async ({ body }, mostBytes) => {
	const reader = body?.getReader();
	const chunks = [];
	let size = 0;
	for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
		chunks.push(part.value);
		size += part.value.length;
		if (size <= mostBytes) continue;
		await reader?.cancel();
		return undefined;
	}
	return Buffer.concat(chunks).toString('utf8');
};
