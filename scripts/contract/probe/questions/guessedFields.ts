import type { DescribedField } from '../../description/describedApi';
import { schemaFields } from '../../description/schemaFields';
import type { Ask } from '../answer';
import { doubtOf, isAccepted, isRefused } from '../answer';
import type { RequestPlan } from '../request/buildRequest';
import { bodyPrefix, buildRequest } from '../request/buildRequest';
import type { CallSource } from '../request/callSource';
import type { Told } from '../told';
import { ourField, sentFields, tell } from '../told';

/** A field of which the contract does not know whether Hero has it. */
export interface GuessedField {
	/** As in a plan. */
	name: string;
	field: DescribedField;
}

/** The guessed fields of a request that a value of a wrong type can show. In a query every value is a text. */
export function guessedFields(source: CallSource): GuessedField[] {
	const listed = sentFields(source).flatMap((name) => {
		const field = ourField(source, name);
		return field?.isGuess ? [{ name, field }] : [];
	});
	return [...listed, ...guessedMembers(source)].filter(
		({ name, field }) => isMember(name) && wrongValues(name, field).length > 0,
	);
}

const isMember = (name: string): boolean => name !== bodyPrefix && !/[.[]/.test(name);

/** The members of a body that the contract only proposes. */
function guessedMembers(source: CallSource): GuessedField[] {
	const guess = source.operation['x-guess']?.requestBody;
	if (guess === undefined) return [];
	const known = sentFields(source);
	return [...schemaFields(source.context, guess, 'x-guess').fields]
		.map(([name, field]) => ({ name: bodyPrefix + name, field }))
		.filter(({ name }) => !known.includes(name));
}

const wrongByType: Record<string, unknown> = {
	array: 'no-list',
	boolean: 'no-boolean',
	integer: 'no-number',
	number: 'no-number',
	object: 'no-object',
	string: { no: 'text' },
};

const rightByType: Record<string, unknown> = {
	array: [],
	boolean: true,
	integer: 1,
	number: 1,
	object: {},
	string: '1',
};

function wrongValues(name: string, { types }: DescribedField): unknown[] {
	const [type, ...others] = types.filter((one) => one !== 'null');
	if (type === undefined || others.length > 0) return [];
	return name.startsWith(bodyPrefix) || type !== 'string' ? [wrongByType[type]] : [];
}

/**
 * Asks with a value of a wrong type in each guessed field. A mock ignores a field that it does not know, so a refusal shows
 * that Hero has the field. An accepted one shows nothing.
 */
export async function askGuessedFields(
	ask: Ask,
	source: CallSource,
	told: Told,
	accepted: RequestPlan,
): Promise<void> {
	const fields = guessedFields(source).filter(
		({ name }) => told.fields.get(name)?.required !== true,
	);
	for (const { name, field } of fields) {
		const unknown = `${name.split(' ')[0]} no_such_field`;
		// Where unknown fields are refused, a refusal shows nothing.
		if ((await stateWith(ask, source, accepted, unknown, 'probe')) !== 'accepted') continue;
		const [wrong] = wrongValues(name, field);
		if ((await stateWith(ask, source, accepted, name, wrong)) !== 'refused') continue;
		const types = field.types.filter((type) => type !== 'null');
		const right = await stateWith(ask, source, accepted, name, rightByType[types[0]]);
		tell(told, name, { required: false, ...(right === 'accepted' ? { types } : {}) });
	}
}

async function stateWith(
	ask: Ask,
	source: CallSource,
	accepted: RequestPlan,
	name: string,
	value: unknown,
): Promise<'accepted' | 'refused' | 'in doubt'> {
	const inserted = new Map([...(accepted.inserted ?? []), [name, value]]);
	const answer = await ask(buildRequest(source, { ...accepted, inserted }));
	if (doubtOf(answer)) return 'in doubt';
	if (isAccepted(answer)) return 'accepted';
	return isRefused(answer) ? 'refused' : 'in doubt';
}
