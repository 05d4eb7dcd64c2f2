import type { Ask } from '../answer';
import { doubtOf, isAccepted, isRefused } from '../answer';
import type { RequestPlan } from '../request/buildRequest';
import { buildRequest } from '../request/buildRequest';
import type { CallSource } from '../request/callSource';
import type { Told } from '../told';
import { doubt, fieldClaim, tell } from '../told';

/** Asks an accepted request again without one field, and tells whether that field is required. */
export async function askWithout(
	ask: Ask,
	source: CallSource,
	told: Told,
	plan: RequestPlan,
	name: string,
): Promise<void> {
	const answer = await ask(buildRequest(source, { ...plan, leftOut: name }));
	const reason = doubtOf(answer);
	if (!reason && isAccepted(answer)) return tell(told, name, { required: false });
	if (!reason && isRefused(answer)) return tell(told, name, { required: true });
	const claim = { ...fieldClaim(name), aspect: 'required' as const, ours: 'required' };
	doubt(told, source, claim, reason ?? `the mock answers with status ${answer.status}`);
}
