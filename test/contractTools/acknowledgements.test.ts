import { stringify } from 'yaml';

import { parseAcknowledgements } from '../../scripts/contract/acknowledgements';
import type { Finding } from '../../scripts/contract/comparison/finding';
import { printReport } from '../../scripts/contract/report/printReport';
import type { Report } from '../../scripts/contract/report/report';
import { createReport } from '../../scripts/contract/report/report';
import { changes } from '../support/contractTools/changes';
import { compare } from '../support/contractTools/comparison';
import { heroDocument } from '../support/contractTools/heroDocument';

const { findings } = compare(heroDocument(changes['a parameter that is required'].change));

const entry = {
	difference: 'listSlots · parameters · query location_id · required',
	hero: 'required',
	reason: 'Hero takes both, as its support wrote.',
	until: '2026-12-31',
};

/** The report of one day, with what the file of acknowledged differences has. */
const reportOn = (date: string, entries: object[], found: Finding[] = findings): Report =>
	createReport({
		tool: 'compare',
		source: { kind: 'openapi', name: 'openapi.yaml', date },
		findings: found,
		unreadable: [],
		acknowledgements: parseAcknowledgements(stringify(entries)),
	});

describe('an acknowledged difference', () => {
	test('no longer counts, and is listed with its reason and its date', () => {
		const report = reportOn('2026-12-01', [entry]);
		expect(report.outcome).toBe('same');
		expect(report.counts.acknowledged).toBe(1);
		expect(printReport(report)).toContain(
			'until 2026-12-31: Hero takes both, as its support wrote.',
		);
	});

	test('counts on its last day, and not on the day after', () => {
		expect(reportOn('2026-12-31', [entry]).outcome).toBe('same');
		expect(reportOn('2027-01-01', [entry]).outcome).toBe('changed');
	});

	test('is acknowledged for one word of Hero only', () => {
		expect(reportOn('2026-12-01', [{ ...entry, hero: 'optional' }]).outcome).toBe('changed');
		const withoutWord = { ...entry, hero: undefined };
		expect(reportOn('2026-12-01', [withoutWord]).outcome).toBe('changed');
	});

	test('needs no word of Hero where Hero says nothing', () => {
		const gone = compare(heroDocument(changes['a response without a field'].change)).findings;
		const ours = { ...entry, difference: 'sendMessage · response · auth_token · field' };
		const withoutWord = { ...ours, hero: undefined };
		expect(reportOn('2026-12-01', [withoutWord], gone).outcome).toBe('same');
	});

	test('does not hide another difference', () => {
		const both = compare(
			heroDocument((document) => {
				changes['a parameter that is required'].change(document);
				changes['a path that moved'].change(document);
			}),
		).findings;
		expect(reportOn('2026-12-01', [entry], both).outcome).toBe('changed');
	});

	test('does not hide that a part could not be read', () => {
		const report = createReport({
			tool: 'compare',
			source: { kind: 'openapi', name: 'openapi.yaml', date: '2026-12-01' },
			findings,
			unreadable: [{ place: 'GET /v1/slots', reason: 'an object is missing here' }],
			acknowledgements: [entry],
		});
		expect(report.outcome).toBe('could not compare');
	});
});

describe('an acknowledgement that is stale', () => {
	const title = 'Acknowledgements without a difference, or past their date';

	test('is listed where its difference is gone', () => {
		const report = reportOn('2026-12-01', [{ ...entry, difference: 'getSlot · path' }]);
		expect(printReport(report)).toContain(`${title}\n  getSlot · path (until 2026-12-31)`);
	});

	test('is listed after its date', () => {
		expect(printReport(reportOn('2027-01-01', [entry]))).toContain(
			`${title}\n  ${entry.difference} (until 2026-12-31)`,
		);
	});

	test('is not listed while it holds', () => {
		expect(printReport(reportOn('2026-12-01', [entry]))).not.toContain(title);
	});
});

describe('the file of acknowledged differences', () => {
	test.each([
		['without a reason', { ...entry, reason: undefined }, 'reason'],
		['with an empty reason', { ...entry, reason: '  ' }, 'reason'],
		['without a date', { ...entry, until: undefined }, 'until'],
		['with a month that does not exist', { ...entry, until: '2026-13-45' }, 'until: is no date'],
		['with a day that does not exist', { ...entry, until: '2026-02-30' }, 'until: is no date'],
		['with a date in other words', { ...entry, until: '31/12/2026' }, 'until: is no date'],
		['with a word that no entry has', { ...entry, forever: 'yes' }, 'forever'],
	])('is refused for an entry %s, which it names', (_, broken, reason) => {
		const text = stringify([entry, { ...broken, difference: 'getSlot · path' }]);
		const refused = expect(() => parseAcknowledgements(text));
		refused.toThrow(/^api\/acknowledged-differences\.yaml cannot be read: getSlot · path: /);
		expect(() => parseAcknowledgements(text)).toThrow(reason);
	});

	test('names an entry without a difference by its number', () => {
		const text = stringify([entry, { reason: 'None', until: '2026-12-31' }]);
		expect(() => parseAcknowledgements(text)).toThrow('cannot be read: entry 2: difference');
	});

	test.each(['', '# Nothing yet\n', '[]'])('may be empty: %j', (text) => {
		expect(parseAcknowledgements(text)).toEqual([]);
	});

	test.each(['{', 'difference: x', 'text'])('is refused where it is no list: %j', (text) => {
		expect(() => parseAcknowledgements(text)).toThrow('api/acknowledged-differences.yaml');
	});
});
