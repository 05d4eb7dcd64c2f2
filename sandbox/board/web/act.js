import { byId } from './dom.js';

/** @type {Record<string, string>} */
const reasons = {
	cancellation_policy: 'It is too late: patients can cancel until 24 hours before.',
	reservation_expired: 'The hold has lapsed.',
	already_booked: 'It is booked already.',
	already_cancelled: 'It is cancelled already.',
};

/** @type {ReturnType<typeof setTimeout> | undefined} */
let clearing;

/**
 * Shows a message to the user for six seconds.
 *
 * @param {string} text
 */
function say(text) {
	byId('said').textContent = text;
	clearTimeout(clearing);
	clearing = setTimeout(() => byId('said').replaceChildren(), 6000);
}

/**
 * Sends a request to the sandbox's admin API and shows the outcome.
 *
 * @param {'GET' | 'POST' | 'DELETE'} method
 * @param {string} path
 * @param {object} [body]
 * @param {string} [done] shown after success
 * @returns {Promise<boolean>} true when it worked
 */
export async function act(method, path, body, done = 'Done.') {
	try {
		const response = await fetch(`/_sandbox${path}`, {
			method,
			headers: body && { 'content-type': 'application/json' },
			body: body && JSON.stringify(body),
		});
		say(response.ok ? done : errorText(await response.json()));
		return response.ok;
	} catch {
		say('The sandbox does not answer.');
		return false;
	}
}

/** @param {{ message: string | Array<{ code: string, expected: string, path: string[] }> }} body */
function errorText({ message }) {
	if (!Array.isArray(message)) return `That did not work: ${message}.`;
	const [{ code, expected, path }] = message;
	return reasons[code] ?? `That did not work: ${path.at(-1)} should be: ${expected}.`;
}
