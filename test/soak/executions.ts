/* eslint-disable @n8n/community-nodes/no-restricted-imports -- waits for real time to pass; it never ships */
import { setTimeout as wait } from 'node:timers/promises';

import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';

import { outputsOf } from '../engine/engine';
import { startNode } from '../engine/runNode';
import type { Episode, Told } from './account';

const shareCancelled = 0.1;

/** Half a second: on a busy machine a request is logged later than it was sent. Rounds lie further apart. */
const slackMs = 500;

/** Long enough that only the stand-in's trouble is trouble, however busy the machine. */
const options = { timeout: 160_000 };

/** With what executions begin. */
export interface Setting {
	credential: Record<string, string>;
	random(): number;
}

interface Execution {
	done: Episode['done'];
	asked: string[];
	items: IDataObject[];
	parameters: IDataObject;
	node?: Partial<INode>;
	/** The message IDs or texts that an output item reports on; several where one item reports on all of them. */
	about(item: INodeExecutionData): string[];
}

/** One execution, as n8n's engine runs it; some are cancelled. */
async function execute(
	{ done, asked, items, parameters, node, about }: Execution,
	setting: Setting,
) {
	const { credential, random } = setting;
	const from = Date.now() - slackMs;
	const execution = startNode({
		items,
		credential,
		node,
		parameters: { ...parameters, options },
	});
	if (random() < shareCancelled) void wait(random() * 1_000).then(() => execution.cancel());
	const run = await execution.finished;
	const told = outputsOf(run, 'Feishu')
		.flat()
		.flatMap((item) => about(item).map((id) => ({ id, ...verdictOf(item) })));
	const stopped = run.status === 'canceled';
	return { done, asked, told, stopped, from, to: Date.now() + slackMs } satisfies Episode;
}

function verdictOf({ json }: INodeExecutionData): Omit<Told, 'id'> {
	const error = json.error as IDataObject | undefined;
	if (error === undefined) return { ok: true };
	const { reason, message, retryable } = error;
	return {
		ok: false,
		reason: String(reason),
		message: String(message),
		retryable: retryable === true,
	};
}

/** Which input item it came from. */
function sourceOf({ pairedItem }: INodeExecutionData): number {
	return (pairedItem as { item: number }).item;
}

/** Takes back these messages, one an item. */
export async function recall(ids: string[], setting: Setting): Promise<Episode> {
	const execution: Execution = {
		done: 'recalled',
		asked: ids,
		items: ids.map((id) => ({ message_id: id })),
		parameters: {},
		about: (item) => [ids[sourceOf(item)] ?? ''],
	};
	return await execute(execution, setting);
}

/** Takes back what the bot has said in these chats. */
export async function recallMany(
	chats: Array<{ chatId: string; ids: string[] }>,
	setting: Setting,
): Promise<Episode> {
	const hour = new Date(Date.now() - 3_600_000).toISOString();
	const execution: Execution = {
		done: 'recalled',
		asked: chats.flatMap(({ ids }) => ids),
		items: chats.map(({ chatId }) => ({ chatId })),
		parameters: {
			operation: 'recallMany',
			chat: { __rl: true, mode: 'chatId', value: '={{ $json.chatId }}' },
			sentAfter: hour,
		},
		about(item) {
			const { error = item.json } = item.json as { error?: IDataObject };
			// A chat whose list could not be read speaks for all that is in it.
			const all = chats[sourceOf(item)]?.ids ?? [];
			return error.message_id === undefined ? all : [String(error.message_id)];
		},
	};
	return await execute(execution, setting);
}

/** Follows each text that is sent, and is another whenever n8n tries again. */
const changing = ', at {{ $now.toMillis() }} {{ Math.random() }}';

/** The text that was to be sent, of one that arrived. */
export function askedText(sent: string): string {
	return sent.replace(/, at \d+ [\d.e-]+$/, '');
}

const shareTriedAgain = 0.5;

/** Sends these texts, each to one of the chats. In some executions the first goes nowhere: n8n tries all of them again. */
export async function send(texts: string[], chats: string[], setting: Setting): Promise<Episode> {
	const { random } = setting;
	const items = texts.map((text) => ({ text, to: chats[Math.floor(random() * chats.length)] }));
	if (items[0] && random() < shareTriedAgain) items[0].to = 'nowhere';
	const execution: Execution = {
		done: 'sent',
		asked: texts,
		items,
		parameters: {
			operation: 'send',
			receiver: { __rl: true, mode: 'chatId', value: '={{ $json.to }}' },
			text: `={{ $json.text }}${changing}`,
		},
		node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 50 },
		about: (item) => [texts[sourceOf(item)] ?? ''],
	};
	return await execute(execution, setting);
}
