/** Options that episodes and tasks share. */
export const statuses = [
	['open', 'Open'],
	['in_progress', 'In Progress'],
	['closed', 'Closed'],
] as const;

export const priorities = [
	// The first option is the default.
	['medium', 'Medium'],
	['lowest', 'Lowest'],
	['low', 'Low'],
	['high', 'High'],
	['highest', 'Highest'],
] as const;

export const assigneeTypes = [
	['Admin', 'Admin'],
	['AdminTeam', 'Admin Team'],
	['Unassigned', 'Unassigned'],
] as const;
