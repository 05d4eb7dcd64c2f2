import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { jsonResponse, useHeroServer } from './heroServer';
import { runHero, type HeroRunOptions } from './runHero';

/** NHS numbers of the test range, each with its check digit. */
export function nhsNumbers(count: number): string[] {
	const numbers: string[] = [];
	for (let serial = 1; numbers.length < count; serial++) {
		const digits = `999${String(serial).padStart(6, '0')}`;
		const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (10 - i), 0);
		const check = (11 - (sum % 11)) % 11;
		if (check < 10) numbers.push(`${digits}${check}`);
	}
	return numbers;
}

export const invalidNhsNumber = '999 000 0019';

/** An input item that names a recipient. */
export const person = (nhs: string, born = '1990-12-31') => ({ nhs, born });

/** The same recipient on the wire. */
export const recipient = (nhs_number: string, day = '1990-12-31') => ({
	nhs_number,
	dob: `${day}T00:00:00Z`,
});

export const review: INodeParameters = {
	name: 'Asthma reviews March',
	channel: 'SMS',
	content: 'Your asthma review is due.',
};

const fromItems: INodeParameters = {
	...review,
	recipientsFrom: 'items',
	nhsNumber: '={{ $json.nhs }}',
	dob: '={{ $json.born }}',
};

/** A new Hero for each test, whose batches have the IDs 7301, 7302 and so on. */
export function useBatchHero() {
	const hero = useHeroServer();
	beforeEach(() =>
		hero.onRequest((_received, index) =>
			jsonResponse({ id: `${7301 + index}`, status: 'CREATED' }),
		),
	);
	return {
		hero,
		bodies: () => hero.received.map(({ body }) => body as IDataObject),
		/** Runs Create, from the items unless the parameters say otherwise. */
		create: async (
			items: IDataObject[],
			parameters: INodeParameters = {},
			onError?: HeroRunOptions['onError'],
			options: Partial<HeroRunOptions> = {},
		) =>
			await runHero(hero, {
				operation: 'batchMessage: create',
				parameters: { ...fromItems, ...parameters },
				items,
				onError,
				...options,
			}),
	};
}

/** The output for the first batch, of so many people. */
export const createdBatch = (recipient_count: number, ...repeated_recipients: IDataObject[]) => ({
	...{ id: '7301', status: 'CREATED', recipient_count, repeated_recipients },
});

/** The pairedItem of an output that belongs to these items. */
export const pairedWith = (...items: number[]) => items.map((item) => ({ item }));
