/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- drives a real n8n from outside; the benchmark never ships */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import type { INode } from 'n8n-workflow';
import { median, quantile } from 'simple-statistics';
import { request } from 'undici';

import { N8nClient, webhookPaths } from '../test/e2e/client';
import { packPackage } from '../test/e2e/harness/installPackage';
import { startN8n } from '../test/e2e/harness/server';
import { temporaryFolder } from '../test/e2e/harness/temporaryFolder';
import { until } from '../test/e2e/harness/until';
import { feishuTrigger, use, webhook } from '../test/e2e/workflows/nodes';
import { workflow } from '../test/e2e/workflows/workflow';
import { startFeishu } from '../test/feishu';
import { signatureHeaders } from '../test/feishu/events/sign';
import { table } from './report/tables';

const encryptKey = 'a key of the app';
const header = { name: 'x-secret', value: 'of the benchmark' };

/** A rate at which n8n is idle most of the time, and that of the goal; with the events of a turn. */
const rates = [
	{ perSecond: 4, events: 40 },
	{ perSecond: 50, events: 100 },
];

/** How soon a real n8n answers events by the trigger and by its own Webhook node, with either of its engines. */
export async function triggerTable(isQuick: boolean): Promise<string> {
	const folder = await temporaryFolder();
	const tarballs = [await packPackage(join(__dirname, '..'), folder.path)];
	const rows = [];
	for (const engine of ['vm', 'legacy'] as const) {
		rows.push(...(await rowsOf(engine, tarballs, isQuick ? 2 : 4)));
	}
	await folder.remove();
	return table(rows);
}

async function rowsOf(engine: 'vm' | 'legacy', tarballs: string[], turns: number) {
	const feishu = await startFeishu();
	const env = { N8N_EXPRESSION_ENGINE: engine };
	const n8n = await startN8n({ version: '2.41.1', tarballs, env });
	await n8n.restLogin();
	const client = new N8nClient(n8n);
	const live = async (who: string, start: INode) => {
		const json = workflow(who, [start], []);
		const id = await client.importWorkflow(json);
		await client.activate(id);
		const url = `${n8n.url}/webhook/${webhookPaths(json)[0]}`;
		return { who, id, url, sent: 0, ms: [] as number[] };
	};
	const app = feishu.world.addApp({ encryptKey });
	const trigger = feishuTrigger('Feishu Trigger', await client.saveApp(feishu, app));
	const secret = await client.createCredential('Secret', 'httpHeaderAuth', header);
	const guarded = { ...webhook('guarded', 'onReceived'), ...use(secret), typeVersion: 1 };
	guarded.parameters.authentication = 'headerAuth';
	const contenders = [
		await live('Webhook', webhook('empty', 'onReceived')),
		await live(trigger.name, trigger),
		// For whatever is not a Webhook of version 2, and for a credential, n8n itself does more.
		await live('Webhook 1 with Header Auth', guarded),
	];

	const { deliveries } = feishu.world.events;
	deliveries.hold();
	app.eventUrl = n8n.url;
	const chat = feishu.world.addChat({ botIn: app });
	const rows = [];
	for (const { perSecond, events } of rates) {
		for (const each of contenders) each.ms = [];
		for (let turn = 0; turn < turns; turn++) {
			for (const each of contenders) {
				for (let said = 0; said < events; said++) feishu.world.say({ chat });
				const bodies = deliveries.list.splice(-events).map(({ body }) => body);
				const ms = await answered(each.url, bodies, perSecond);
				// The first turn is for warming up.
				if (turn > 0) each.ms.push(...ms);
				each.sent += events;
				await until(`${each.who} has started ${each.sent} executions`, 120_000, async () => {
					const filter = { workflowId: each.id, status: ['success'] };
					const query = `filter=${encodeURIComponent(JSON.stringify(filter))}&limit=1`;
					// An overloaded n8n takes its database for lost.
					const all = n8n.rest<{ count: number }>('GET', `/rest/executions?${query}`);
					return (await all.catch(() => undefined))?.count === each.sent;
				});
			}
			// The order rotates, because the first contender of a turn leaves the machine changed for the next.
			contenders.push(...contenders.splice(0, 1));
		}
		const webhookMs = median(contenders.find(({ who }) => who === 'Webhook')?.ms ?? []);
		for (const { who, ms } of contenders.toSorted((a, b) => median(a.ms) - median(b.ms))) {
			rows.push({
				Engine: engine,
				'Events a second': perSecond,
				Who: who,
				Median: `${median(ms).toFixed(1)} ms`,
				'over Webhook': `${(median(ms) - webhookMs).toFixed(1)} ms`,
				'Tenth slowest of a hundred': `${quantile(ms, 0.9).toFixed(1)} ms`,
			});
		}
	}
	await n8n.stop();
	await feishu.close();
	return rows;
}

/** Each event is sent in its time, whether or not those before it have been answered. */
async function answered(url: string, bodies: string[], perSecond: number): Promise<number[]> {
	const start = performance.now();
	const send = async (body: string, index: number) => {
		await wait(start + (index * 1000) / perSecond - performance.now());
		const signed = signatureHeaders(body, encryptKey, Date.now());
		const headers = {
			'content-type': 'application/json; charset=utf-8',
			[header.name]: header.value,
			...signed,
		};
		const sentAt = performance.now();
		const answer = await request(url, { method: 'POST', headers, body });
		const text = await answer.body.text();
		if (answer.statusCode !== 200) throw new Error(`Answered ${answer.statusCode}: ${text}`);
		return performance.now() - sentAt;
	};
	return await Promise.all(bodies.map(send));
}
