import type { INode, INodeParameters } from 'n8n-workflow';
import { request } from 'undici';
import type { App, AppSeed, Chat } from '../../feishu';
import { itemsOf, webhookPaths, type Credential, type Execution } from '../client';
import { saveUrl } from '../client/console';
import { until } from '../harness/until';
import { chatById, feishu, feishuTrigger, nothing } from '../workflows/nodes';
import { chain, workflow } from '../workflows/workflow';
import { forgeriesFor } from './forgeries';
import type { Scene } from './scene';

interface Listening {
	app: App;
	chat: Chat;
	workflowId: string;
	url: string;
}

/** An event that Feishu's servers post starts a workflow once; a request of anybody else starts none. */
export function trigger(scene: Scene): void {
	/** An app of its own, an active workflow that begins with the trigger, and its URL saved in the console. */
	async function listening(
		parameters: INodeParameters,
		{ then = () => nothing('Then'), ...seed }: AppSeed & { then?: (by: Credential) => INode } = {},
	): Promise<Listening> {
		const { client, n8n } = scene;
		const { app, credential, chatId } = await scene.otherApp(seed);
		const { world } = scene.feishu;
		const start = feishuTrigger('Feishu Trigger', credential, parameters);
		const next = then(credential);
		const json = workflow('Triggered', [start, next], chain(start.name, next.name));
		const workflowId = await client.importWorkflow(json);
		await client.activate(workflowId);
		const url = `${n8n.url}/webhook/${webhookPaths(json)[0]}`;
		for (const tab of ['events', 'callbacks'] as const) {
			await saveUrl(scene.feishu, app, { url, tab });
		}
		const chat = world.chats.get(chatId);
		if (chat === undefined) throw new Error('The chat is gone');
		return { app, chat, workflowId, url };
	}

	/** Comes back when so many have ended; more than those would show. */
	async function ended({ workflowId }: Listening, count: number): Promise<Execution[]> {
		const { client } = scene;
		const ids = await until(`${count} executions`, 60_000, async () => {
			const known = await client.executionIds(workflowId);
			return known.length >= count && known;
		});
		return await Promise.all(ids.map(async (id) => await client.ended(id)));
	}

	const startedWith = (execution: Execution) => itemsOf(execution, 'Feishu Trigger')[0]?.json;

	describe('the trigger', () => {
		afterEach(() => void (scene.feishu.settings.ownMessagesComeBack = false));

		test('starts once for each of 61 messages, in 200 events with repeats, and for no forgery', async () => {
			const { world } = scene.feishu;
			const { deliveries } = world.events;
			const flow = await listening({}, { encryptKey: 'a key of the app' });
			const { app, chat, url } = flow;
			const saved = deliveries.list.length;
			deliveries.hold();
			const ids = Array.from({ length: 60 }, () => world.say({ chat }).id);
			for (const delivery of deliveries.list.slice(saved)) {
				world.events.repeat(delivery);
				world.events.repeat(delivery, true);
			}
			for (let times = 0; times < 20; times++) {
				world.recall(world.add({ chat }), { type: 'user', id: world.user.openId });
			}
			expect(deliveries.list.slice(saved)).toHaveLength(200);

			const { content } = deliveries.list[saved] as {
				content: { event?: Record<string, unknown> };
			};
			const forge = async () => {
				const answers: Array<[what: string, status: number, text: string]> = [];
				for (const { what, body, headers } of forgeriesFor(app, content.event ?? {})) {
					const json = { 'content-type': 'application/json', ...headers };
					const answer = await request(url, { method: 'POST', body, headers: json });
					answers.push([what, answer.statusCode, await answer.body.text()]);
				}
				return answers;
			};
			// Their IDs are random, and so is the order that they give.
			const shuffled = deliveries.release((held) => held.sort((a, b) => (a.id < b.id ? -1 : 1)));
			const [before] = await Promise.all([forge(), shuffled]);
			for (const [what, status, text] of [...before, ...(await forge())]) {
				expect([what, status, text]).toEqual([what, 401, '{}']);
			}
			const answered = deliveries.list.slice(saved).map(({ attempts }) => attempts);
			const taken = expect.objectContaining({ status: 200, body: '{}' }) as unknown;
			expect(answered).toEqual(Array(200).fill([taken]));

			// n8n starts the execution for this last message after those for all earlier ones.
			ids.push(world.say({ chat }).id);
			await until('the last message starts an execution', 30_000, async () => {
				const all = await ended(flow, 61);
				return all.some((execution) => startedWith(execution)?.message_id === ids.at(-1));
			});
			const all = await ended(flow, 61);
			expect(all.map(({ status }) => status)).toEqual(Array(61).fill('success'));
			expect(all.map((each) => startedWith(each)?.message_id).sort()).toEqual([...ids].sort());
		});

		test('starts only when the bot is mentioned, whose ID it knows from the activation', async () => {
			const { world } = scene.feishu;
			const flow = await listening({ options: { onlyWhenMentioned: true } });
			const { app, chat } = flow;
			world.say({ chat });
			const text = `<at user_id="${app.botOpenId}"></at> are you there?`;
			const { id } = world.say({ chat, content: JSON.stringify({ text }) });
			const executions = await ended(flow, 1);
			expect(executions.map(startedWith)).toMatchObject([
				{ message_id: id, text: expect.stringContaining('are you there?') },
			]);
		});

		test('lets a bot answer whoever writes, with the defaults of the panel, and never itself', async () => {
			const { settings, world } = scene.feishu;
			settings.ownMessagesComeBack = true;
			const text = '=You said: {{ $json.text }}';
			const then = (credential: Credential) =>
				feishu('Reply', credential, { operation: 'reply', text });
			const flow = await listening({}, { then });
			const { app, chat } = flow;
			for (const words of ['hello', 'are you there?']) {
				const { id } = world.say({ chat, content: JSON.stringify({ text: words }) });
				const answer = await until('the answer', 30_000, async () =>
					chat.messages.find(({ parentId }) => parentId === id),
				);
				expect(answer).toMatchObject({
					senderId: app.id,
					content: JSON.stringify({ text: `You said: ${words}` }),
				});
			}
			await world.events.deliveries.settled();
			const told = world.events.deliveries.list.filter(
				(each) => each.app === app && each.type === 'im.message.receive_v1',
			);
			expect(told.map(({ state }) => state)).toEqual(Array(4).fill('delivered'));
			expect(await ended(flow, 2)).toHaveLength(2);
			expect(chat.messages).toHaveLength(4);
		});

		test('lets a bot warn a chat in which something was recalled', async () => {
			const { world } = scene.feishu;
			const receiver = chatById('={{ $json.chat_id }}');
			const text = '=Recalled ({{ $json.recall_type }}): {{ $json.message_id }}';
			const then = (credential: Credential) =>
				feishu('Warn', credential, { operation: 'send', receiver, text });
			const { chat } = await listening({ events: ['messageRecalled'] }, { then });
			const message = world.say({ chat });
			world.recall(message, { type: 'user', id: world.user.openId });
			const warning = await until('the warning', 30_000, async () => chat.messages[1]);
			expect(warning.content).toBe(
				JSON.stringify({ text: `Recalled (message_owner): ${message.id}` }),
			);
		});

		test('shows a toast to whoever clicked on a card, and starts with what was clicked', async () => {
			const { world } = scene.feishu;
			const parameters = { events: ['cardAction'], options: { toast: 'Got it' } };
			const flow = await listening(parameters, { encryptKey: 'a key of the app' });
			const card = world.add({ chat: flow.chat, sender: flow.app, type: 'interactive' });
			const seen = await world.events.act(card, world.user, { value: { row: 7 } });
			expect(seen).toEqual({ toast: { type: 'info', content: 'Got it' } });
			const [execution] = await ended(flow, 1);
			expect(execution && startedWith(execution)).toMatchObject({
				event_type: 'card.action.trigger',
				message_id: card.id,
				open_id: world.user.openId,
				value: { row: 7 },
			});
		});

		test('starts with any event that is named, in either envelope, and with no other', async () => {
			const { tenant, events } = scene.feishu.world;
			const otherEvents = 'im.chat.updated_v1, app_open';
			const flow = await listening({ events: ['other'], otherEvents });
			const tenantKey = tenant.key;
			const event = { chat_id: flow.chat.id };
			events.tell(flow.app, { type: 'im.chat.disbanded_v1', tenantKey, event });
			events.tell(flow.app, { type: 'im.chat.updated_v1', tenantKey, event });
			events.tell(flow.app, { type: 'app_open', version: 1, tenantKey, event: {} });
			await events.deliveries.settled();
			const started = (await ended(flow, 2)).map(startedWith);
			const common = { app_id: flow.app.id, tenant_key: tenantKey };
			expect(started).toHaveLength(2);
			expect(started).toContainEqual(
				expect.objectContaining({ ...common, event_type: 'im.chat.updated_v1', event }),
			);
			expect(started).toContainEqual(
				expect.objectContaining({ ...common, event_type: 'app_open', type: 'event_callback' }),
			);
		});
	});
}
