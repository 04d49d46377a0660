import { randomUUID } from 'node:crypto';
import type { Credential } from '../client';
import type { N8nVersion } from '../versions';
import { chain, node, workflow, type WorkflowJson } from '../workflow';
import { echoPackage } from './echoPackage';

const manualTrigger = () => node('Start', 'n8n-nodes-base.manualTrigger', 1);

function use(credential: Credential) {
	const { id, name, type } = credential;
	return { credentials: { [type]: { id, name } } };
}

export function webhookEcho(credential: Credential): WorkflowJson & { path: string } {
	const path = `echo-${randomUUID()}`;
	const parameters = { path, httpMethod: 'POST', responseMode: 'lastNode' };
	const nodes = [
		// Without an id of its own n8n puts the workflow's id into the path of a webhook.
		node('Webhook', 'n8n-nodes-base.webhook', 2, parameters, { webhookId: randomUUID() }),
		node('Echo', echoPackage.node, 1, { text: '={{ $json.body.text }}' }, use(credential)),
	];
	return { ...workflow('Echo by webhook', nodes, chain('Webhook', 'Echo')), path };
}

/** The items come from a Code node, so that task runners are seen to work too. */
export function manyEchoes(credential: Credential, count: number, pause: number): WorkflowJson {
	const jsCode = `return Array.from({ length: ${count} }, (_, i) => ({ json: { text: 'item ' + i } }));`;
	const nodes = [
		manualTrigger(),
		node('Items', 'n8n-nodes-base.code', 2, { jsCode }),
		node('Echo', echoPackage.node, 1, { text: '={{ $json.text }}', pause }, use(credential)),
	];
	return workflow(`${count} echoes`, nodes, chain('Start', 'Items', 'Echo'));
}

const agentVersion: Record<N8nVersion, number> = { '2.41.1': 3.1, '1.123.81': 3 };

export function agentWithTool(
	version: N8nVersion,
	echo: Credential,
	openAi: Credential,
): WorkflowJson {
	const agent = '@n8n/n8n-nodes-langchain.agent';
	const openAiModel = '@n8n/n8n-nodes-langchain.lmChatOpenAi';
	const model = { __rl: true, mode: 'id', value: 'stand-in' };
	const fromModel = "={{ $fromAI('text', 'What to say', 'string') }}";
	const prompt = { promptType: 'define', text: 'Say hello', options: {} };
	const nodes = [
		manualTrigger(),
		node('Agent', agent, agentVersion[version], prompt),
		// Since 1.3 the default is OpenAI's other, newer endpoint.
		node('Model', openAiModel, 1.3, { model, responsesApiEnabled: false }, use(openAi)),
		node('Echo Tool', echoPackage.tool, 1, { text: fromModel }, use(echo)),
	];
	return workflow('Agent with a tool', nodes, [
		...chain('Start', 'Agent'),
		{ from: 'Model', to: 'Agent', type: 'ai_languageModel' },
		{ from: 'Echo Tool', to: 'Agent', type: 'ai_tool' },
	]);
}

export function requestWithOAuth2(credential: Credential, url: string): WorkflowJson {
	const parameters = {
		method: 'POST',
		url,
		authentication: 'genericCredentialType',
		genericAuthType: credential.type,
		sendBody: true,
		bodyParameters: { parameters: [{ name: 'text', value: 'as a user' }] },
	};
	const nodes = [
		manualTrigger(),
		node('Request', 'n8n-nodes-base.httpRequest', 4.2, parameters, use(credential)),
	];
	return workflow('Request with OAuth2', nodes, chain('Start', 'Request'));
}
