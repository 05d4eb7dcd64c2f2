import type { INodeParameters } from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import { nodeTypesOf } from '../../scripts/engine';
import { HeroHealth } from '../../nodes/HeroHealth/HeroHealth.node';
import { heroNode, heroType } from '../support/engine/runHero';

const { hints = [] } = new HeroHealth().description;

/** Finds the hints that the editor shows for a form, as the editor does (n8n-editor-ui, useNodeHelpers). */
function shownFor(operation: string, parameters: INodeParameters) {
	const node = heroNode(operation, parameters);
	const nodeTypes = nodeTypesOf({ [heroType]: new HeroHealth() });
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	return hints.filter(({ displayCondition }) => {
		const shown = workflow.expression.getSimpleParameterValue(
			node,
			displayCondition,
			'internal',
			{},
		);
		// The editor drops any other result and reports it only in the console.
		expect(typeof shown).toBe('boolean');
		return shown;
	});
}

const sms = (messageString: string, more: INodeParameters = {}) =>
	shownFor('message: send', { messageType: 'sms', messageString, ...more });

const messagesOf = (shown: typeof hints) => shown.map(({ message }) => message);

const inParts = (parts: string) => `As an SMS this text has ${parts} parts.`;
const advice = ' Shorten it, or choose another channel.';
const otherCharacters =
	'The text has characters that are not in the SMS alphabet, such as emoji, curly quotes, tabs or no-break spaces. Therefore one SMS holds 70 characters instead of 160.';

const two = inParts('2');
const of = (parts: number) => (parts === 2 ? two : `${inParts(`${parts}`)}${advice}`);
const more = `${inParts('more than 6')}${advice}`;

describe('while an SMS is written', () => {
	test.each([
		[1, []],
		[160, []],
		[161, [two]],
		[306, [two]],
		[307, [of(3)]],
		[459, [of(3)]],
		[460, [of(4)]],
		[612, [of(4)]],
		[613, [of(5)]],
		[765, [of(5)]],
		[766, [of(6)]],
		[918, [of(6)]],
		[919, [more]],
		[5000, [more]],
	])('%i characters of the SMS alphabet', (length, expected) => {
		expect(messagesOf(sms('a'.repeat(length)))).toEqual(expected);
	});

	test.each([
		[70, []],
		[71, [two, otherCharacters]],
		[134, [two, otherCharacters]],
		[135, [of(3), otherCharacters]],
		[201, [of(3), otherCharacters]],
		[202, [of(4), otherCharacters]],
		[402, [of(6), otherCharacters]],
		[403, [more, otherCharacters]],
	])('%i characters, one of which is not in the SMS alphabet', (length, expected) => {
		expect(messagesOf(sms(`\u2019${'a'.repeat(length - 1)}`))).toEqual(expected);
	});

	test('three or more parts show a warning, two parts an info', () => {
		expect(sms('a'.repeat(161)).map(({ type }) => type)).toEqual(['info']);
		expect(sms('a'.repeat(307)).map(({ type }) => type)).toEqual(['warning']);
		expect(sms('a'.repeat(5000)).map(({ type }) => type)).toEqual(['warning']);
	});

	test.each([...'€[]{}^\\|~\f'])('%j counts double', (character) => {
		expect(messagesOf(sms(character.repeat(80)))).toEqual([]);
		expect(messagesOf(sms(character.repeat(81)))).toEqual([two]);
		expect(messagesOf(sms(character.repeat(153)))).toEqual([two]);
		expect(messagesOf(sms(character.repeat(154)))).toEqual([of(3)]);
	});

	const alphabet =
		'@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡' +
		'ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

	test('all 127 characters of the alphabet count once', () => {
		expect([...alphabet]).toHaveLength(127);
		expect(messagesOf(sms(alphabet + alphabet.slice(0, 33)))).toEqual([]);
		expect(messagesOf(sms(alphabet + alphabet.slice(0, 34)))).toEqual([two]);
	});

	test.each([
		['a no-break space', '\u00a0'],
		['a narrow one', '\u202f'],
		['a tab', '\t'],
		['a vertical tab', '\v'],
		['a curly quote', '\u201c'],
		['a dash', '\u2013'],
		['an ellipsis', '\u2026'],
		['ç, since only Ç is in the alphabet', 'ç'],
		['a backtick', '`'],
		['a null character', '\0'],
		['an emoji', '\u{1f600}'],
	])('%s is not in the alphabet', (_title, character) => {
		expect(messagesOf(sms(character + 'a'.repeat(70)))).toEqual([two, otherCharacters]);
	});

	test('an emoji counts double', () => {
		expect(messagesOf(sms('\u{1f600}'.repeat(35)))).toEqual([]);
		expect(messagesOf(sms('\u{1f600}'.repeat(36)))).toEqual([two, otherCharacters]);
	});

	test('a double character counts once in a text with other characters', () => {
		expect(messagesOf(sms(`\u2019${'€'.repeat(69)}`))).toEqual([]);
	});
});

describe('a text of unknown length before the run', () => {
	test.each([
		`={{ $json.text }}${'a'.repeat(500)}`,
		`=Dear {{ $json.name }},\n${'a'.repeat(500)}`,
		`=${'a'.repeat(500)}\n{{ $json.end }}`,
		'={{ "a".repeat(500) }}',
	])('is not counted', (messageString) => {
		expect(sms(messageString)).toEqual([]);
	});

	test('excludes an expression field without an expression in it, which is counted', () => {
		expect(messagesOf(sms(`=${'a'.repeat(160)}`))).toEqual([]);
		expect(messagesOf(sms(`=${'a'.repeat(161)}`))).toEqual([two]);
	});

	test('excludes a fixed text with double braces, which is counted', () => {
		expect(messagesOf(sms(`{{ name }}${'a'.repeat(147)}`))).toEqual([two]);
	});

	test('includes a text with an unknown channel', () => {
		expect(sms('a'.repeat(500), { messageType: '={{ "sms" }}' })).toEqual([]);
	});
});

describe('every text that is sent by SMS', () => {
	const long = 'a'.repeat(161);

	test('is counted in a batch message', () => {
		const batch = (channel: string, content = long) =>
			messagesOf(shownFor('batchMessage: create', { channel, content, subject: 'a' }));
		expect(batch('SMS')).toEqual([two]);
		expect(batch('SMS', `=${'a'.repeat(200)} {{ $json.name }}`)).toEqual([]);
		expect(batch('EMAIL')).toEqual([]);
		expect(batch('NHS_APP')).toEqual([]);
	});

	test('is counted if it is the fallback of the NHS App', () => {
		const app = (additionalFields: INodeParameters) =>
			messagesOf(sms(long, { messageType: 'nhs_app', additionalFields }));
		expect(app({ fallbackMessageType: 'sms' })).toEqual([two]);
		expect(app({ fallbackMessageType: 'email' })).toEqual([]);
		expect(app({})).toEqual([]);
	});

	test('is not counted elsewhere', () => {
		expect(sms(long, { messageType: 'email' })).toEqual([]);
		expect(
			sms(long, { messageType: 'hero', additionalFields: { fallbackMessageType: 'sms' } }),
		).toEqual([]);
		// The entered text stays in the form when another operation is chosen.
		const left = { messageType: 'sms', messageString: long, channel: 'SMS', content: long };
		expect(shownFor('message: get', left)).toEqual([]);
		expect(shownFor('batchMessage: send', left)).toEqual([]);
	});
});
