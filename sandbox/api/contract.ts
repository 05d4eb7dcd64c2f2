import { loadContract, type Contract, type JsonSchema } from '../../api';

/** The contract that requests are validated against, with its undocumented parts filled in. */
export function sandboxContract(): Contract {
	const contract = loadContract();
	requireMobileOrEmail(contract);
	allowFurtherQueries(contract);
	allowFormSubmissionEvents(contract);
	takeGuessedBodies(contract);
	return contract;
}

/** The second variant of registering is undocumented; a guess is an email in place of a mobile. */
function requireMobileOrEmail({ components }: Contract): void {
	const { schemas } = components;
	const withMobile = schemas.RegisterPatientFirstVariant;
	schemas.RegisterPatientOtherVariant = {
		...withMobile,
		required: withMobile.required?.map((name) => (name === 'mobile' ? 'email' : name)),
		properties: { ...withMobile.properties, email: { type: 'string', minLength: 1 } },
	};
}

/** Undocumented query parameters are allowed when the documentation does not show all of them. */
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

/** Guessed fields of an undocumented body, or part of one, must have the guessed types. */
function takeGuessedBodies({ paths }: Contract): void {
	for (const operation of Object.values(paths).flatMap((path) => Object.values(path))) {
		const guess = operation['x-guess']?.requestBody as JsonSchema | undefined;
		const body = operation.requestBody?.content['application/json'];
		if (guess && body?.schema) body.schema = { allOf: [body.schema, guess] };
	}
}

/** The event is documented, but missing from the list of events that webhooks can subscribe to. */
function allowFormSubmissionEvents({ components }: Contract): void {
	const { WebhookEventType } = components.schemas;
	WebhookEventType.enum = [...(WebhookEventType.enum ?? []), 'form-submission.created'];
}
