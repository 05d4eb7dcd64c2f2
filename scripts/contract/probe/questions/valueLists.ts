import type { DescribedField } from '../../description/describedApi';
import type { Answer, Ask } from '../answer';
import { doubtOf, isAccepted, isRefused } from '../answer';
import { schemaForms } from '../../description/schemaForms';
import { valuesText } from '../../comparison/fieldWords';
import type { RequestPlan } from '../request/buildRequest';
import { bodyPrefix, buildRequest } from '../request/buildRequest';
import type { CallSource } from '../request/callSource';
import { stepsOf } from '../request/places';
import type { Told } from '../told';
import { doubt, fieldClaim, tell } from '../told';
import { allowedValues } from './readRefusal';

/** A value that no list has. */
const madeUpValue = 'no-such-value';

/** A field that has a list of values in the contract. */
export interface ListedField {
	/** As in a plan. The items of a list are named by the list and `[]`. */
	name: string;
	field: DescribedField;
	values: string[];
}

/** The fields of a request that have a list of values, closed or not. */
export function listedFields({ call }: CallSource): ListedField[] {
	const parts = [
		{ prefix: '', set: call.parameters },
		{ prefix: bodyPrefix, set: call.requestBody },
	];
	return parts.flatMap(({ prefix, set }) =>
		[...(set?.fields ?? [])].flatMap(([name, field]) => {
			const values = (field.values ?? field.knownValues)?.filter((value) => value !== '');
			const isSent = prefix !== '' || name.startsWith('query ');
			const isText = field.types.length === 0 || field.types.includes('string');
			return values && isSent && isText ? [{ name: prefix + name, field, values }] : [];
		}),
	);
}

/** Asks with a value that no list has, and with each of ours, if Hero's list is not told by then. */
export async function askValueLists(
	ask: Ask,
	source: CallSource,
	told: Told,
	accepted: RequestPlan,
): Promise<void> {
	for (const listed of listedFields(source)) {
		const refusal = await askValue(ask, source, accepted, listed, madeUpValue);
		const reason = doubtOf(refusal);
		if (reason || !(isAccepted(refusal) || isRefused(refusal))) {
			const claim = { ...fieldClaim(listed.name), aspect: 'values' as const };
			doubt(
				told,
				source,
				{ ...claim, ours: valuesText(listed.values) },
				reason ?? 'no clear answer',
			);
		} else if (isAccepted(refusal)) {
			// For a list that is not closed in the contract this is nothing new.
			const isClosed = listed.field.values && isInEveryVariant(source, listed.name);
			if (isClosed) tell(told, listed.name, { isOpen: true });
		} else {
			await tellClosed({ ask, source, told, accepted }, listed, refusal);
		}
	}
}

/** False for a member of the body that one of its variants lacks: that variant takes any value there. */
function isInEveryVariant({ context, bodySchema }: CallSource, name: string): boolean {
	if (!name.startsWith(bodyPrefix)) return true;
	const [member] = stepsOf(name.slice(bodyPrefix.length));
	return schemaForms(context, bodySchema, name).every(({ properties }) => member in properties);
}

interface Asking {
	ask: Ask;
	source: CallSource;
	told: Told;
	accepted: RequestPlan;
}

/** Tells a list from the refusal, or by asking for each value of ours. */
async function tellClosed(asking: Asking, listed: ListedField, refusal: Answer): Promise<void> {
	const { ask, source, told, accepted } = asking;
	const { name, values, field } = listed;
	const named = allowedValues(refusal, values, madeUpValue);
	const read = named ? await acceptedValues(asking, listed, named) : [];
	if (read.length > 0) return tell(told, name, { values: read });
	const answers: Array<{ value: string; answer: Answer }> = [];
	for (const value of values) {
		answers.push({ value, answer: await askValue(ask, source, accepted, listed, value) });
	}
	const taken = answers.filter(({ answer }) => isAccepted(answer)).map(({ value }) => value);
	const isDoubtful = answers.some(({ answer }) => !isAccepted(answer) && !isRefused(answer));
	const claim = { ...fieldClaim(name), aspect: 'values' as const, ours: valuesText(values) };
	if (isDoubtful || taken.length === 0) {
		doubt(told, source, claim, 'the mock refuses every value, or gives no clear answer');
	} else if (taken.length < values.length) {
		tell(told, name, { values: taken });
	} else {
		tell(told, name, field.values ? { values } : {});
		told.unnamedLists.push(`${source.call.operationId} ${name}`);
	}
}

/**
 * The values of a list that was read from a refusal. A refusal may quote other words, such as the name of the field, and
 * may leave values out, so each value that differs from ours is asked. Empty if an answer is in doubt.
 */
async function acceptedValues(
	{ ask, source, accepted }: Asking,
	listed: ListedField,
	named: string[],
): Promise<string[]> {
	const taken: string[] = [];
	for (const value of new Set([...named, ...listed.values])) {
		const isShared = named.includes(value) && listed.values.includes(value);
		const answer = isShared ? undefined : await askValue(ask, source, accepted, listed, value);
		if (!answer || isAccepted(answer)) taken.push(value);
		else if (!isRefused(answer)) return [];
	}
	return taken;
}

/** Asks an accepted request again with one value in one field. */
async function askValue(
	ask: Ask,
	source: CallSource,
	accepted: RequestPlan,
	{ name, field }: ListedField,
	value: string,
): Promise<Answer> {
	const isOurs = (field.values ?? field.knownValues)?.includes(value);
	const place = isOurs ? 'wanted' : 'inserted';
	const included = name.startsWith(bodyPrefix) ? [...(accepted.included ?? []), name] : [];
	const plan = isOurs
		? { ...accepted, inserted: without(accepted.inserted, name) }
		: { ...accepted, included };
	const fields = new Map([...(plan[place] ?? []), [parameterOf(source, name), value]]);
	return await ask(buildRequest(source, { ...plan, [place]: fields }));
}

const without = (fields: Map<string, unknown> = new Map<string, unknown>(), name: string) =>
	new Map([...fields].filter(([other]) => other !== name));

/** The items of a list parameter are sent under the name of the list. */
const parameterOf = ({ parameters }: CallSource, name: string): string =>
	parameters.find((one) => one.name === name || `${one.name}[]` === name)?.name ?? name;
