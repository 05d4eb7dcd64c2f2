import { createHash } from 'crypto';
import { UserError } from 'n8n-workflow';

import type { Connection } from '../../transport/connection';
import type { Digest } from '../digest';
import type { KeyStore } from './store';

/**
 * Checks that n8n's store still holds everything, and that it was written with the secret of this credential. The
 * oldest keys are the first to go if anybody drops keys, so a missing anchor means that claims may be missing.
 * Throws a UserError if so.
 */
export async function checkAnchors(
	store: KeyStore,
	{ baseURL, practiceGroupId = '' }: Connection,
	digest: Digest,
): Promise<void> {
	const held = store.held();
	const oldest = anchor('oldest');
	const practice = anchor('practice', baseURL, practiceGroupId);
	const secret = await digest(['secret', baseURL, practiceGroupId]);
	const added = await store.record([oldest, practice, secret]);
	if (held > 0 && added.has(oldest)) {
		await store.remove([...added]);
		throw new UserError("'Send Only Once' shares its place in n8n with another node", {
			description:
				'Nothing was sent. n8n keeps one list for each workflow, and another node writes to it too. That node may have removed what Send Only Once noted, so somebody could get a message twice. Set Scope of each Remove Duplicates node in this workflow to Node. Then run Forget What Was Sent for the whole workflow. Everything that this workflow sent before can then be sent again.',
		});
	}
	if (added.has(secret) && !added.has(practice)) {
		await store.remove([...added]);
		throw new UserError("'Send Only Once' does not know this API key", {
			description:
				'Nothing was sent. What was sent before was noted with another API key, so the node cannot recognize it. Enter that key under Earlier API Key in the credential. It is never sent to Hero, so it may be a key that Hero no longer accepts. If you do not have it, run Forget What Was Sent for the whole workflow. Everything that this workflow sent before can then be sent again.',
		});
	}
}

/** An anchor that does not depend on the credential. It tells nothing about patients. */
const anchor = (...parts: string[]): string =>
	createHash('sha256')
		.update(JSON.stringify(['anchor', ...parts]))
		.digest('base64url');
