'use strict';

const { setTimeout: sleep } = require('node:timers/promises');

/**
 * Reads the "flatted" JSON in which n8n keeps the data of an execution: a list of values where each
 * text inside an object or a list is the position of the value that belongs there.
 */
function parseFlatted(text) {
	const values = JSON.parse(text);
	const known = new Map();
	const valueAt = (position) => {
		const value = values[position];
		if (value === null || typeof value !== 'object') return value;
		if (!known.has(position)) {
			const whole = Array.isArray(value) ? [] : {};
			known.set(position, whole);
			for (const [key, entry] of Object.entries(value)) {
				whole[key] = typeof entry === 'string' ? valueAt(Number(entry)) : entry;
			}
		}
		return known.get(position);
	};
	return valueAt(0);
}

/** The requests of n8n's own editor, the same in n8n 2.8 and 2.41. Each throws when n8n refuses. */
class N8nClient {
	#url;
	#cookie = '';

	/** @param {string} url such as `http://127.0.0.1:5678` */
	constructor(url) {
		this.#url = url;
	}

	/**
	 * Sends a request to `/rest` and gives back the `data` of the answer.
	 *
	 * @throws {Error} with `status` and n8n's message when the status is 400 or above
	 */
	async request(method, path, body) {
		const send = () =>
			fetch(`${this.#url}/rest${path}`, {
				method,
				headers: { 'content-type': 'application/json', cookie: this.#cookie },
				body: body && JSON.stringify(body),
				signal: AbortSignal.timeout(60_000),
			});
		// After a restart of n8n the first request may meet a connection to the n8n before it.
		const response = await send()
			.catch((error) => (error.name === 'TimeoutError' ? Promise.reject(error) : send()))
			.catch((error) => {
				throw new Error(`n8n does not answer at ${this.#url}.`, { cause: error });
			});
		const session = response.headers
			.getSetCookie()
			.find((cookie) => cookie.startsWith('n8n-auth='));
		if (session) this.#cookie = session.split(';')[0];
		const text = await response.text();
		if (!response.ok) {
			const message = `${method} ${path}: ${response.status} ${text.slice(0, 500)}`;
			throw Object.assign(new Error(message), { status: response.status });
		}
		const answer = text ? JSON.parse(text) : {};
		return answer.data ?? answer;
	}

	/**
	 * Makes the owner of a new n8n, or signs in where there is one.
	 *
	 * @param {{ email: string, password: string }} owner
	 */
	async signIn({ email, password }) {
		const names = { firstName: 'Practice', lastName: 'Owner' };
		try {
			await this.request('POST', '/owner/setup', { email, password, ...names });
		} catch (error) {
			if (error.status !== 400) throw error;
			await this.request('POST', '/login', { emailOrLdapLoginId: email, password });
		}
	}

	/** Whether a node type, such as `n8n-nodes-hero-health.heroHealth`, can be used. */
	async knowsNode(name) {
		try {
			await this.request('POST', '/node-types', { nodeInfos: [{ name, version: 1 }] });
			return true;
		} catch (error) {
			if (error.message.includes('Unrecognized node type')) return false;
			throw error;
		}
	}

	/** @returns {Promise<{ id: string }>} the stored credential */
	async createCredential({ name, type, data }) {
		return await this.request('POST', '/credentials', { name, type, data });
	}

	/** Replaces what a credential holds. */
	async updateCredential(id, { name, type, data }) {
		await this.request('PATCH', `/credentials/${id}`, { name, type, data });
	}

	/**
	 * Presses "Retry" on a credential's page.
	 *
	 * @param {{ id: string, name: string, type: string, data: object }} credential
	 * @returns {Promise<{ status: 'OK' | 'Error', message: string }>}
	 */
	async testCredential(credential) {
		return await this.request('POST', '/credentials/test', { credentials: credential });
	}

	/** @returns {Promise<Array<{ id: string, name: string, active: boolean }>>} */
	async workflows() {
		return await this.request('GET', '/workflows');
	}

	/** @returns {Promise<{ name: string, nodes: object[], connections: object, versionId: string }>} */
	async workflow(id) {
		return await this.request('GET', `/workflows/${id}`);
	}

	/** @returns {Promise<{ id: string }>} the stored workflow */
	async createWorkflow({ name, nodes, connections, settings = { executionOrder: 'v1' } }) {
		return await this.request('POST', '/workflows', { name, nodes, connections, settings });
	}

	/** Saves a workflow; what is active stays as it is until it is activated again. */
	async updateWorkflow(id, { name, nodes, connections, versionId }) {
		await this.request('PATCH', `/workflows/${id}`, { name, nodes, connections, versionId });
	}

	/** Deletes a workflow that is not active. */
	async deleteWorkflow(id) {
		await this.request('POST', `/workflows/${id}/archive`, {});
		await this.request('DELETE', `/workflows/${id}`);
	}

	/**
	 * Runs a workflow from one of its trigger nodes.
	 *
	 * @returns {Promise<{ executionId?: string, waitingForWebhook?: true }>} the id, unless the trigger
	 *   waits for an event first
	 */
	async runWorkflow(id, triggerName) {
		return await this.request('POST', `/workflows/${id}/run`, {
			workflowData: await this.workflow(id),
			triggerToStartFrom: { name: triggerName },
		});
	}

	/** Presses "Retry with original workflow" on an execution that failed. */
	async retryExecution(id) {
		return await this.request('POST', `/executions/${id}/retry`, { loadWorkflow: false });
	}

	/**
	 * Waits until an execution has ended, well or not.
	 *
	 * @param {{ timeout?: number }} [options] in milliseconds
	 * @returns {Promise<{ id: string, status: string,
	 *   data: { resultData: { error?: { message: string }, runData: object } } }>} `runData` holds the items
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
	 * The last 20 executions of a workflow, newest first.
	 *
	 * @param {string[]} [status] only those that ended in one of these ways
	 * @returns {Promise<Array<{ id: string, status: string }>>}
	 */
	async executions(workflowId, status = []) {
		const { results } = await this.#findExecutions({ workflowId, status });
		return results;
	}

	/**
	 * How many executions of a workflow have ended.
	 *
	 * @param {string[]} [status] only those that ended in one of these ways
	 * @returns {Promise<number>}
	 */
	async executionCount(workflowId, status = []) {
		const { count } = await this.#findExecutions({ workflowId, status });
		return count;
	}

	async #findExecutions({ workflowId, status }) {
		const filter = { workflowId, ...(status.length > 0 && { status }) };
		const query = new URLSearchParams({ filter: JSON.stringify(filter) });
		return await this.request('GET', `/executions?${query}`);
	}

	/** Activates a workflow. n8n 2.41 answers before the triggers run: see publicationStatus. */
	async activate(id) {
		const { versionId } = await this.workflow(id);
		return await this.request('POST', `/workflows/${id}/activate`, { versionId });
	}

	/** Deactivates a workflow. n8n 2.41 answers before the triggers have ended. */
	async deactivate(id) {
		return await this.request('POST', `/workflows/${id}/deactivate`, {});
	}

	/**
	 * How far an activation is; n8n 2.8 has no such request.
	 *
	 * @returns {Promise<{ status: 'in_progress' | 'published' | 'failed' | 'not_published',
	 *   triggers: Array<{ nodeId: string, status: string, errorMessage?: string }> }>}
	 */
	async publicationStatus(id) {
		return await this.request('GET', `/workflows/${id}/publication-status`);
	}
}

/** The items that a node put out in its last run of an execution, from its first output. */
function nodeOutput(execution, nodeName) {
	const runs = execution.data.resultData.runData[nodeName] ?? [];
	return (runs.at(-1)?.data?.main?.[0] ?? []).map((item) => item.json);
}

module.exports = { N8nClient, nodeOutput };
