import fastify from 'fastify';

/** A language model's turn: what it says, or the tool that it calls and with what. */
export type Turn = string | object;

/** What the model is asked; tools and the answers of tools as OpenAI's chat completions write them. */
export interface Asked {
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
	server.post('/v1/chat/completions', (request) => {
		const question = request.body as Asked;
		asked.push(question);
		const turn = turns.shift() ?? 'I have nothing to say.';
		const call = () => ({
			id: `call_${asked.length}`,
			type: 'function',
			function: { name: question.tools[0].function.name, arguments: JSON.stringify(turn) },
		});
		const message =
			typeof turn === 'string'
				? { role: 'assistant', content: turn }
				: { role: 'assistant', content: null, tool_calls: [call()] };
		return {
			id: `answer-${asked.length}`,
			object: 'chat.completion',
			created: 0,
			model: 'stub',
			choices: [
				{ index: 0, message, finish_reason: typeof turn === 'string' ? 'stop' : 'tool_calls' },
			],
			usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
		};
	});
	const address = await server.listen({ port: 0, host: '127.0.0.1' });
	return { url: `${address}/v1`, turns, asked, stop: async () => await server.close() };
}
