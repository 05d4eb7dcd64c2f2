import { byId } from './dom.js';

const reasons = {
	cancellation_policy: 'It is too late: patients can cancel until 24 hours before.',
	reservation_expired: 'The hold has lapsed.',
	already_booked: 'It is booked already.',
	already_cancelled: 'It is cancelled already.',
};

let silence;

/** Tells the user what has come of something, for a while. */
export function say(text) {
	byId('said').textContent = text;
	clearTimeout(silence);
	silence = setTimeout(() => byId('said').replaceChildren(), 6000);
}

/** Uses a control of the sandbox and tells what has come of it. Gives whether it worked. */
export async function act(method, path, body, done = 'Done.') {
	try {
		const answer = await fetch(`/_sandbox${path}`, {
			method,
			headers: body && { 'content-type': 'application/json' },
			body: body && JSON.stringify(body),
		});
		say(answer.ok ? done : whyNot(await answer.json()));
		return answer.ok;
	} catch {
		say('The sandbox does not answer.');
		return false;
	}
}

function whyNot({ message }) {
	if (!Array.isArray(message)) return `That did not work: ${message}.`;
	const [{ code, expected, path }] = message;
	return reasons[code] ?? `That did not work: ${path.at(-1)} should be: ${expected}.`;
}
