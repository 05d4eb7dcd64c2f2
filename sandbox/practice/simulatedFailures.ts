/** A mobile number or an email address to which no message arrives, as GOV.UK Notify has them for tests. */
interface SimulatedFailure {
	contact: string;
	/** The reason that the board and the list of a batch's messages give. */
	reason: string;
	/** True when the message after an undelivered one arrives, so that a second attempt can be rehearsed. */
	isTemporary: boolean;
}

/** The contacts that simulate failures. No other patient has one of them. */
export const simulatedFailures: SimulatedFailure[] = [
	{
		contact: '07700 900002',
		reason: 'This number will never receive it (permanent)',
		isTemporary: false,
	},
	{
		contact: '07700 900003',
		reason: 'The phone was off; send it again (temporary)',
		isTemporary: true,
	},
	{
		contact: 'perm-fail@example.com',
		reason: 'There is no such mailbox (permanent)',
		isTemporary: false,
	},
];
