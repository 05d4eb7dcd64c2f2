import type { Ask } from '../answer';
import { bodyPrefix } from '../request/buildRequest';
import type { CallSource } from '../request/callSource';
import type { Told } from '../told';
import { ourField, sentFields, tell } from '../told';
import { askWithout } from './askWithout';
import type { AcceptedRequest } from './settleRequest';
import { settleRequest } from './settleRequest';

/**
 * Asks with what the contract requires, then with less. Tells which fields are required, and returns the smallest request
 * that is accepted; undefined if none was found.
 */
export async function askRequiredFields(
	ask: Ask,
	source: CallSource,
	told: Told,
): Promise<AcceptedRequest | undefined> {
	const at = { method: told.method, path: told.path };
	const smallest = await settleRequest(ask, source, told, { at });
	if (!smallest) return undefined;
	tellOptional(source, told);
	const groups = [{ plan: smallest.plan, around: '' }];
	for (const object of optionalObjects(source)) {
		const settled = await settleRequest(ask, source, told, {
			...smallest.plan,
			included: [object],
		});
		if (settled) groups.push({ plan: settled.plan, around: object });
	}
	for (const { plan, around } of groups) {
		for (const name of requiredIn(source, around)) {
			if (!told.fields.has(name)) await askWithout(ask, source, told, plan, name);
		}
	}
	return smallest;
}

/** A field that an accepted request lacks is optional. That is news only where the contract does not know it. */
function tellOptional(source: CallSource, told: Told): void {
	for (const name of sentFields(source)) {
		const isUnknown = ourField(source, name)?.required === undefined;
		const isAsked = isTopLevel(name) && !isItem(name) && !told.fields.has(name);
		if (isUnknown && isAsked && name !== bodyPrefix) tell(told, name, { required: false });
	}
}

const placeOf = (name: string): string => name.slice(name.indexOf(' ') + 1);
const isItem = (name: string): boolean => /\[\]$/.test(name) && name.startsWith(bodyPrefix);
const isTopLevel = (name: string): boolean => !/[.]|\[\]./.test(placeOf(name));

/** Optional objects of the body, and lists of objects, with members that are required once the object is there. */
function optionalObjects(source: CallSource): string[] {
	const names = sentFields(source).filter((name) => name.startsWith(bodyPrefix));
	return names.filter(
		(name) =>
			isTopLevel(name) &&
			!isItem(name) &&
			name !== bodyPrefix &&
			ourField(source, name)?.required !== true &&
			names.some((other) => isMember(other, name)),
	);
}

const isMember = (name: string, object: string): boolean =>
	name.startsWith(`${object}.`) || name.startsWith(`${object}[].`);

/** The fields that the contract requires in one object of the body, or outside of all optional ones. */
function requiredIn(source: CallSource, around: string): string[] {
	const optional = optionalObjects(source);
	return sentFields(source).filter((name) => {
		if (ourField(source, name)?.required !== true) return false;
		const outer = optional.find((object) => isMember(name, object)) ?? '';
		return outer === around;
	});
}
