import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError, UserError } from 'n8n-workflow';

import { rehearseOnlyName } from '../../form/rehearsal';
import { readContact } from '../../form/values/contacts';
import { connectionOf } from '../../transport/connection';
import type { CredentialMode, OwnContact } from '../../transport/mode';
import { stricterMode } from '../../transport/mode';

/**
 * Returns what this run lets through: the stricter of the credential's Mode and the node's Rehearse Only. Throws a
 * NodeOperationError for a rehearsal with messages to the user's own contact that names no valid contact.
 */
export async function runModeOf(context: IExecuteFunctions): Promise<CredentialMode> {
	const ofNode = isRehearseOnly(context) ? 'rehearsal' : 'live';
	// A credential that cannot be used fails the request, with the item that it is for.
	const connection = await connectionOf(context).catch(() => undefined);
	const mode = stricterMode(ofNode, connection?.mode ?? 'live');
	const ownContact = connection?.ownContact ?? {};
	if (mode === 'ownContact') requireOwnContact(context, ownContact);
	return { mode, ownContact };
}

/** True if Rehearse Only was added and not switched off by hand. An expression cannot switch it off. */
function isRehearseOnly(context: IExecuteFunctions): boolean {
	const { options } = context.getNode().parameters;
	if (typeof options === 'string') return options.includes(rehearseOnlyName);
	if (typeof options !== 'object' || options === null) return false;
	const stored = (options as Record<string, unknown>)[rehearseOnlyName];
	return stored !== undefined && stored !== false && stored !== 'false';
}

function requireOwnContact(context: IExecuteFunctions, { sms, email }: OwnContact): void {
	const refuse = (label: string, { message, description }: UserError): never => {
		throw new NodeOperationError(
			context.getNode(),
			`'${label}' in the Hero Health credential ${message}`,
			{ description: ['Nothing was sent.', description].filter(Boolean).join(' ') },
		);
	};
	if (!sms && !email) refuse('My Mobile', new UserError('is empty', { description: fillInAdvice }));
	const check = (label: string, value: string | undefined, channel: string) => {
		try {
			if (value) readContact(value, channel);
		} catch (error) {
			refuse(label, error as UserError);
		}
	};
	check('My Mobile', sms, 'sms');
	check('My Email', email, 'email');
}

const fillInAdvice = 'Fill in My Mobile or My Email, or choose another Mode.';
