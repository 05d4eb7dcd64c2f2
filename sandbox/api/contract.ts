import { loadContract, type Contract, type JsonSchema } from '../../api';

/** The contract as the sandbox holds requests against it: the open places are filled in. */
export function sandboxContract(): Contract {
	const contract = loadContract();
	requireMobileOrEmail(contract);
	allowFurtherQueries(contract);
	allowFormSubmissionEvents(contract);
	takeGuessedBodies(contract);
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

/** Where no body is documented, or only part of one, the guessed fields have to be of their kinds. */
function takeGuessedBodies({ paths }: Contract): void {
	for (const operation of Object.values(paths).flatMap((path) => Object.values(path))) {
		const guess = operation['x-guess']?.requestBody as JsonSchema | undefined;
		const body = operation.requestBody?.content['application/json'];
		if (guess && body?.schema) body.schema = { allOf: [body.schema, guess] };
	}
}

/** The event is described, but stands in no list of those that can be subscribed to. */
function allowFormSubmissionEvents({ components }: Contract): void {
	const { WebhookEventType } = components.schemas;
	WebhookEventType.enum = [...(WebhookEventType.enum ?? []), 'form-submission.created'];
}
