import { N8nClient, type Credential } from '../../test/e2e/client';
import { undoWhenLeaving } from '../../test/e2e/harness/leaving';
import { callTool, say, startModelStandIn, type Turn } from '../../test/e2e/harness/modelStandIn';
import { examples, putMessage } from '../../test/e2e/workflows/examples';
import { recallWorkflow } from '../../test/e2e/workflows/recallWorkflow';
import type { WorkflowJson } from '../../test/e2e/workflows/workflow';
import { startFeishu, type App } from '../../test/feishu';
import { messagesToTry } from '../messages';
import type { RealApp } from '../realApp';

/** What the playground recalls messages at. */
export interface Playground {
	/** For the person who reads the terminal. */
	app: string;
	workflows: WorkflowJson[];
	steps: string[];
}

/** The person's own app: every workflow recalls real messages. */
export async function atRealFeishu(
	client: N8nClient,
	{ origin, ...app }: RealApp,
): Promise<Playground> {
	const credential = await client.createCredential('Feishu', 'feishuApi', app);
	return {
		app: `${app.appId} at ${new URL(origin).host}; messages are really sent and really recalled`,
		workflows: await examples({ credential }),
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
	const feishu = await startFeishu();
	undoWhenLeaving(() => feishu.close());
	const { app, chat } = feishu.world;
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
	const surroundings = { chatId: chat.id, credential, model };
	return {
		app: 'a stand-in for Feishu on this machine; nothing leaves it',
		workflows: [
			recallWorkflow('Try it: recall eight messages', messages, credential),
			...(await examples(surroundings)),
		],
		steps: steps(credential),
	};
}

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
		'Sign in and open "Try it".',
		'Choose Execute workflow: three messages are recalled, five leave by the error output.',
		'Double-click Feishu and choose Error Branch in its output: the reason and a hint for each.',
		'Execute it again: the three are now among the failures, as already_recalled.',
		'In Feishu, add the option When Already Recalled > Succeed, and execute once more.',
		'The AI agent waits for an approval: its page is in the message that "Ask for Approval" sends.',
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
