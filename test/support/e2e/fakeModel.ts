import fastify from 'fastify';

/** A text of the language model, or the values with which it calls its tool. */
type Move = string | object;

/** A turn of the language model: a move, or a function of the tool's last result. */
type TurnFunction = (told: string) => Move;
export type Turn = Move | TurnFunction;

/** A request to the model, with tools and their results in the form of OpenAI's chat completions. */
export interface ChatRequest {
	stream?: boolean;
	messages: Array<{ role: string; content: string }>;
	tools: Array<{
		function: { name: string; description: string; parameters: { properties: object } };
	}>;
}

/** A language model that speaks OpenAI's chat completions and takes its turns from a list. */
export async function startFakeModel() {
	const turns: Turn[] = [];
	const requests: ChatRequest[] = [];
	const server = fastify({ forceCloseConnections: true });
	server.post('/v1/chat/completions', (request, reply) => {
		const question = request.body as ChatRequest;
		requests.push(question);
		const turn = turns.shift() ?? 'I have nothing to say.';
		const move =
			typeof turn === 'function' ? (turn as TurnFunction)(lastToolResult(question)) : turn;
		const answer = { id: `answer-${requests.length}`, created: 0, model: 'stub' };
		const message = messageOf(move, question, requests.length);
		const choice = { index: 0, finish_reason: typeof move === 'string' ? 'stop' : 'tool_calls' };
		const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
		if (!question.stream) {
			return { ...answer, object: 'chat.completion', choices: [{ ...choice, message }], usage };
		}
		// Agents 1.x ask for a stream; one chunk is enough.
		const piece = {
			...answer,
			object: 'chat.completion.chunk',
			choices: [{ ...choice, delta: message }],
		};
		void reply.type('text/event-stream');
		return `data: ${JSON.stringify(piece)}\n\ndata: [DONE]\n\n`;
	});
	const address = await server.listen({ port: 0, host: '127.0.0.1' });
	return { url: `${address}/v1`, turns, requests, stop: async () => await server.close() };
}

/** The results of tools in a request, the last one last. */
export const toolResults = ({ messages }: ChatRequest): string[] =>
	messages.filter(({ role }) => role === 'tool').map(({ content }) => content);

const lastToolResult = (question: ChatRequest): string => toolResults(question).at(-1) ?? '';

/** A move as OpenAI writes it; `place` counts the turns from 1. */
function messageOf(move: Move, { tools }: ChatRequest, place: number): object {
	if (typeof move === 'string') return { role: 'assistant', content: move };
	const call = {
		index: 0,
		id: `call_${place}`,
		type: 'function',
		function: { name: tools[0].function.name, arguments: JSON.stringify(move) },
	};
	return { role: 'assistant', content: null, tool_calls: [call] };
}
