import type { Finding } from '../comparison/finding';
import type { NodeUse } from './nodeUse';
import { fieldLabel } from './nodeUse';

/** What a user of the node would notice of a difference. Returns undefined for what nobody would notice. */
export function effectOf(finding: Finding, use: NodeUse | undefined): string | undefined {
	const { part } = finding;
	if (part === 'call') return callEffect(finding);
	if (part === 'method' || part === 'path')
		return 'Every item fails with a 404 or 405 until the node makes the call as Hero has it.';
	if (part === 'parameters' || part === 'requestBody') return requestEffect(finding, use);
	if (part === 'response') return responseEffect(finding, use);
	if (part === 'errors') return errorEffect(finding);
	if (part === 'webhook') return eventEffect(finding);
	return connectionEffect(finding);
}

function callEffect({ verdict, hero }: Finding): string {
	if (hero === 'deprecated') return 'It works for now. Hero may remove it.';
	return verdict === 'new'
		? 'The node has no operation for it. Custom API Call can make it.'
		: 'Every item may fail with a 404.';
}

function requestEffect(finding: Finding, use: NodeUse | undefined): string {
	const { verdict, aspect, part, name = '', hero = '' } = finding;
	const label = use && fieldLabel(use, part, name);
	const field = label ? `'${label}'` : `the field ${name || 'of the body'}`;
	if (aspect === 'required') {
		return hero === 'required'
			? `Hero refuses each item that leaves ${field} empty (400).`
			: `${capital(field)} need not be filled, although the form may ask for it.`;
	}
	if (aspect === 'values') {
		return verdict === 'refuted'
			? `${capital(field)} may offer values that Hero refuses (400).`
			: `${capital(field)} does not offer all values of Hero.`;
	}
	if (aspect === 'media type') return 'Hero may refuse every item, since the node sends JSON.';
	if (aspect !== 'field' && verdict === 'only ours')
		return `Hero may take more for ${field} than the form allows.`;
	if (aspect !== 'field') return `Hero may refuse what ${field} sends (400).`;
	if (verdict === 'only ours')
		return `${capital(field)} may have no effect, or Hero may refuse it (400).`;
	return /\brequired\b/.test(hero)
		? `Hero refuses every item (400), since the form cannot send ${field}.`
		: `The form cannot send ${field}.`;
}

function responseEffect(finding: Finding, use: NodeUse | undefined): string | undefined {
	const { verdict, aspect, name = '', hero = '' } = finding;
	if (aspect === 'media type') return 'The node reads JSON, so every item may fail.';
	// The node gives out whatever Hero returns, so a form that was not known changes nothing.
	if (aspect === undefined || aspect === 'format' || (name === '' && verdict === 'new'))
		return undefined;
	const output = outputName(name);
	if (aspect === 'type' && verdict === 'new') {
		return hero.endsWith('null')
			? `The output may have null as ${output}.`
			: `The output has ${output} as ${hero}.`;
	}
	if (verdict === 'only ours' && aspect !== 'field')
		return `Hero leaves open what ${output} is, so the output may have other values.`;
	if (aspect === 'type') {
		return `The output has another type for ${output}. Expressions that calculate with it or compare it may go wrong.`;
	}
	if (aspect === 'values') {
		return `The output may have values of ${output} that a workflow does not expect.`;
	}
	if (verdict === 'new') {
		const hidden = use?.source.simplify ? ' Simplify does not show it.' : '';
		return `The output also has ${output}.${hidden}`;
	}
	return `The output may lack ${output}. Expressions that read it get nothing.`;
}

/** The key of an output item: a list gives out its rows. */
const outputName = (name: string): string =>
	name.replace(/^data\[\]\.?/, '') || 'the whole response';

const errorEffect = ({ verdict, name }: Finding): string | undefined =>
	verdict === 'new'
		? `An item can fail with ${statusWords(name)}. Its message is the general one for this status.`
		: undefined;

const statusWords = (status = ''): string =>
	status === 'default' ? 'a status that is not listed' : `a ${status}`;

function eventEffect({ verdict, aspect, name = '' }: Finding): string | undefined {
	if (verdict === 'new' && !aspect) return 'The trigger does not offer this event.';
	if (verdict === 'refuted' && !aspect)
		return 'The trigger asks for an event that Hero does not have, and its activation fails.';
	if (verdict === 'only ours' && !aspect)
		return 'The activation of a trigger with this event may fail.';
	return `The trigger's output may differ in ${name}.`;
}

function connectionEffect({ verdict, name = '' }: Finding): string | undefined {
	if (name.startsWith('server')) {
		return verdict === 'only ours'
			? 'An Environment of the credential may be unreachable.'
			: undefined;
	}
	return verdict === 'new'
		? 'Hero may refuse every call, since the node does not send this header.'
		: 'The node sends a header that Hero does not name.';
}

const capital = (text: string): string => text[0].toUpperCase() + text.slice(1);
