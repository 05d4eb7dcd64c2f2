import { adminTeams } from '../../practice/catalogue';
import type { Practice } from '../../practice/create';
import { refuse } from '../../lib/httpError';
import type { Assignee } from '../../practice/episodes';

/** The member of staff or the team that an id names. Throws a Refusal when it names nobody. */
export function assigneeNamed(
	{ admins }: Practice,
	type: Assignee['type'],
	id: string | undefined,
	path: string[],
): Assignee {
	if (type === 'AdminTeam') {
		const team = adminTeams.find((one) => one.id === id);
		return team ? { type, ...team } : refuse('unknown_id', 'id of a team', path);
	}
	const admin = admins.find((one) => one.id === id);
	if (!admin) refuse('unknown_id', 'id of an admin', path);
	return { type, id: admin.id, name: `${admin.first_name} ${admin.last_name}` };
}
