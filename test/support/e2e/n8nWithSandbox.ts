import { startSandbox, type Sandbox } from '../../../sandbox';
import { fasterExpressions, openN8n } from '../../../scripts/n8n/temporary';
import { storeCredential, type Credential, type N8n } from '../../../scripts/n8n/workflows';

export interface N8nWithSandbox {
	sandbox: Sandbox;
	n8n: N8n;
	/** A credential of this n8n for the sandbox. */
	credential: Credential;
	close(): Promise<void>;
}

/** Starts an n8n of this version, and a sandbox for which it has a credential. */
export async function openN8nWithSandbox(
	version: string,
	environment: Record<string, string> = {},
): Promise<N8nWithSandbox> {
	const sandbox = await startSandbox();
	const n8n = await openN8n({ version, environment: { ...fasterExpressions, ...environment } });
	const close = async () => {
		await Promise.all([n8n.close(), sandbox.stop()]);
	};
	let isOpen = false;
	try {
		await n8n.start();
		const credential = await storeCredential(n8n, sandbox);
		isOpen = true;
		return { sandbox, n8n, credential, close };
	} finally {
		if (!isOpen) await close();
	}
}
