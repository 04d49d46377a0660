/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- drives real n8n servers from outside; never ships */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startFeishu, type FeishuStandIn } from '../feishu';
import { openEditor, requireChromium, type Editor } from './client/browser';
import { appData, N8nClient, webhookPaths, type Credential } from './client';
import { saveUrl } from './client/console';
import { chatById, feishuTrigger, feishuType } from './workflows/nodes';
import {
	messagesWorkflow,
	names,
	panelWorkflow,
	panels,
	panicWorkflow,
	recallWorkflow,
	sendAndRecallWorkflow,
	sendWorkflow,
	sent,
	type SentMessage,
} from './workflows/recallWorkflow';
import { workflow } from './workflows/workflow';
import { startN8n, type N8nServer } from './harness/server';
import { tarball } from './harness/installPackage';
import { temporaryFolder, type TemporaryFolder } from './harness/temporaryFolder';
import { until } from './harness/until';
import { n8nVersions, type N8nVersion } from './harness/versions';

/** E2E_PICTURES names where the documentation's pictures go; those of n8n 1.x go beside them when asked for. */
const pictureFolders: Record<N8nVersion, string | undefined> = {
	'2.41.1': process.env.E2E_PICTURES,
	'1.123.81': process.env.E2E_PICTURES_V1,
};

describe.each(n8nVersions)('The editor of n8n %s', (version) => {
	let feishu: FeishuStandIn;
	let server: N8nServer;
	let n8n: N8nClient;
	let credential: Credential;
	let editor: Editor;
	let page: Page;
	let scratch: TemporaryFolder;

	beforeAll(async () => {
		requireChromium();
		scratch = await temporaryFolder();
		feishu = await startFeishu();
		server = await startN8n({ version, tarballs: [tarball()] });
		await server.restLogin();
		n8n = new N8nClient(server);
		credential = await n8n.saveApp(feishu);
		editor = await openEditor(server);
		({ page } = editor);
	});

	afterAll(async () => {
		await editor?.close();
		await server?.stop();
		await feishu?.close();
		await scratch?.remove();
	});

	const picture = async (name: string, part?: Parameters<Editor['screenshot']>[1]) => {
		await editor.screenshot(join(pictureFolders[version] ?? scratch.path, `${name}.png`), part);
	};

	test('the words that people use find the node', async () => {
		const json = messagesWorkflow('Recall the announcement', messagesToRecall());
		await editor.openWorkflow(await n8n.importWorkflow(json));
		expect(await editor.searchNodes('feishu')).toEqual(['Feishu']);
		for (const word of ['unsend', 'panic', '撤回', '发送']) {
			expect(await editor.searchNodes(word)).toEqual(['Feishu']);
		}
		for (const word of ['send', 'history', 'bot']) {
			expect(await editor.searchNodes(word)).toContain('Feishu');
		}
		expect(await editor.searchNodes('recall')).toEqual(['Feishu']);
		await picture('node-panel');
	});

	test('a person adds it behind a sender, and it finds the message ID by itself', async () => {
		const [message] = messagesToRecall();
		const json = messagesWorkflow('Recall the announcement', [message]);
		// As after the sender's first run; n8n shows pinned data like data of a run.
		json.pinData = { [names.messages]: [{ json: message }] };
		await editor.openWorkflow(await n8n.importWorkflow(json));
		await editor.addBehind(names.messages, 'recall', 'Feishu', 'Recall message');

		expect(await editor.chosen('resource')).toBe('Message');
		expect(await editor.chosen('operation')).toBe('Recall');
		const preview = page.getByTestId('parameter-expression-preview-messageId');
		await preview.getByText(message.data.message_id).waitFor();
		const credentialMenu = page.getByTestId('node-credentials-select').locator('input');
		expect(await credentialMenu.inputValue()).toBe('Feishu');
		const panel = page.getByTestId('ndv');
		await panel.getByText('Settings', { exact: true }).click();
		await editor.choose('onError', 'Continue (using error output)');
		await editor.closeNode();
		const outputs = await editor.outputs('Recall message').allInnerTexts();
		expect(outputs.map((label) => label.trim())).toEqual(['Success', 'Error']);

		expect(await editor.execute()).toBe('Workflow executed successfully');
		expect(feishu.world.isRecalled(message.data.message_id)).toBe(true);
	});

	test('what one node has sent, the next one takes back', async () => {
		const chat = feishu.world.addChat({ name: 'Canteen' });
		const json = sendAndRecallWorkflow('Send, and take back', credential, chat.id);
		await editor.openWorkflow(await n8n.importWorkflow(json));
		expect(await editor.execute()).toBe('Workflow executed successfully');
		expect(chat.messages.map(({ id }) => feishu.world.isRecalled(id))).toEqual([true]);
		await picture('send-and-recall');

		const panel = await editor.openNode(names.recall);
		const preview = page.getByTestId('parameter-expression-preview-messageId');
		await preview.getByText(chat.messages[0]?.id ?? '').waitFor();
		await page.getByTestId('output-panel').getByText('already_recalled').first().waitFor();
		await picture('recall-panel', panel);
	});

	test('a finished run shows both branches, their items, and what went wrong', async () => {
		const messages = messagesToRecall();
		const json = recallWorkflow('Recall announcements', messages, credential);
		await editor.openWorkflow(await n8n.importWorkflow(json));
		expect(await editor.execute()).toBe('Workflow executed successfully');
		for (const label of ['4 items', '3 items', '1 item']) {
			await page.getByTestId('edge-label').getByText(label, { exact: true }).first().waitFor();
		}
		await picture('finished-run');

		await editor.openNode(names.feishu);
		const output = page.getByTestId('output-panel');
		await output.getByText('Success Branch (3 items)').waitFor();
		await output.getByText(messages[0].data.message_id).first().waitFor();
		// Wide enough that n8n's shortcuts to the next nodes cover no text.
		await page.setViewportSize({ width: 1600, height: 900 });
		await output.getByText('Error Branch (1 item)').click();
		await output.getByText('JSON', { exact: true }).click();
		await output.getByText('recall_window_passed').waitFor();
		await output.getByText(/was sent too long ago to be recalled/).waitFor();
		await picture('failure', page.getByTestId('ndv'));
	});

	test('a person chooses the chat from the list, searched as one types, and sends', async () => {
		const { world } = feishu;
		const chat = world.addChat({ name: 'Release notes' });
		world.addChat({ name: 'Lunch' });
		const json = sendWorkflow('Send the news', credential, 'The release is out');
		await editor.openWorkflow(await n8n.importWorkflow(json));
		await editor.openNode(names.feishu);
		await page.getByTestId('rlc-input').first().click();
		const row = page.getByTestId('rlc-item');
		await row.getByText('Lunch').waitFor();
		await page.getByTestId('rlc-search').fill('Release');
		await row.getByText('Lunch').waitFor({ state: 'hidden' });
		await picture('chat-list', page.getByTestId('ndv'));
		await row.getByText('Release notes').click();
		await picture('send', page.getByTestId('ndv'));
		await editor.closeNode();
		expect(await editor.execute()).toBe('Workflow executed successfully');
		expect(chat.messages.map(({ content }) => content)).toEqual(['{"text":"The release is out"}']);
	});

	test('a run that stops says why, and what to do next', async () => {
		const chat = feishu.world.addChat({ botIn: feishu.world.addApp() });
		const json = panelWorkflow('Stop', feishuType, credential, {
			operation: 'send',
			receiver: chatById(chat.id),
			text: 'Hello',
		});
		await editor.openWorkflow(await n8n.importWorkflow(json));
		expect(await editor.execute()).toMatch(/^Problem in node/);
		const panel = await editor.openNode(names.feishu);
		const output = page.getByTestId('output-panel');
		await output
			.getByText(/Add the bot to the chat/)
			.first()
			.waitFor();
		await output
			.getByText(/Settings > Bots/)
			.first()
			.waitFor();
		await picture('stopped-light', panel);
		await editor.theme('dark');
		await picture('stopped-dark', panel);
		await editor.theme('light');
	});

	test('the panic button: a person looks at what would go, and then takes it back', async () => {
		const { world } = feishu;
		const chat = world.addChat({ name: 'Announcements' });
		const ids = ['Wrong date', 'Wrong room'].map((text) =>
			world.sendMessage({ chat, content: JSON.stringify({ text }) }),
		);
		const byAPerson = world.sendMessage({ chat, sender: world.user });
		await editor.openWorkflow(
			await n8n.importWorkflow(panicWorkflow('Panic', credential, chat.id)),
		);
		expect(await editor.execute()).toBe('Workflow executed successfully');
		expect(ids.map((id) => world.isRecalled(id))).toEqual([false, false]);

		await editor.openNode(names.feishu);
		const output = page.getByTestId('output-panel');
		await output.getByText('JSON', { exact: true }).click();
		await output.getByText('Wrong room').first().waitFor();
		await output.getByText('would_recall').first().waitFor();
		await picture('panic-button', page.getByTestId('ndv'));
		await page.getByTestId('parameter-input-onlyList').locator('.el-switch__core').click();
		await editor.closeNode();
		expect(await editor.execute()).toBe('Workflow executed successfully');
		expect([...ids, byAPerson].map((id) => world.isRecalled(id))).toEqual([true, true, false]);
	});

	test('a person listens for a test event, and within it saves the URL and sees a first message', async () => {
		const { world } = feishu;
		const app = world.addApp({ encryptKey: 'a key of the app' });
		const chat = world.addChat({ botIn: app });
		const bot = await n8n.createCredential('Bot', 'feishuApi', appData(feishu, app));
		const json = workflow('Answer', [feishuTrigger(names.trigger, bot)], []);
		await editor.openWorkflow(await n8n.importWorkflow(json));
		const panel = await editor.openNode(names.trigger);
		await tall();
		await picture('trigger', panel);
		await panel.getByRole('button', { name: 'Execute step' }).first().click();
		await panel.getByText('Go to Feishu and create an event').first().waitFor();
		await picture('trigger-listening', panel);

		const url = `${server.url}/webhook-test/${webhookPaths(json)[0]}`;
		await saveUrl(feishu, app, { url });
		const { id } = world.say({ chat, content: '{"text":"hello"}' });
		await page.getByTestId('output-panel').getByText(id).first().waitFor();
		await picture('trigger-received', panel);
	});

	test('when the list cannot be had, the reason and the scope stand in its place', async () => {
		const app = feishu.world.addApp({ scopes: ['im:message'] });
		const other = await n8n.createCredential('No chats', 'feishuApi', appData(feishu, app));
		const json = sendWorkflow('Send without a scope', other, 'Hello');
		await editor.openWorkflow(await n8n.importWorkflow(json));
		await editor.openNode(names.feishu);
		await page.getByTestId('rlc-input').first().click();
		await picture('chat-list-refused', page.getByTestId('ndv'));
		await page
			.getByText(/The app lacks a permission. Add the scope im:chat/)
			.first()
			.waitFor();
	});

	test('a new credential says whether it works as soon as it is saved', async () => {
		const json = recallWorkflow('Recall announcements', messagesToRecall(), credential);
		await editor.openWorkflow(await n8n.importWorkflow(json));
		await editor.openNode(names.feishu);
		await page.getByTestId('node-credentials-select').click();
		await page.getByText('Create new credential').click();
		const form = page.getByTestId('editCredential-modal');
		const save = page.getByTestId('credential-save-button');
		await tall();
		const { id, secret } = feishu.world.app;
		await editor.fill('appId', id);
		await editor.fill('appSecret', 'a-wrong-secret');
		await picture('credential-app', form);
		await editor.choose('region', 'Custom');
		await editor.fill('baseUrl', feishu.url);
		await save.click();
		await form.getByText('More details').click();
		await form.getByText(/secret invalid.*App Secret/i).waitFor();
		await editor.fill('appSecret', secret);
		await save.click();
		// 2.x closes the form when there is nothing more to say.
		const connected = form.getByText('Connection tested successfully').filter({ visible: true });
		await until('it is connected', 15_000, async () => {
			return (await form.isHidden()) || (await connected.isVisible());
		});
	});

	test('the credential form for a user names the redirect URL', async () => {
		const user = await n8n.createCredential('Feishu user', 'feishuOAuth2Api', {
			region: 'feishu',
			clientId: 'cli_a1b2c3d4e5f6',
			clientSecret: 'not-a-secret',
		});
		await editor.openCredential(user.id);
		await page.getByText('/rest/oauth2-credential/callback').waitFor();
		await tall();
		await picture('credential-user', page.getByTestId('editCredential-modal'));
	});

	/** To be looked at by a person. */
	if (pictureFolders[version]) {
		test.each(Object.entries(panels))(
			'the panel of %s',
			async (name, { type, ...parameters }) => {
				const json = panelWorkflow(name, type ?? feishuType, credential, parameters);
				await editor.openWorkflow(await n8n.importWorkflow(json));
				await editor.openNode(names.feishu);
				await tall();
				for (const theme of ['light', 'dark'] as const) {
					await editor.theme(theme);
					await picture(`panels/${name}-${theme}`, page.getByTestId('ndv'));
				}
				await editor.theme('light');
			},
			60_000,
		);
	}

	/** So that a whole form is to be seen. */
	async function tall(): Promise<void> {
		await page.setViewportSize({ width: 1400, height: 1250 });
	}

	/** Three that can be recalled, then one that was sent too long ago. */
	function messagesToRecall(): [SentMessage, ...SentMessage[]] {
		const { world } = feishu;
		const good = (text: string) => sent(world.sendMessage(), text);
		return [
			good('Lunch is at 12'),
			good('Lunch is at 13'),
			good('Which lunch?'),
			sent(world.sendMessage({ ageHours: 30 }), 'Lunch of yesterday'),
		];
	}
});
