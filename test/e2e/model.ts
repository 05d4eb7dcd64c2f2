import fastify from 'fastify';

/** A language model's turn: what it says, or the tool that it calls and with what. */
export type Turn = string | object;

/** What the model is asked; tools and the answers of tools as OpenAI's chat completions write them. */
export interface Asked {
	stream?: boolean;
	messages: Array<{ role: string; content: string }>;
	tools: Array<{
		function: { name: string; description: string; parameters: { properties: object } };
	}>;
}

/** A language model that speaks OpenAI's chat completions and takes its turns from a list. */
export async function startModel() {
	const turns: Turn[] = [];
	const asked: Asked[] = [];
	const server = fastify({ forceCloseConnections: true });
	server.post('/v1/chat/completions', (request, reply) => {
		const question = request.body as Asked;
		asked.push(question);
		const turn = turns.shift() ?? 'I have nothing to say.';
		const answer = { id: `answer-${asked.length}`, created: 0, model: 'stub' };
		const message = messageOf(turn, question, asked.length);
		const choice = { index: 0, finish_reason: typeof turn === 'string' ? 'stop' : 'tool_calls' };
		const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
		if (!question.stream) {
			return { ...answer, object: 'chat.completion', choices: [{ ...choice, message }], usage };
		}
		// Agents 1.x ask for the answer in pieces; one piece will do.
		const piece = {
			...answer,
			object: 'chat.completion.chunk',
			choices: [{ ...choice, delta: message }],
		};
		void reply.type('text/event-stream');
		return `data: ${JSON.stringify(piece)}\n\ndata: [DONE]\n\n`;
	});
	const address = await server.listen({ port: 0, host: '127.0.0.1' });
	return { url: `${address}/v1`, turns, asked, stop: async () => await server.close() };
}

/** A turn as OpenAI writes it; `place` counts the turns from 1. */
function messageOf(turn: Turn, { tools }: Asked, place: number): object {
	if (typeof turn === 'string') return { role: 'assistant', content: turn };
	const call = {
		index: 0,
		id: `call_${place}`,
		type: 'function',
		function: { name: tools[0].function.name, arguments: JSON.stringify(turn) },
	};
	return { role: 'assistant', content: null, tool_calls: [call] };
}
