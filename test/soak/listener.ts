/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a server; it never ships */
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';

import type { IDataObject } from 'n8n-workflow';

import { triggerWorkflow } from '../engine/triggerWorkflow';
import type { FeishuProcess } from '../feishu/process';
import { listening } from '../feishu/TestReceiver';

const shareBroken = 0.02;
const shareRepeated = 0.05;
const shareForged = 0.05;

/** Messages that people send to a bot, and the executions that its Feishu Trigger starts for them. */
export class Listener {
	readonly said = new Set<string>();
	/** How often each message has started the workflow. */
	readonly started = new Map<string, number>();
	repeated = 0;
	forged = 0;

	private constructor(
		private readonly feishu: FeishuProcess,
		private readonly random: () => number,
		private readonly url: string,
		readonly close: () => Promise<void>,
	) {}

	/** A trigger with an Encrypt Key, whose answers get lost now and then. */
	static async start(
		feishu: FeishuProcess,
		credential: Record<string, string>,
		random: () => number,
	): Promise<Listener> {
		const secrets = { verificationToken: 'v-token', encryptKey: 'the Encrypt Key' };
		const workflow = triggerWorkflow({}, { ...credential, ...secrets });
		const server = await listening((request, response) => {
			void (async () => {
				const body = await buffer(request);
				const [answer, item] = await workflow.post({ body, headers: request.headers });
				const id = (item as IDataObject | undefined)?.message_id;
				if (typeof id === 'string') {
					listener.started.set(id, (listener.started.get(id) ?? 0) + 1);
					// Feishu has not heard that it was taken, and brings it once more.
					if (random() < shareBroken) return response.destroy();
				}
				const [status, json] = answer as [number, unknown];
				return response.writeHead(status).end(JSON.stringify(json));
			})();
		});
		const listener = new Listener(feishu, random, server.url, server.close);
		await workflow.activate();
		const { appId } = feishu;
		const kept = await feishu.control('PUT', `/apps/${appId}/request-url`, {
			url: server.url,
			...secrets,
		});
		if (!(kept as { kept: boolean }).kept)
			throw new Error('The trigger did not echo the challenge');
		return listener;
	}

	/** People say so much; some of it is told twice, and strangers tell of more. */
	async hear(count: number): Promise<void> {
		const { feishu, random } = this;
		for (let at = 0; at < count; at++) {
			const { id } = (await feishu.control('POST', `/chats/${feishu.chatId}/say`, {})) as {
				id: string;
			};
			this.said.add(id);
			if (random() < shareForged) await this.forge();
		}
		const deliveries = (await feishu.control('GET', '/deliveries')) as Array<{ id: string }>;
		for (const { id } of deliveries.slice(-count)) {
			if (random() >= shareRepeated) continue;
			this.repeated++;
			const underAnotherId = random() < 0.5;
			await feishu.control('POST', `/deliveries/${id}/repeat`, { underAnotherId });
		}
	}

	/** Feishu tries again after fifteen seconds what was not taken. */
	async settle(): Promise<void> {
		for (let tries = 0; tries < 40; tries++) {
			await this.feishu.control('POST', '/deliveries/settled');
			const list = (await this.feishu.control('GET', '/deliveries')) as Array<{ state: string }>;
			if (list.every(({ state }) => state === 'delivered')) return;
			await wait(1_000);
		}
	}

	/** Said, and never heard; heard twice; and heard without having been said. */
	faults() {
		const { said, started } = this;
		return {
			lost: [...said].filter((id) => !started.has(id)),
			doubled: [...started].filter(([, times]) => times > 1).map(([id]) => id),
			unnamed: [...started.keys()].filter((id) => !said.has(id)),
		};
	}

	private async forge(): Promise<void> {
		this.forged++;
		const event = { message: { message_id: `om_forged${this.forged}` } };
		const header = {
			event_type: 'im.message.receive_v1',
			token: 'v-token',
			app_id: this.feishu.appId,
		};
		const { status } = await fetch(this.url, {
			method: 'POST',
			body: JSON.stringify({ schema: '2.0', header, event }),
		});
		if (status !== 401) throw new Error(`A forged event was answered ${status}`);
	}
}
