import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { jsonResponse, useHeroServer } from './heroServer';
import { byId, runHero, type HeroRunOptions } from './runHero';

/** An adult patient with every contact. The phone number ends in the last digits of the ID. */
export const patient = (id: string, more: IDataObject = {}): IDataObject => ({
	...{ hero_id: id, nhs_number: '9990000018', dob: '1990-12-31' },
	...{ mobile: `07700 900${id.slice(-3)}`, email: `p${id}@example.com` },
	...{ deceased_at: null, restricted: false },
	...more,
});

/** The parameters of a text to the patient of an item, with these safeguards. */
export const textTo = (
	safeguards: INodeParameters,
	more: INodeParameters = {},
): INodeParameters => ({
	...{ messageType: 'sms', patientId: byId('={{ $json.id }}'), messageString: 'Flu clinic.' },
	...more,
	safeguards,
});

/** Sets the clock of this process. `jest.restoreAllMocks` sets it right again. */
export const setClock = (time: string | number): void => {
	jest.spyOn(Date, 'now').mockReturnValue(new Date(time).getTime());
};

/** The safeguard that held each item; undefined for one that was not held. */
export const heldBy = (output: IDataObject[]) =>
	output.map(({ held }) => (held as IDataObject | undefined)?.by);

/** A new Hero for each test, which knows no patients at first and takes every message. */
export function useSafeguardHero() {
	const hero = useHeroServer();
	const patients: IDataObject[] = [];
	beforeEach(() => {
		patients.length = 0;
		hero.onRequest(({ method, target }) => {
			if (method !== 'GET') return jsonResponse({ message_id: '1', id: '7301' });
			const { pathname, searchParams } = new URL(target, hero.url);
			if (pathname === '/v3/patients') {
				const number = searchParams.get('nhs_number');
				const data = patients.filter(({ nhs_number }) => nhs_number === number);
				return jsonResponse({ data, count: data.length });
			}
			const id = pathname.split('/').pop();
			const found = patients.find(({ hero_id }) => hero_id === id);
			return found ? jsonResponse(found) : { status: 404, body: { message: 'Not found' } };
		});
	});
	const writes = () => hero.received.filter(({ method }) => method !== 'GET');
	return {
		hero,
		/** Adds patients whom Hero knows. */
		register: (...more: IDataObject[]) => void patients.push(...more),
		/** The bodies of the writes so far. */
		bodies: () => writes().map(({ body }) => body as IDataObject),
		/** The patients to whom messages were sent so far. */
		sent: () => writes().map(({ body }) => (body as IDataObject).patient_id),
		/** The paths that were looked up so far. */
		lookUps: () =>
			hero.received.filter(({ method }) => method === 'GET').map(({ target }) => target),
		/** Texts these patients with these safeguards. Further fields of the form are in `form`. */
		text: async (
			safeguards: INodeParameters,
			ids: string[],
			form: INodeParameters = {},
			options: Partial<HeroRunOptions> = {},
		) =>
			await runHero(hero, {
				...{ operation: 'message: send', parameters: textTo(safeguards, form) },
				items: ids.map((id) => ({ id })),
				onError: 'continueRegularOutput',
				...options,
			}),
	};
}
