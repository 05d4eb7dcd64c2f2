import axios from 'axios';

/** One event of the board's stream. */
export interface StreamEvent {
	event: string;
	data: Record<string, unknown>;
}

/** A client of the board's stream. */
export interface Listener {
	status: number;
	headers: Record<string, string>;
	/** Returns the next matching event, and skips the events before it. */
	next(fits?: (event: StreamEvent) => boolean): Promise<StreamEvent>;
	close(): void;
}

/** Listens to the board of a sandbox as a browser would. */
export async function listenTo(url: string): Promise<Listener> {
	const { status, headers, data } = await axios.get(`${url}/_sandbox/stream`, {
		responseType: 'stream',
		validateStatus: () => true,
	});
	const events = eventsOf(data);
	return {
		status,
		headers: headers as Record<string, string>,
		next: async (fits = () => true) => {
			for (;;) {
				const { value, done } = await events.next();
				if (done) throw new Error('The stream has ended');
				if (fits(value)) return value;
			}
		},
		close: () => data.destroy(),
	};
}

async function* eventsOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<StreamEvent, void> {
	let text = '';
	for await (const chunk of chunks) {
		const blocks = (text + chunk).split('\n\n');
		text = blocks.pop() ?? '';
		for (const block of blocks) {
			const [, event, data] = /^event: (\w+)\ndata: (.*)$/m.exec(block) ?? [];
			if (event) yield { event, data: JSON.parse(data) };
		}
	}
}
