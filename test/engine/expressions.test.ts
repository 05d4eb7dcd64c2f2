import type { INodeParameters } from 'n8n-workflow';

import { isLaterPage, jsonResponse, emptyPage, useHeroServer } from '../support/engine/heroServer';
import * as records from '../support/engine/records';
import { byId, runHero } from '../support/engine/runHero';

const text: INodeParameters = {
	messageType: 'sms',
	patientId: byId('98765'),
	messageString: 'Your review is due.',
};

const hero = useHeroServer();
beforeEach(() => {
	hero.onRequest(({ target }) =>
		isLaterPage({ target })
			? emptyPage
			: jsonResponse(
					target.startsWith('/v1/slots/') ? records.slot('900417') : records.list({ id: '1' }),
				),
	);
});

describe('an expression that n8n cannot read', () => {
	test.each(["={{ $('Nowhere').item.json.text }}", '={{ $json.value.toDateTime() }}'])(
		'%s stops its item with the name of the parameter',
		async (expression) => {
			const { output } = await runHero(hero, {
				operation: 'message: send',
				parameters: { ...text, messageString: expression },
				items: [{ value: 'soon' }],
				onError: 'continueRegularOutput',
			});
			expect(output[0].json.error).toMatch(/^'Message' .+ \[item 0\]$/);
			expect(hero.received).toEqual([]);
		},
	);
});
