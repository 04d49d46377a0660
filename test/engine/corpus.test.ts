import type { IDataObject } from 'n8n-workflow';

import { corpus } from '../corpus/corpus';
import { contentOf } from '../corpus/Sample';
import { plain, token, v2 } from '../events/sent';
import type { Message } from '../feishu';
import { messageReceived } from '../feishu/events/messageEvents';
import { runNode } from './runNode';
import { triggerWorkflow } from './triggerWorkflow';
import { useFeishu } from './useFeishu';

const used = useFeishu();

/** The messages of the corpus in the chat, and what a person sees of each. */
function seeded(): Array<{ message: Message; text: string }> {
	const { world } = used.feishu;
	return corpus.map((sample) => {
		const shownMentions = (sample.mentions ?? []).map((each) => ({
			name: '',
			...each,
			id_type: 'open_id' as const,
			tenant_key: world.tenant.key,
		}));
		const { type, text } = sample;
		const content = contentOf(sample);
		return { message: world.add({ sender: world.user, type, content, shownMentions }), text };
	});
}

const seen = (all: Array<{ message: Message; text: string }>) =>
	Object.fromEntries(all.map(({ message, text }) => [message.id, text]));

async function read(operation: string, parameters: IDataObject, items: IDataObject[] = [{}]) {
	const { success, failure } = await runNode({
		items,
		credential: used.credential(),
		parameters: { resource: 'message', operation, ...parameters },
	});
	expect(failure).toEqual([]);
	return Object.fromEntries(success.map(({ message_id: id, text }) => [id, text]));
}

test('Get, Get Many, Recall Many, and the trigger read each message as a person sees it', async () => {
	const all = seeded();
	const { world, settings } = used.feishu;
	const chat = { __rl: true, mode: 'chatId', value: world.chat.id };
	const ids = all.map(({ message }) => ({ message_id: message.id }));
	expect(await read('get', { messageId: '={{ $json.message_id }}' }, ids)).toEqual(seen(all));
	expect(await read('getAll', { chat, returnAll: true })).toEqual(seen(all));
	const listed = await read('recallMany', {
		chat,
		sentAfter: new Date(world.clock.now() - 3_600_000).toISOString(),
		onlyList: true,
		options: { sender: 'anyone' },
	});
	// Feishu takes nothing back that it says itself.
	expect(listed).toEqual(seen(all.filter(({ message }) => message.type !== 'system')));

	const secrets = { verificationToken: token, ...used.credential() };
	const workflow = triggerWorkflow({}, secrets);
	await workflow.activate();
	for (const { message, text } of all) {
		const { event } = messageReceived(message, world.app, world, settings);
		const [, item] = await workflow.post(plain(v2(event, { app_id: world.app.id })));
		expect(item).toMatchObject({ message_id: message.id, text });
	}
});
