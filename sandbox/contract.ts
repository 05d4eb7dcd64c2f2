import { loadContract, type Contract } from '../api';

/** The contract as the sandbox holds requests against it: two open places are filled in. */
export function sandboxContract(): Contract {
	const contract = loadContract();
	requireMobileOrEmail(contract);
	allowFurtherQueries(contract);
	return contract;
}

/** The second form of registering is undocumented; probably it needs an email in place of a mobile. */
function requireMobileOrEmail({ components }: Contract): void {
	const { schemas } = components;
	const withMobile = schemas.RegisterPatientFirstVariant;
	schemas.RegisterPatientOtherVariant = {
		...withMobile,
		required: withMobile.required?.map((name) => (name === 'mobile' ? 'email' : name)),
		properties: { ...withMobile.properties, email: { type: 'string', minLength: 1 } },
	};
}

/** Where the documentation does not show all parameters, others may be right too. */
function allowFurtherQueries({ paths }: Contract): void {
	for (const operation of Object.values(paths).flatMap((path) => Object.values(path))) {
		if (operation['x-evidence'].parameters === 'seen') continue;
		const freeForm = { type: 'object', additionalProperties: true };
		operation.parameters = [
			...(operation.parameters ?? []),
			{ name: 'further', in: 'query', style: 'form', explode: true, schema: freeForm },
		];
	}
}
