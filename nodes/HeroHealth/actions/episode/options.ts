/** The statuses of episodes and tasks. */
export const statuses = [
	['open', 'Open'],
	['in_progress', 'In Progress'],
	['closed', 'Closed'],
] as const;

/** The priorities of episodes and tasks. */
export const priorities = [
	// The first option is the default.
	['medium', 'Medium'],
	['lowest', 'Lowest'],
	['low', 'Low'],
	['high', 'High'],
	['highest', 'Highest'],
] as const;

/** The kinds of assignee of an episode. */
export const assigneeTypes = [
	['Admin', 'Admin'],
	['AdminTeam', 'Admin Team'],
	['Unassigned', 'Unassigned'],
] as const;
