import { N8nClient, webhookPaths, type Credential } from '../../test/e2e/client';
import { undoWhenLeaving } from '../../test/e2e/harness/leaving';
import { callTool, say, startModelStandIn, type Turn } from '../../test/e2e/harness/modelStandIn';
import { eachOperationWorkflow } from '../../test/e2e/workflows/eachOperation';
import { examples, keptColumns, putMessage } from '../../test/e2e/workflows/examples';
import { recallWorkflow } from '../../test/e2e/workflows/recallWorkflow';
import { feishu as feishuNode, feishuTrigger } from '../../test/e2e/workflows/nodes';
import { chain, workflow, type WorkflowJson } from '../../test/e2e/workflows/workflow';
import { startFeishu, type App } from '../../test/feishu';
import { messagesToTry } from '../messages';
import type { RealApp } from '../realApp';

/** The Feishu of the playground: a real app, or the stand-in. */
export interface Playground {
	/** For the person who reads the terminal. */
	app: string;
	workflows: WorkflowJson[];
	steps: string[];
	/** Where the chats are to be seen. */
	page?: string;
	/** Of the workflows, each by its ID, those that are to run by themselves. */
	activate?: (id: string, json: WorkflowJson) => Promise<void>;
}

/** The person's own app: every workflow recalls real messages. */
export async function atRealFeishu(
	client: N8nClient,
	{ origin, ...app }: RealApp,
): Promise<Playground> {
	const credential = await client.createCredential('Feishu', 'feishuApi', app);
	return {
		app: `${app.appId} at ${new URL(origin).host}; messages are really sent and really recalled`,
		workflows: await examples({ credential, dataTable: await tableFor(client) }),
		steps: [
			'Sign in and open an example.',
			'Put the ID of a chat that the bot is in, oc_…, where the example says so.',
			'Choose Execute workflow and look at the chat.',
			'The AI agent also needs a model: choose your credential in its node Model.',
		],
	};
}

/** A Feishu of its own, with messages in it. */
export async function atStandIn(client: N8nClient, n8nUrl: string): Promise<Playground> {
	// An n8n that has just started answers its first request late.
	const settings = { challengeWithinMs: 15_000, answerWithinMs: 15_000 };
	const feishu = await startFeishu({ settings });
	undoWhenLeaving(() => feishu.close());
	const { app, chat, user, events } = feishu.world;
	[app.name, user.name, chat.name] = ['Your bot', 'You', 'The team'];
	const otherChat = feishu.world.addChat({ name: 'Another team' });
	app.redirectUris = [`${n8nUrl}/rest/oauth2-credential/callback`];
	const credential = await client.saveApp(feishu);
	await saveUserCredential(client, feishu.url, app);
	// So that the examples find something: all but the second of the list can be found.
	putMessage(feishu, 'om_put_the_id_here');
	putMessage(feishu, 'om_put_the_first_id_here');
	putMessage(feishu, 'om_put_the_third_id_here', { ageHours: 25 });
	const { url } = await startModelStandIn(recallWhatIsNamed);
	const model = await client.saveModel('Model stand-in', url);
	const messages = messagesToTry(feishu).map(({ item }) => item);
	const dataTable = await tableFor(client);
	const surroundings = { chatId: chat.id, credential, model, dataTable };
	return {
		app: 'a stand-in for Feishu on this machine; nothing leaves it',
		workflows: [
			recallWorkflow('Try it: recall eight messages', messages, credential),
			eachOperationWorkflow('Try it: each operation', credential, {
				chatId: chat.id,
				otherChatId: otherChat.id,
				batchMessageId: feishu.world.addBatch().id,
			}),
			answersMessages(credential),
			...(await examples(surroundings)),
		],
		steps: steps(credential),
		page: `${feishu.url}/_standin/page`,
		async activate(id, json) {
			if (json.name !== botName) return;
			await client.activate(id);
			const url = `${n8nUrl}/webhook/${webhookPaths(json)[0]}`;
			const why = await events.saveUrl(app, { url });
			if (why !== undefined) throw new Error(`The console does not keep the trigger's URL: ${why}`);
		},
	};
}

const botName = 'Try it: a bot that answers';

function answersMessages(credential: Credential): WorkflowJson {
	const text = "=You wrote: {{ $json.text.replaceAll('<', '＜') }}";
	const nodes = [
		feishuTrigger('Message', credential),
		feishuNode('Answer', credential, { operation: 'reply', text }),
	];
	return workflow(botName, nodes, chain('Message', 'Answer'));
}

const tableFor = async (client: N8nClient) =>
	await client.createDataTable('Kept messages', keptColumns);

async function saveUserCredential(
	client: N8nClient,
	url: string,
	{ id, secret }: App,
): Promise<Credential> {
	return await client.createCredential('Feishu user', 'feishuOAuth2Api', {
		region: 'custom',
		baseUrl: url,
		authorizationPage: `${url}/open-apis/authen/v1/authorize`,
		clientId: id,
		clientSecret: secret,
	});
}

function steps({ name }: Credential): string[] {
	return [
		'Open the chats. Write something: the workflow with the trigger answers.',
		'Sign in to n8n and open "Try it: recall eight messages".',
		'Choose Execute workflow: three messages are recalled, five leave by the error output.',
		'Double-click Feishu and choose Error Branch in its output: the reason and a hint for each.',
		'Execute it again: the three are now among the failures, as already_recalled.',
		'Execute "Try it: each operation", and see in the chats what it sends, edits, forwards, recalls.',
		'Open "Feishu: the panic button" and look at what it would take back before you let it.',
		'The AI agent waits for an approval: its page is in the message that arrives in the chat.',
		`Under Credentials, open "${name}", break the App Secret, and save: the form says what is wrong.`,
	];
}

/** In place of a language model: recalls the message that the request names, and says how it went. */
const recallWhatIsNamed: Turn = (request) => {
	const { messages } = request;
	if (messages.at(-1)?.role === 'tool') return say()(request);
	const asked = messages.filter(({ role }) => role === 'user').at(-1);
	const id = /\bom_\w+/.exec(JSON.stringify(asked?.content ?? ''))?.[0];
	if (id === undefined) return say(() => 'Which message? Its ID starts with om_.')(request);
	return callTool({ message_id: id })(request);
};
