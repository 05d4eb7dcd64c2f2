'use strict';

const { setTimeout: sleep } = require('node:timers/promises');
const { parse: parseFlatted } = require('flatted');

/**
 * @typedef {object} StoredWorkflow
 * @property {string} id
 * @property {string} name
 * @property {boolean} active
 *
 * @typedef {{ name: string, nodes: object[], connections: object }} WorkflowContent
 *
 * @typedef {{ name: string, type: string, data: object }} CredentialContent
 *
 * @typedef {object} Execution
 * @property {string} id
 * @property {string} status
 * @property {{ resultData: { error?: { message: string }, runData: import('n8n-workflow').IRunData } }} data
 *   `runData` holds the items
 *
 * @typedef {Error & { status?: number }} RefusedError `status` is the HTTP status when n8n answered
 */

/** Sends the requests of n8n's own editor, which are the same in n8n 2.8 and 2.41. Each throws when n8n refuses. */
class N8nClient {
	#url;
	#cookie = '';

	/** @param {string} url such as `http://127.0.0.1:5678` */
	constructor(url) {
		this.#url = url;
	}

	/**
	 * Sends a request to `/rest` and returns the `data` of the response.
	 *
	 * @param {'GET' | 'POST' | 'PATCH' | 'DELETE'} method
	 * @param {string} path
	 * @param {object} [body]
	 * @returns {Promise<any>}
	 * @throws {RefusedError} with n8n's message when the status is 400 or above
	 */
	async request(method, path, body) {
		const response = await this.#send(method, path, body);
		const session = response.headers
			.getSetCookie()
			.find((cookie) => cookie.startsWith('n8n-auth='));
		if (session) this.#cookie = session.split(';')[0];
		const text = await response.text();
		if (!response.ok) {
			const message = `${method} ${path}: ${response.status} ${text.slice(0, 500)}`;
			throw Object.assign(new Error(message), { status: response.status });
		}
		const content = text ? JSON.parse(text) : {};
		return content.data ?? content;
	}

	/**
	 * Retries once, because the first request after a restart of n8n may reuse a connection to the old process.
	 *
	 * @param {string} method
	 * @param {string} path
	 * @param {object} [body]
	 */
	async #send(method, path, body) {
		const send = () =>
			fetch(`${this.#url}/rest${path}`, {
				method,
				headers: { 'content-type': 'application/json', cookie: this.#cookie },
				body: body && JSON.stringify(body),
				signal: AbortSignal.timeout(300_000),
			});
		return await send()
			.catch((error) => (error.name === 'TimeoutError' ? Promise.reject(error) : send()))
			.catch((error) => {
				throw new Error(`n8n does not answer at ${this.#url}.`, { cause: error });
			});
	}

	/**
	 * Creates the owner of a new n8n, or signs in when there is one.
	 *
	 * @param {{ email: string, password: string }} owner
	 */
	async signIn({ email, password }) {
		const names = { firstName: 'Practice', lastName: 'Owner' };
		try {
			await this.request('POST', '/owner/setup', { email, password, ...names });
		} catch (error) {
			if (/** @type {RefusedError} */ (error).status !== 400) throw error;
			await this.request('POST', '/login', { emailOrLdapLoginId: email, password });
		}
	}

	/**
	 * True when a node type can be used.
	 *
	 * @param {string} name such as `n8n-nodes-hero-health.heroHealth`
	 */
	async knowsNode(name) {
		try {
			await this.request('POST', '/node-types', { nodeInfos: [{ name, version: 1 }] });
			return true;
		} catch (error) {
			const { message } = /** @type {RefusedError} */ (error);
			if (message.includes('Unrecognized node type')) return false;
			throw error;
		}
	}

	/**
	 * @param {CredentialContent} credential
	 * @returns {Promise<{ id: string }>} the stored credential
	 */
	async createCredential({ name, type, data }) {
		return await this.request('POST', '/credentials', { name, type, data });
	}

	/**
	 * Replaces the content of a credential.
	 *
	 * @param {string} id
	 * @param {CredentialContent} credential
	 */
	async updateCredential(id, { name, type, data }) {
		await this.request('PATCH', `/credentials/${id}`, { name, type, data });
	}

	/**
	 * Tests a credential, as "Retry" on its page does.
	 *
	 * @param {{ id: string, name: string, type: string, data: object }} credential
	 * @returns {Promise<{ status: 'OK' | 'Error', message: string }>}
	 */
	async testCredential(credential) {
		return await this.request('POST', '/credentials/test', { credentials: credential });
	}

	/** @returns {Promise<StoredWorkflow[]>} */
	async workflows() {
		return await this.request('GET', '/workflows');
	}

	/**
	 * @param {string} id
	 * @returns {Promise<WorkflowContent & { versionId: string }>}
	 */
	async workflow(id) {
		return await this.request('GET', `/workflows/${id}`);
	}

	/**
	 * @param {WorkflowContent & { settings?: object }} workflow
	 * @returns {Promise<{ id: string }>} the stored workflow
	 */
	async createWorkflow({ name, nodes, connections, settings = { executionOrder: 'v1' } }) {
		return await this.request('POST', '/workflows', { name, nodes, connections, settings });
	}

	/**
	 * Saves a workflow. The active version stays the old one until the workflow is activated again.
	 *
	 * @param {string} id
	 * @param {WorkflowContent & { versionId: string }} workflow
	 */
	async updateWorkflow(id, { name, nodes, connections, versionId }) {
		await this.request('PATCH', `/workflows/${id}`, { name, nodes, connections, versionId });
	}

	/**
	 * Deletes a workflow that is not active.
	 *
	 * @param {string} id
	 */
	async deleteWorkflow(id) {
		await this.request('POST', `/workflows/${id}/archive`, {});
		await this.request('DELETE', `/workflows/${id}`);
	}

	/**
	 * Runs a workflow from one of its trigger nodes.
	 *
	 * @param {string} id
	 * @param {string} triggerName
	 * @returns {Promise<{ executionId?: string, waitingForWebhook?: true }>} the id, unless the trigger
	 *   waits for an event first
	 */
	async runWorkflow(id, triggerName) {
		return await this.request('POST', `/workflows/${id}/run`, {
			workflowData: await this.workflow(id),
			triggerToStartFrom: { name: triggerName },
		});
	}

	/**
	 * Retries a failed execution, and returns once the retry has ended.
	 *
	 * @param {string} id
	 * @param {{ loadWorkflow?: boolean }} [options] loadWorkflow: with the currently saved workflow
	 * @returns {Promise<{ id: string }>} the execution of the retry
	 */
	async retryExecution(id, { loadWorkflow = false } = {}) {
		return await this.request('POST', `/executions/${id}/retry`, { loadWorkflow });
	}

	/**
	 * Waits until an execution has ended, with success or not.
	 *
	 * @param {string} id
	 * @param {{ timeout?: number }} [options] in milliseconds
	 * @returns {Promise<Execution>}
	 */
	async waitForExecution(id, { timeout = 60_000 } = {}) {
		const deadline = Date.now() + timeout;
		while (Date.now() < deadline) {
			const execution = await this.request('GET', `/executions/${id}`);
			if (!['new', 'running', 'waiting'].includes(execution.status)) {
				return { ...execution, data: parseFlatted(execution.data) };
			}
			await sleep(50);
		}
		throw new Error(`Execution ${id} has not ended after ${timeout / 1000} s.`);
	}

	/**
	 * Lists the last 20 executions of a workflow, newest first.
	 *
	 * @param {string} workflowId
	 * @param {string[]} [status] only executions with one of these statuses
	 * @returns {Promise<Array<{ id: string, status: string }>>}
	 */
	async executions(workflowId, status = []) {
		const { results } = await this.#findExecutions({ workflowId, status });
		return results;
	}

	/**
	 * Counts the ended executions of a workflow.
	 *
	 * @param {string} workflowId
	 * @param {string[]} [status] only executions with one of these statuses
	 * @returns {Promise<number>}
	 */
	async executionCount(workflowId, status = []) {
		const { count } = await this.#findExecutions({ workflowId, status });
		return count;
	}

	/** @param {{ workflowId: string, status: string[] }} filter */
	async #findExecutions({ workflowId, status }) {
		const filter = { workflowId, ...(status.length > 0 && { status }) };
		const query = new URLSearchParams({ filter: JSON.stringify(filter) });
		return await this.request('GET', `/executions?${query}`);
	}

	/**
	 * Activates a workflow. n8n 2.41 answers before the triggers run: see publicationStatus.
	 *
	 * @param {string} id
	 */
	async activate(id) {
		const { versionId } = await this.workflow(id);
		return await this.request('POST', `/workflows/${id}/activate`, { versionId });
	}

	/**
	 * Deactivates a workflow. n8n 2.41 answers before the triggers have ended.
	 *
	 * @param {string} id
	 */
	async deactivate(id) {
		return await this.request('POST', `/workflows/${id}/deactivate`, {});
	}

	/**
	 * Returns the progress of an activation. n8n 2.8 has no such request.
	 *
	 * @param {string} id
	 * @returns {Promise<{ status: 'in_progress' | 'published' | 'failed' | 'not_published',
	 *   triggers: Array<{ nodeId: string, status: string, errorMessage?: string }> }>}
	 */
	async publicationStatus(id) {
		return await this.request('GET', `/workflows/${id}/publication-status`);
	}
}

/**
 * Returns the items of a node's first output in its last run of an execution.
 *
 * @param {Execution} execution
 * @param {string} nodeName
 */
function nodeOutput(execution, nodeName) {
	const runs = execution.data.resultData.runData[nodeName] ?? [];
	return (runs.at(-1)?.data?.main?.[0] ?? []).map((item) => item.json);
}

module.exports = { N8nClient, nodeOutput };
