/** One HTTP request that the sandbox received. */
export interface LedgerEntry {
	at: string;
	method: string;
	path: string;
	operationId?: string;
	practiceGroupId?: string;
	query: Record<string, unknown>;
	body: unknown;
	/** The status of the response; null when the connection was cut before there was one. */
	status: number | null;
	/** True when the practice carried out the request, even if the client got no response. */
	carriedOut: boolean;
	/** True when the connection was cut in place of a response. */
	cut?: true;
}
