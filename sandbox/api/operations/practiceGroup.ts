import { elements } from '../../practice/catalogue';
import { orNotFound } from '../../lib/httpError';
import { MINUTE } from '../../lib/time';
import { list, type Operations } from './operation';
import type { Practice, PracticeGroup } from '../../practice/model';

const TOKEN_LASTS = 30 * MINUTE;

interface PracticeGroupUpdate extends Partial<Omit<PracticeGroup, 'id' | 'sector'>> {
	prescription_partner_credentials?: object;
}

/** Operations of the practice group and its access token. */
export const practiceGroupOperations: Operations = {
	getPracticeGroupById: (practice, { practiceGroupId }) => groupOf(practice, practiceGroupId),

	// The response is a guess. The credentials of the prescription partner are not stored or returned.
	updatePracticeGroup: (practice, { practiceGroupId, body }) => {
		const group = groupOf(practice, practiceGroupId);
		const { name, address, prescription_partner, prescription_partner_enabled } =
			body as PracticeGroupUpdate;
		group.name = name ?? group.name;
		group.address = { ...group.address, ...address };
		group.prescription_partner = prescription_partner ?? group.prescription_partner;
		group.prescription_partner_enabled =
			prescription_partner_enabled ?? group.prescription_partner_enabled;
		return group;
	},

	getCapabilities: () => ({ capabilities: ['sms_messaging'] }),

	// The response is a guess.
	getConfiguration: (practice, { practiceGroupId }) => ({
		practice_group_id: groupOf(practice, practiceGroupId).id,
		timezone: 'Europe/London',
		online_booking_enabled: true,
		reservation_minutes: 15,
		cancellation_policy_hours: 24,
	}),

	listPracticeGroupElements: () => list(elements),

	createAccessToken: ({ now }, { practiceGroupId }) => {
		const issued = Math.floor(now() / 1_000);
		const claims = { sub: practiceGroupId, iat: issued, exp: issued + TOKEN_LASTS / 1_000 };
		const parts = [JSON.stringify({ alg: 'HS256', typ: 'JWT' }), JSON.stringify(claims), 'sandbox'];
		return { access_token: parts.map(base64url).join('.') };
	},
};

const groupOf = ({ groups }: Practice, practiceGroupId: string) =>
	orNotFound(groups.find(({ id }) => id === practiceGroupId));

const base64url = (text: string) =>
	btoa(text).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
