import { startFeishu } from '../../test/feishu';
import type { Credential, N8nClient } from '../../test/e2e/client';
import { undoWhenLeaving } from '../../test/e2e/harness/leaving';
import { recallWorkflow } from '../../test/e2e/workflows/recallWorkflow';
import type { WorkflowJson } from '../../test/e2e/workflows/workflow';
import { examples } from '../../test/e2e/workflows/examples';
import { messagesToTry, putMessagesOfExamples } from './messages';
import { modelCredential, withModel } from './model';
import type { RealApp } from './realApp';

/** What the playground recalls messages at. */
export interface Playground {
	/** For the person who reads the terminal. */
	app: string;
	workflows: WorkflowJson[];
	steps: string[];
}

const origins = { feishu: 'https://open.feishu.cn', lark: 'https://open.larksuite.com' };

/** The person's own app: every workflow recalls real messages. */
export async function atRealFeishu(client: N8nClient, app: RealApp): Promise<Playground> {
	const credential = await client.createCredential('Feishu', 'feishuApi', { ...app });
	const host = new URL(origins[app.region]).host;
	return {
		app: `${app.appId} at ${host}; messages are really sent and really recalled`,
		workflows: await examples({ origin: origins[app.region], credential }),
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
	const saved = await client.createCredential('Feishu', 'feishuApi', {
		region: 'custom',
		baseUrl: feishu.url,
		appId: app.id,
		appSecret: app.secret,
	});
	await saveUserCredential(client, feishu.url, app);
	putMessagesOfExamples(feishu);
	const model = await modelCredential(client);
	const ready = await examples({ origin: feishu.url, chatId: chat.id, credential: saved });
	const tryIt = recallWorkflow('Try it: recall eight messages', messagesToTry(feishu), saved);
	return {
		app: 'a stand-in for Feishu on this machine; nothing leaves it',
		workflows: [tryIt, ...ready.map((json) => withModel(json, model))],
		steps: steps(saved),
	};
}

async function saveUserCredential(
	client: N8nClient,
	url: string,
	{ id, secret }: { id: string; secret: string },
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
		'Choose Execute workflow: three messages are recalled, five leave by the failure branch.',
		'Double-click Feishu and choose Error Branch in its output: the reason and a hint for each.',
		'Execute it again: the three are now among the failures, as already_recalled.',
		'In Feishu, add the option When Already Recalled > Succeed, and execute once more.',
		'The AI agent waits for an approval: its page is in the message that "Ask for Approval" sends.',
		`Under Credentials, open "${name}", break the App Secret, and save: the form says what is wrong.`,
	];
}
