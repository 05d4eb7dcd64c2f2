import { adminTeams } from '../../practice/catalogue';
import { badRequest } from '../../lib/httpError';
import type { Assignee, Practice } from '../../practice/model';

/** The member of staff or the team with this id. Throws an HttpError when there is none. */
export function findAssignee(
	{ admins }: Practice,
	type: Assignee['type'],
	id: string | undefined,
	path: string[],
): Assignee {
	if (type === 'AdminTeam') {
		const team = adminTeams.find((one) => one.id === id);
		return team ? { type, ...team } : badRequest('unknown_id', 'id of a team', path);
	}
	const admin = admins.find((one) => one.id === id);
	if (!admin) badRequest('unknown_id', 'id of an admin', path);
	return { type, id: admin.id, name: `${admin.first_name} ${admin.last_name}` };
}
