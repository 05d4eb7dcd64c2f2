import type { Finding } from '../../scripts/contract/comparison/finding';
import { isDifference } from '../../scripts/contract/comparison/finding';
import { printReport } from '../../scripts/contract/report/printReport';
import { createReport } from '../../scripts/contract/report/report';
import { changes } from '../support/contractTools/changes';
import { compare } from '../support/contractTools/comparison';
import type { Part } from '../support/contractTools/heroDocument';
import { bodyOf, callOf, heroDocument } from '../support/contractTools/heroDocument';

const reportOf = (findings: Finding[]) =>
	createReport({
		tool: 'compare',
		source: { kind: 'openapi', name: 'openapi.yaml', date: '2026-12-01' },
		findings,
		unreadable: [],
	});

const printed = (change: (document: Part) => void): string =>
	printReport(reportOf(compare(heroDocument(change)).findings));

const eachCall = (document: Part, change: (call: Part) => void): void => {
	for (const methods of Object.values<Part>(document.paths))
		Object.values<Part>(methods).forEach(change);
};

describe('the report', () => {
	test('begins with what was compared, and the result', () => {
		const [against, source, result, counts] = printed(() => {}).split('\n');
		expect(against).toBe(
			"The contract (api/hero-public-api.yaml) against Hero's OpenAPI document, 2026-12-01",
		);
		expect([source, result]).toEqual(['Source: openapi.yaml', 'Result: same']);
		expect(counts).toMatch(/^\d+ confirmed, of which \d+ were guesses$/);
	});

	test.each([
		[
			'a parameter that is required',
			'Slot → Get Many (GET /v1/slots)   nodes/HeroHealth/actions/slot/getMany.operation.ts',
			"Hero refuses each item that leaves 'Location' empty (400).",
		],
		[
			'a list of values that is smaller',
			'Message → Send (POST /v1/messages/send)   nodes/HeroHealth/actions/message/send.operation.ts',
			"'Channel' may offer values that Hero refuses (400).",
		],
		[
			'a response with another type',
			'Message → Send (POST /v1/messages/send)   nodes/HeroHealth/actions/message/send.operation.ts',
			'The output has another type for message_id.',
		],
		[
			'a path that moved',
			'Slot → Get Many (GET /v1/slots)   nodes/HeroHealth/actions/slot/getMany.operation.ts',
			'Every item fails with a 404 or 405',
		],
		[
			'one more event',
			'Trigger: events   nodes/HeroHealth/trigger/events.ts',
			'The trigger does not offer this event.',
		],
		[
			'a header that every call needs',
			'Credential: addresses and headers',
			'Hero may refuse every call, since the node does not send this header.',
		],
	])('names operation, file, field and effect of %s', (name, title, effect) => {
		const text = printed(changes[name].change);
		expect(text).toContain(`\n${title}\n`);
		expect(text).toContain(`Users: ${effect}`);
	});

	test('names the operation of a version that the form hides behind a choice', () => {
		const text = printed((document) => {
			callOf(document, 'listPatients').call.deprecated = true;
		});
		expect(text).toContain('Patient → Get Many (GET /v1/patients)');
		expect(text).toContain('Users: It works for now. Hero may remove it.');
	});

	test('tells a difference of many operations once, with their names', () => {
		const text = printed((document) =>
			eachCall(document, (call) => (call.responses['409'] = { description: 'Conflict' })),
		);
		expect(text.match(/error 409/g)).toHaveLength(1);
		expect(text).toMatch(/84 operations: .*Message → Send/);
	});

	test('tells a call that the node does not use in one line', () => {
		expect(printed(changes['a call that the node does not have'].change)).toContain(
			'Calls of Hero that the node does not use\n  GET /v1/waiting_rooms (listWaitingRooms)',
		);
	});

	test('asks to check calls that only resemble each other', () => {
		expect(printed(changes['a path that got another version'].change)).toContain(
			'The two calls only resemble each other. Check that they belong together.',
		);
	});

	test('has no control characters, and no line that a name of the document begins', () => {
		const text = printed((document) => {
			document.paths['/v1/\u001b[2Jx\nResult: same\u2028'] = { get: { responses: {} } };
			bodyOf(document, 'sendMessage').properties['\u001b]0;x\u0007\nName: none'] = {};
		});
		expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]/u);
		expect(text.match(/^\s*Result: /gm)).toHaveLength(1);
		expect(text.match(/^\s*Name: none/gm)).toBeNull();
	});

	test('cuts a name without end', () => {
		const text = printed((document) => {
			document.paths[`/v1/${'x'.repeat(100_000)}`] = { get: { responses: {} } };
		});
		expect(text.length).toBeLessThan(10_000);
	});

	test('has a name of its own for each difference, also where everything differs', () => {
		const everything = heroDocument((document) => {
			for (const { change } of Object.values(changes)) ignoreMissing(() => change(document));
			eachCall(document, (call) => {
				call.deprecated = true;
				for (const parameter of call.parameters ?? []) parameter.schema = { type: 'boolean' };
				call.responses = { '207': { description: 'Some' } };
			});
		});
		const differences = reportOf(compare(everything).findings).findings.filter(isDifference);
		const names = differences.map(({ id }) => id);
		expect(names.length).toBeGreaterThan(500);
		expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
	});
});

/** Changes that take away what others change cannot all be made to one document. */
function ignoreMissing(change: () => void): void {
	try {
		change();
	} catch {
		return;
	}
}
