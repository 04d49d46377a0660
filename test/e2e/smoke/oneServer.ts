/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error, no-console -- drives real n8n servers from outside; never ships */
import assert from 'node:assert/strict';
import { itemsOf, N8nClient } from '../client';
import { callTool, say, type ModelStandIn } from '../modelStandIn';
import { step } from '../progress';
import { startN8n } from '../server';
import type { N8nVersion } from '../versions';
import { pause, until } from '../until';
import { echoPackage } from './echoPackage';
import { proveEditor } from './editor';
import type { EchoServer } from './echoServer';
import { agentWithTool, manyEchoes, requestWithOAuth2, webhookEcho } from './workflows';

export interface Surroundings {
	tarball: string;
	echo: EchoServer;
	model: ModelStandIn;
	pictures: string;
}

export async function proveOneServer(version: N8nVersion, around: Surroundings): Promise<void> {
	const { tarball, echo, model } = around;
	const n8n = await step(`n8n ${version}: starting`, () =>
		startN8n({ version, tarballs: [tarball] }),
	);
	const client = new N8nClient(n8n);
	const prove = (what: string, work: () => Promise<void>) => step(`n8n ${version}: ${what}`, work);
	try {
		await n8n.restLogin();
		const { url: baseUrl, token } = echo;
		const saved = await client.createCredential('Echo', echoPackage.credential, { baseUrl, token });
		const openAi = await client.createCredential('Stand-in', 'openAiApi', {
			apiKey: 'none',
			url: model.url,
		});

		await prove('node, tool and icon are there', async () => {
			const types = await client.nodeTypes();
			const [echoType, toolType] = [echoPackage.node, echoPackage.tool].map((name) =>
				types.find((type) => type.name === name),
			);
			assert.equal(toolType?.displayName, 'Smoke Echo Tool');
			assert.match(await client.icon(String(echoType?.iconUrl)), /<svg/);
		});

		await prove('credential test tells right from wrong', async () => {
			const right = await client.testCredential(saved, { baseUrl, token });
			assert.equal(right.status, 'OK', JSON.stringify(right));
			const wrong = await client.testCredential(saved, { baseUrl, token: 'guess' });
			assert.equal(wrong.status, 'Error', JSON.stringify(wrong));
		});

		await prove('a webhook runs a workflow', async () => {
			const { path, ...json } = webhookEcho(saved);
			const id = await client.importWorkflow(json);
			await client.activate(id);
			const answer = await client.webhook(path, { text: 'over http' });
			assert.deepEqual([answer.status, JSON.parse(answer.text)], [200, { said: 'over http' }]);
			const [executionId = ''] = await client.executionIds(id);
			assert.equal((await client.ended(executionId)).status, 'success');
			await client.deactivate(id);
		});

		await prove('a person runs a workflow', async () => {
			const id = await client.importWorkflow(manyEchoes(saved, 3, 0));
			const execution = await client.ended(await client.run(id, 'Start'));
			assert.equal(execution.status, 'success', JSON.stringify(execution.data.resultData.error));
			const said = itemsOf(execution, 'Echo').map(({ json }) => json.said);
			assert.deepEqual(said, ['item 0', 'item 1', 'item 2']);
		});

		await prove('a running execution is stopped', async () => {
			const id = await client.importWorkflow(manyEchoes(saved, 200, 50));
			echo.heard.length = 0;
			const executionId = await client.run(id, 'Start');
			await until('five echoes', 10_000, async () => echo.heard.length >= 5);
			await client.stop(executionId);
			const heardAtStop = echo.heard.length;
			assert.equal((await client.ended(executionId)).status, 'canceled');
			await pause(1000);
			assert.ok(echo.heard.length <= heardAtStop + 1, `${echo.heard.length} after ${heardAtStop}`);
		});

		await prove('an agent calls the tool', async () => {
			model.play(callTool({ text: 'hello from the agent' }), say());
			const id = await client.importWorkflow(agentWithTool(version, saved, openAi));
			const execution = await client.ended(await client.run(id, 'Start'));
			assert.equal(execution.status, 'success', JSON.stringify(execution.data.resultData.error));
			assert.equal(echo.heard.at(-1), 'hello from the agent');
			const output = String(itemsOf(execution, 'Agent')[0]?.json.output);
			assert.match(output, /"said":"hello from the agent"/);
			assert.equal(itemsOf(execution, 'Echo Tool', 0, 'ai_tool').length, 1);
			assert.equal(model.requests.length, 2);
		});

		await prove('an OAuth2 credential is connected and used', async () => {
			const oAuth2 = await client.createCredential('User', 'oAuth2Api', {
				grantType: 'authorizationCode',
				authUrl: `${baseUrl}/authorize`,
				accessTokenUrl: `${baseUrl}/token`,
				clientId: 'smoke',
				clientSecret: 'smoke',
				authentication: 'body',
			});
			await client.connectOAuth2(oAuth2);
			const id = await client.importWorkflow(requestWithOAuth2(oAuth2, `${baseUrl}/echo`));
			const execution = await client.ended(await client.run(id, 'Start'));
			assert.equal(execution.status, 'success', JSON.stringify(execution.data.resultData.error));
			assert.equal(itemsOf(execution, 'Request')[0]?.json.said, 'as a user');
		});

		await prove('the editor in a browser', () => proveEditor(n8n, client, saved, around.pictures));
	} catch (error) {
		console.error(n8n.log().split('\n').slice(-40).join('\n'));
		throw error;
	} finally {
		await step(`n8n ${version}: stopping`, () => n8n.stop());
	}
}
