import {
	callTool,
	say,
	startModelStandIn,
	type ChatRequest,
	type Turn,
} from '../../test/e2e/harness/modelStandIn';
import type { Credential, N8nClient } from '../../test/e2e/client';
import type { WorkflowJson } from '../../test/e2e/workflows/workflow';

/** In place of a language model: recalls the message that the request names, and says how it went. */
export async function modelCredential(client: N8nClient): Promise<Credential> {
	const { url } = await startModelStandIn(recallWhatIsNamed);
	return await client.createCredential('Model stand-in', 'openAiApi', { apiKey: 'none', url });
}

export function withModel(json: WorkflowJson, { type, id, name }: Credential): WorkflowJson {
	const nodes = json.nodes.map((node) =>
		node.type === '@n8n/n8n-nodes-langchain.lmChatOpenAi'
			? { ...node, credentials: { [type]: { id, name } } }
			: node,
	);
	return { ...json, nodes };
}

const recallWhatIsNamed: Turn = (request) => {
	const { role } = request.messages.at(-1) ?? {};
	const id = named(request);
	if (role === 'tool') return say()(request);
	if (id === undefined) return say(() => 'Which message? Its ID starts with om_.')(request);
	return callTool({ message_id: id })(request);
};

function named({ messages }: ChatRequest): string | undefined {
	const asked = messages.filter(({ role }) => role === 'user').at(-1);
	return /\bom_\w+/.exec(JSON.stringify(asked?.content ?? ''))?.[0];
}
