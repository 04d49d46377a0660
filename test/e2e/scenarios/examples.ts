import type { ChatNodeMessageWithButtons } from 'n8n-workflow';
import { FormData, request } from 'undici';
import type { App, FeishuStandIn } from '../../feishu';
import { itemsOf, webhookPaths, type Execution } from '../client';
import { saveUrl } from '../client/console';
import { callTool, say } from '../harness/modelStandIn';
import { examples, keptColumns, putMessage, type Surroundings } from '../workflows/examples';
import { until } from '../harness/until';
import type { WorkflowJson } from '../workflows/workflow';
import type { Scene } from './scene';

/** The workflows under examples/, imported as they are: with a credential chosen, and Feishu's host and the chat put in place. */
export function exampleWorkflows(scene: Scene): void {
	const example = async (
		name: string,
		{
			credential = scene.app,
			chatId = scene.feishu.world.chat.id,
			...more
		}: Partial<Surroundings> = {},
	): Promise<WorkflowJson> => {
		const all = await examples({ chatId, credential, ...more });
		const found = all.find((each) => each.name === `Feishu: ${name}`);
		if (found === undefined) throw new Error(`There is no example "${name}"`);
		return found;
	};
	const start = async (json: WorkflowJson): Promise<string> =>
		await scene.client.run(await scene.client.importWorkflow(json), 'Start');
	const run = async (name: string): Promise<Execution> =>
		await scene.client.ended(await start(await example(name)));

	const waits = async (executionId: string): Promise<Execution> =>
		await until('n8n waits', 15_000, async () => {
			const execution = await scene.client.execution(executionId);
			return execution.status === 'waiting' && execution;
		});

	/** Activates one that begins with the trigger, and enters its URL in the console. */
	const listen = async (json: WorkflowJson, app: App): Promise<void> => {
		const { client, feishu, n8n } = scene;
		await client.activate(await client.importWorkflow(json));
		const url = `${n8n.url}/webhook/${webhookPaths(json)[0]}`;
		await saveUrl(feishu, app, { url });
	};

	describe('the example', () => {
		test('that recalls what was just sent', async () => {
			const execution = await run('recall what was just sent');
			expect(execution.status).toBe('success');
			const [recalled] = itemsOf(execution, 'Recalled');
			expect(recalled?.json).toMatchObject({ deleted: true });
			expect(scene.feishu.world.isRecalled(String(recalled?.json.message_id))).toBe(true);
		});

		test('that sends, waits, and recalls', async () => {
			const execution = await run('send, wait, recall');
			const [recalled] = itemsOf(execution, 'Recalled');
			const message = scene.feishu.world.message(String(recalled?.json.message_id));
			expect(Number(message?.recalledAt) - Number(message?.createdAt)).toBeGreaterThan(2_900);
		});

		test('that recalls a list counts, and reports what failed and why', async () => {
			putMessage(scene.feishu, 'om_put_the_first_id_here');
			putMessage(scene.feishu, 'om_put_the_third_id_here', { ageHours: 25 });
			const execution = await run('recall a list, with a report');
			expect(itemsOf(execution, 'Report').map(({ json }) => json)).toEqual([
				{
					asked: 3,
					recalled: 1,
					failures: [
						{
							row: '3',
							message_id: 'om_put_the_second_id_here',
							result: 'message_not_found',
							what_to_do: expect.stringContaining('Check that the ID is complete'),
						},
						{
							row: '4',
							message_id: 'om_put_the_third_id_here',
							result: 'recall_window_passed',
							what_to_do: expect.stringContaining('Ask an administrator'),
						},
					],
				},
			]);
		});

		test('that sorts failures by reason tells the team what a person has to see to', async () => {
			const { feishu } = scene;
			putMessage(feishu, 'om_put_the_first_id_here', { ageHours: 25 });
			feishu.world.messages.delete('om_put_the_second_id_here');
			putMessage(feishu, 'om_put_the_third_id_here');
			feishu.script({
				route: 'recall',
				kind: 'code',
				code: 230020,
				messageId: 'om_put_the_third_id_here',
				headers: { 'x-ogw-ratelimit-reset': '600' },
				times: 'always',
			});
			const execution = await run('sort failures by reason');
			feishu.clearScript();
			const rows = (name: string) => itemsOf(execution, name).map(({ json }) => json.row);
			expect(rows('Nothing to Do')).toEqual([3]);
			expect(rows('Try Again Later')).toEqual([4]);
			const [told] = itemsOf(execution, 'Tell the Team');
			expect(feishu.world.message(String(told?.json.message_id))?.content).toMatch(
				/Row 2: Message om_put_the_first_id_here was sent too long ago/,
			);
		});

		test('that keeps IDs in a data table, and the one that takes back what was kept', async () => {
			const { client, feishu, version } = scene;
			const dataTable = await client.createDataTable(`kept by ${version}`, keptColumns);
			const withTable = async (name: string) => await example(name, { dataTable });
			const ids: string[] = [];
			for (let times = 0; times < 2; times++) {
				const sent = await client.ended(await start(await withTable('send, and keep the ID')));
				ids.push(String(itemsOf(sent, 'Send')[0]?.json.message_id));
			}
			const takeBack = async () =>
				await client.ended(await start(await withTable('recall what was kept')));
			expect(itemsOf(await takeBack(), 'Recall').map(({ json }) => json.message_id)).toEqual(ids);
			for (const id of ids) expect(feishu.world.isRecalled(id)).toBe(true);
			expect(itemsOf(await takeBack(), 'Recall')).toEqual([]);
		});

		test('that forwards what was said finds it, and forwards the oldest first', async () => {
			const { world } = scene.feishu;
			const chat = world.addChat();
			const said = (text: string, ageHours: number, more = {}) =>
				world.sendMessage({
					chat,
					ageHours,
					sender: world.user,
					content: JSON.stringify({ text }),
					...more,
				});
			said('The invoice of last week', 200);
			said('Where is the invoice?', 3);
			said('Lunch is at 12', 2);
			said('The invoice is here', 1);
			said('An invoice by the bot', 1, { sender: world.app });
			const json = await example('forward what was said', { chatId: chat.id });
			const execution = await scene.client.ended(await start(json));
			const forwarded = itemsOf(execution, 'Forwarded').map((item) => item.json.text);
			expect(forwarded).toEqual(['Where is the invoice?', 'The invoice is here']);
			expect(itemsOf(execution, 'Not Forwarded')).toEqual([]);
			expect(chat.messages).toHaveLength(7);
		});

		test('that edits instead of recalling, and replies where it is too late to edit', async () => {
			const { feishu } = scene;
			const id = 'om_put_the_id_here';
			putMessage(feishu, id);
			await run('edit instead of recall');
			const text = 'Lunch is at 12, not at 13.';
			expect(feishu.world.message(id)?.content).toBe(JSON.stringify({ text }));

			putMessage(feishu, id, { ageHours: 25 });
			const [reply] = itemsOf(await run('edit instead of recall'), 'Reply Instead');
			expect(reply?.json).toMatchObject({ parent_id: id, text: `Correction: ${text}` });
		});

		test('that is the panic button shows what would go, and takes back that and no more', async () => {
			const { client, feishu, n8n } = scene;
			const { world } = feishu;
			const chat = world.addChat();
			const said = (text: string, ageHours = 0) =>
				world.sendMessage({ chat, ageHours, content: JSON.stringify({ text }) });
			const ids = [said('Wrong date'), said('Wrong room')];
			const others = [said('Of yesterday', 2), world.sendMessage({ chat, sender: world.user })];
			const json = await example('the panic button', { chatId: chat.id });
			const workflowId = await client.importWorkflow(json);
			await client.activate(workflowId);
			const form = `${n8n.url}/form/${json.nodes.find(({ name }) => name === 'Form')?.webhookId}`;
			await until('the form', 15_000, async () => (await shown(form)).includes('Minutes'));
			const { formWaitingUrl } = JSON.parse(await submit(form, '60')) as { formWaitingUrl: string };
			/** While n8n works, it does not answer. */
			const nextPage = async () => {
				await until('n8n waits', 15_000, async () => {
					const [id] = await client.executionIds(workflowId);
					return id !== undefined && (await client.execution(id)).status === 'waiting';
				});
				return await shown(formWaitingUrl);
			};
			const asked = await nextPage();
			expect(asked).toContain('Take back these 2?');
			expect(asked).toMatch(/Wrong room[^]*Wrong date/);
			expect(asked).not.toContain('Of yesterday');
			others.push(said('Sent while the person was reading'));
			expect(ids.map((id) => world.isRecalled(id))).toEqual([false, false]);

			await submit(formWaitingUrl, 'Take them back');
			await until('they are gone', 15_000, async () => ids.every((id) => world.isRecalled(id)));
			expect(await nextPage()).toContain('2 of 2 taken back');
			expect(others.map((id) => world.isRecalled(id))).toEqual([false, false, false]);
		});

		test('that moderates a group takes back what is not allowed, and tells why', async () => {
			const { world } = scene.feishu;
			const { app, credential } = await scene.otherApp();
			const chat = world.addChat({ botIn: app, owner: app, members: [world.user] });
			const json = await example('moderate a group', { credential });
			await listen(json, app);
			const said = (text: string) => world.say({ chat, content: JSON.stringify({ text }) });
			const fine = said('Lunch is at 12');
			const advertising = said('Guaranteed profit, guaranteed profit: bit.ly/1');
			const told = await until('the reason', 30_000, async () => chat.messages[2]);
			expect(told.content).toContain('A message was taken back');
			expect(told.content).toContain(world.user.openId);
			expect([fine, advertising].map(({ deleted }) => deleted)).toEqual([false, true]);
		});

		test('that answers messages answers under each of them', async () => {
			const { app, credential, chatId } = await scene.otherApp();
			await listen(await example('answer messages', { credential }), app);
			const { world } = scene.feishu;
			const chat = world.chats.get(chatId);
			const { id } = world.say({ chat, content: '{"text":"hello"}' });
			const answer = await until('the answer', 30_000, async () => chat?.messages[1]);
			expect(answer).toMatchObject({
				senderId: app.id,
				parentId: id,
				content: '{"text":"You wrote: hello"}',
			});
		});

		// n8n 1.x has no review of a tool's call.
		if (scene.version === '2.41.1') {
			test('with an AI agent, where a person reviews each call', async () => {
				const { client, feishu, model } = scene;
				const openAi = await scene.saveModel();
				const json = await example('an AI agent recalls, a person reviews each call', {
					model: openAi,
				});
				const chat = json.nodes.find(({ type }) => type.endsWith('.chatTrigger'));
				if (chat === undefined) throw new Error('The example does not begin with a chat.');
				chat.parameters.public = true;
				await client.activate(await client.importWorkflow(json));
				for (const [decision, approved] of [
					['Approve', true],
					['Decline', false],
				] as const) {
					const id = feishu.world.sendMessage();
					model.play(callTool({ toolParameters: { message_id: id }, hitlParameters: {} }), say());
					const said = { action: 'sendMessage', sessionId: 'one', chatInput: `Take back ${id}` };
					const started = await client.webhook(`${chat.webhookId}/chat`, said);
					const { executionId } = JSON.parse(started.text) as { executionId: string };
					const [review] = itemsOf(await waits(executionId), 'Review', 0, 'ai_tool');
					const { text, buttons } = review?.sendMessage as ChatNodeMessageWithButtons;
					expect(text).toContain(`recall ${id} for everyone`);
					expect(feishu.world.isRecalled(id)).toBe(false);

					const { href } = new URL(String(buttons.find(({ text }) => text === decision)?.link));
					// A request without a browser's user agent gets no answer, because chats open a link to show a preview of it.
					await request(href, {
						headers: {
							'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0.0.0 Safari/537.36',
						},
					});
					await until('the agent has answered', 10_000, async () => {
						const { data } = await client.execution(executionId);
						return data.resultData.runData.Answer !== undefined;
					});
					expect(feishu.world.isRecalled(id)).toBe(approved);
					const read = model.requests.at(-1)?.messages.find(({ role }) => role === 'tool');
					expect(read?.content).toMatch(approved ? /"deleted":true/ : /rejected the tool call/);
				}
			});
		}

		test.each([
			['Approve', true],
			['Refuse', false],
		])('with an AI agent, where a person chooses %s', async (decision, approved) => {
			const { client, feishu, model } = scene;
			const id = 'om_put_the_id_here';
			putMessage(feishu, id);
			const before = feishu.world.chat.messages.length;
			model.play(callTool({ message_id: id }), say());
			const openAi = await scene.saveModel();
			const json = await example('an AI agent recalls, a person approves', { model: openAi });
			const executionId = await start(json);
			const page = await until('the approvers are asked', 10_000, async () =>
				askedAt(feishu, before),
			);
			expect(feishu.world.isRecalled(id)).toBe(false);
			await waits(executionId);
			expect(model.requests).toHaveLength(0);
			await decide(page, decision);
			const execution = await client.ended(executionId);
			expect(execution.status).toBe('success');
			expect(feishu.world.isRecalled(id)).toBe(approved);
			expect(itemsOf(execution, 'Agent')).toHaveLength(approved ? 1 : 0);
			expect(itemsOf(execution, 'Refused')).toHaveLength(approved ? 0 : 1);
		});
	});
}

/** The address in the message that asks the approvers, once it is there. */
function askedAt({ world }: FeishuStandIn, messagesBefore: number): string | undefined {
	const [message] = world.chat.messages.slice(messagesBefore);
	if (message === undefined) return undefined;
	const { text } = JSON.parse(message.content) as { text: string };
	return text.split('Decide here: ')[1];
}

/** Opens the page, chooses, and submits. */
async function decide(page: string, decision: string): Promise<void> {
	expect(await shown(page)).toContain('May the agent recall it?');
	await submit(page, decision);
}

async function shown(page: string): Promise<string> {
	return await (await request(page)).body.text();
}

/** Fills in the one field of a form, and gives what n8n says to that. */
async function submit(page: string, value: string): Promise<string> {
	const body = new FormData();
	body.set('field-0', value);
	const submitted = await request(page, { method: 'POST', body });
	expect(submitted.statusCode).toBe(200);
	return await submitted.body.text();
}
