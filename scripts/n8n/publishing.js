'use strict';

const { eventually } = require('./eventually');

/** @typedef {{ status: string, message: string }} Publication `failed` with a message, or `published` */

/**
 * Waits until n8n has started or ended the triggers of a workflow.
 *
 * @param {import('./client').N8nClient} client
 * @param {string} id of the workflow
 * @returns {Promise<Publication>}
 */
async function publicationEnded(client, id) {
	return await eventually(
		async () => {
			const { status, triggers } = await client.publicationStatus(id);
			const message = triggers.map(({ errorMessage }) => errorMessage ?? '').join('');
			return status !== 'in_progress' && { status, message };
		},
		{ what: 'end of the publication', within: 120_000 },
	);
}

/**
 * Returns functions that activate and deactivate workflows and wait until n8n has finished.
 *
 * @param {import('./client').N8nClient} client
 * @param {{ answersFirst: boolean }} options true when n8n answers before the triggers start or end
 */
const publishing = (client, { answersFirst }) => ({
	/**
	 * Activates a workflow and waits for the outcome.
	 *
	 * @param {string} id
	 * @returns {Promise<Publication>}
	 */
	activate: async (id) => {
		try {
			await client.activate(id);
		} catch (error) {
			return { status: 'failed', message: /** @type {Error} */ (error).message };
		}
		return answersFirst ? await publicationEnded(client, id) : { status: 'published', message: '' };
	},

	/**
	 * Deactivates a workflow and waits until its triggers have ended.
	 *
	 * @param {string} id
	 */
	deactivate: async (id) => {
		await client.deactivate(id);
		if (answersFirst) await publicationEnded(client, id);
	},
});

module.exports = { publishing };
