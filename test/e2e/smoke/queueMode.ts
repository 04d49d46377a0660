/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error, no-console -- drives real n8n servers from outside; never ships */
import assert from 'node:assert/strict';
import { N8nClient } from '../client';
import { step } from '../progress';
import { startQueueMode } from '../queue';
import { pause, until } from '../until';
import { echoPackage } from './echoPackage';
import type { Surroundings } from './oneServer';
import { manyEchoes, webhookEcho } from './workflows';

export async function proveQueueMode({ tarball, echo }: Surroundings): Promise<void> {
	const starting = () => startQueueMode({ workers: 2, tarballs: [tarball] });
	const queue = await step('queue mode: starting main and two workers', starting);
	const client = new N8nClient(queue);
	const workerLogs = () => queue.workers.map((worker) => worker.log()).join('\n');
	const prove = (what: string, work: () => Promise<void>) => step(`queue mode: ${what}`, work);
	try {
		await queue.restLogin();
		const { url: baseUrl, token } = echo;
		const saved = await client.createCredential('Echo', echoPackage.credential, { baseUrl, token });

		await prove('a worker answers a webhook', async () => {
			const { path, ...json } = webhookEcho(saved);
			const id = await client.importWorkflow(json);
			await client.activate(id);
			const answer = await client.webhook(path, { text: 'queued' });
			assert.deepEqual([answer.status, JSON.parse(answer.text)], [200, { said: 'queued' }]);
			const [executionId] = await client.executionIds(id);
			assert.match(workerLogs(), new RegExp(`started execution ${executionId}\\b`));
		});

		await prove('a worker runs what a person starts', async () => {
			const id = await client.importWorkflow(manyEchoes(saved, 3, 0));
			const executionId = await client.run(id, 'Start');
			assert.equal((await client.ended(executionId)).status, 'success');
			assert.match(workerLogs(), new RegExp(`started execution ${executionId}\\b`));
		});

		await prove('a running execution is stopped', async () => {
			const id = await client.importWorkflow(manyEchoes(saved, 200, 50));
			echo.heard.length = 0;
			const executionId = await client.run(id, 'Start');
			await until('five echoes', 10_000, async () => echo.heard.length >= 5);
			await client.stop(executionId);
			assert.equal((await client.ended(executionId)).status, 'canceled');
			const heardAtStop = echo.heard.length;
			await pause(1000);
			assert.ok(echo.heard.length <= heardAtStop + 1, `${echo.heard.length} after ${heardAtStop}`);
		});

		await prove('a killed worker is replaced', async () => {
			await queue.workers[0]?.kill();
			await queue.addWorker();
		});
	} catch (error) {
		console.error(`${queue.log().slice(-3000)}\n${workerLogs().slice(-3000)}`);
		throw error;
	} finally {
		await step('queue mode: stopping', () => queue.stop());
	}
}
