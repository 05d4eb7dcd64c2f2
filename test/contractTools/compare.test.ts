import { changes } from '../support/contractTools/changes';
import {
	contractText,
	differences,
	differencesAfterwards,
	written,
} from '../support/contractTools/comparison';
import { heroDocument } from '../support/contractTools/heroDocument';

const mixed = [
	'a path that moved',
	'one more declared error',
	'a response with another type',
	'a list of values that is larger',
	'a body that was not known',
	'one more event',
];

describe("Hero's document against the contract", () => {
	test('shows no difference where every guess is right', () => {
		expect(differences(heroDocument())).toEqual([]);
	});

	test.each(Object.entries(changes))(
		'shows %s, and nothing else',
		(_, { change, differences: expected }) => {
			expect(differences(heroDocument(change)).sort()).toEqual([...expected].sort());
		},
	);

	test('shows several changes beside each other', () => {
		const document = heroDocument((one) => mixed.forEach((name) => changes[name].change(one)));
		expect(differences(document).sort()).toEqual(
			mixed.flatMap((name) => changes[name].differences).sort(),
		);
	});
});

describe('the contract after it took in a document of Hero', () => {
	test.each(Object.entries(changes))('has %s', (_, { change, remaining = [] }) => {
		const document = heroDocument(change);
		expect(differencesAfterwards(document).sort()).toEqual([...remaining].sort());
	});

	test('stays as it is when it takes in the same document again', () => {
		const document = heroDocument((one) => {
			for (const name of mixed) changes[name].change(one);
		});
		const once = written(document);
		expect(once).not.toBe(contractText);
		expect(written(document, once)).toBe(once);
	});
});
