import fastify from 'fastify';

/** One request that came in, its body as it was on the wire. */
export interface Received {
	headers: Record<string, string>;
	body: string;
}

/** The reaction to a delivery: a status, a broken connection or no response. */
export type Reaction = number | 'breaks' | 'keeps silent';

export interface Receiver {
	url: string;
	received: Received[];
	/** Sets the reactions to the next deliveries; the last one repeats. */
	reactWith(...reactions: [Reaction, ...Reaction[]]): void;
	/** Breaks the connections of the deliveries without a response. */
	breakSilentConnections(): void;
	close(): Promise<void>;
}

/** Opens a webhook receiver on loopback. It accepts every delivery until other reactions are set. */
export async function openReceiver(): Promise<Receiver> {
	const received: Received[] = [];
	const breakSilent: Array<() => void> = [];
	let reactions: Reaction[] = [200];
	const server = fastify({ forceCloseConnections: true });
	server.removeAllContentTypeParsers();
	server.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, done) =>
		done(null, text),
	);
	server.post('/hero', (request, reply) => {
		const headers = request.headers as Record<string, string>;
		received.push({ headers, body: String(request.body) });
		const [reaction] = reactions.length > 1 ? reactions.splice(0, 1) : reactions;
		if (typeof reaction === 'number') return reply.code(reaction).send('Thank you');
		if (reaction === 'breaks') request.raw.socket.destroy();
		else breakSilent.push(() => request.raw.socket.destroy());
		return reply.hijack();
	});
	const url = `${await server.listen({ port: 0, host: '127.0.0.1' })}/hero`;
	return {
		url,
		received,
		reactWith: (...next) => {
			reactions = next;
		},
		breakSilentConnections: () => breakSilent.splice(0).forEach((breakIt) => breakIt()),
		close: () => server.close(),
	};
}
