import { randomUUID } from 'node:crypto';
import createFastify, { type FastifyReply } from 'fastify';
import { undoWhenLeaving } from './leaving';

/** A request to the model, as far as a test looks at it. */
export interface ChatRequest {
	model: string;
	messages: ChatMessage[];
	tools?: OfferedTool[];
	stream?: boolean;
}

export interface ChatMessage {
	role: 'system' | 'user' | 'assistant' | 'tool';
	content: string | Array<{ type: string; text?: string }> | null;
	tool_call_id?: string;
}

export interface OfferedTool {
	type: 'function';
	function: { name: string; description?: string; parameters: Record<string, unknown> };
}

/** One answer of the model, made from what it was asked. */
export type Turn = (request: ChatRequest) => AssistantMessage;

interface AssistantMessage {
	role: 'assistant';
	content: string | null;
	tool_calls?: Array<{
		id: string;
		type: 'function';
		function: { name: string; arguments: string };
	}>;
}

/** Calls the named tool, or the first one on offer. */
export function callTool(args: Record<string, unknown>, toolName?: string): Turn {
	return ({ tools = [] }) => {
		const name = toolName ?? tools[0]?.function.name ?? 'no_tool_was_offered';
		const call = { name, arguments: JSON.stringify(args) };
		return {
			role: 'assistant',
			content: null,
			tool_calls: [{ id: `call_${randomUUID()}`, type: 'function', function: call }],
		};
	};
}

/** Ends the conversation with a text; by default with what the tools answered. */
export function say(text: (toolAnswers: string[]) => string = quote): Turn {
	return ({ messages }) => ({ role: 'assistant', content: text(toolAnswers(messages)) });
}

const quote = (answers: string[]) => `The tool answered: ${answers.join(' ')}`;

function toolAnswers(messages: ChatMessage[]): string[] {
	return messages.filter(({ role }) => role === 'tool').map(({ content }) => textOf(content));
}

function textOf(content: ChatMessage['content']): string {
	if (typeof content === 'string') return content;
	return (content ?? []).map(({ text }) => text ?? '').join('');
}

export interface ModelStandIn {
	/** The base URL for n8n's OpenAI credential. */
	url: string;
	requests: ChatRequest[];
	/** Forgets what was asked and plays these turns next. */
	play(...turns: Turn[]): void;
	stop(): Promise<void>;
}

/** OpenAI's chat completions with a script instead of a model; the last turn is repeated. */
export async function startModelStandIn(...script: Turn[]): Promise<ModelStandIn> {
	const requests: ChatRequest[] = [];
	let turns = script;
	const fastify = createFastify({ forceCloseConnections: true });
	fastify.get('/v1/models', () => ({ object: 'list', data: [] }));
	fastify.post<{ Body: ChatRequest }>('/v1/chat/completions', ({ body: asked }, reply) => {
		requests.push(asked);
		const turn = turns[Math.min(requests.length, turns.length) - 1] ?? say();
		return answer(reply, asked, turn(asked));
	});
	const origin = await fastify.listen({ host: '127.0.0.1', port: 0 });
	const stop = undoWhenLeaving(async () => await fastify.close());
	const play = (...next: Turn[]) => {
		turns = next;
		requests.length = 0;
	};
	return { url: `${origin}/v1`, requests, play, stop };
}

function answer(reply: FastifyReply, request: ChatRequest, message: AssistantMessage) {
	const finish_reason = message.tool_calls ? 'tool_calls' : 'stop';
	const id = `chatcmpl-${randomUUID()}`;
	const common = { id, created: Math.floor(Date.now() / 1000), model: request.model };
	if (!request.stream) {
		const choices = [{ index: 0, message, finish_reason }];
		const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
		return reply.send({ ...common, object: 'chat.completion', choices, usage });
	}
	const tool_calls = message.tool_calls?.map((call, index) => ({ ...call, index }));
	const chunks = [
		{ index: 0, delta: { ...message, tool_calls }, finish_reason: null },
		{ index: 0, delta: {}, finish_reason },
	].map((choice) => ({ ...common, object: 'chat.completion.chunk', choices: [choice] }));
	const lines = [...chunks.map((chunk) => JSON.stringify(chunk)), '[DONE]'];
	return reply.type('text/event-stream').send(lines.map((line) => `data: ${line}\n\n`).join(''));
}
