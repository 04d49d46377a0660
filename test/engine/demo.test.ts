import { life, type Stage } from '../../demo/life';
import { realApp } from '../../demo/realApp';
import { useFeishu } from './useFeishu';

const used = useFeishu();
let printed: string[] = [];

beforeEach(() => {
	printed = [];
	jest.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
});
afterEach(() => jest.restoreAllMocks());

/** Runs the demo with an app from the environment, whose Feishu is the stand-in. */
async function inARealChat(mayRecall: Stage['mayRecall']): Promise<boolean> {
	const { world, url } = used.feishu;
	const app = realApp({
		FEISHU_APP_ID: world.app.id,
		FEISHU_APP_SECRET: world.app.secret,
		FEISHU_BASE_URL: url,
	});
	if (app === undefined) throw new Error('The environment names no app');
	return await life({ app, chatId: world.chat.id, others: [], mayRecall });
}

const inTheChat = () => used.feishu.world.chat.messages.filter(({ deleted }) => !deleted);

test('the demo asks before it recalls, and leaves nothing behind', async () => {
	const seen: string[] = [];
	const isRight = await inARealChat(async () => {
		seen.push(...inTheChat().map(({ content }) => (JSON.parse(content) as { text: string }).text));
		return true;
	});
	expect(seen).toEqual(['Lunch is at 12', 'Lunch is at 14', '午餐几点？', 'Which lunch?']);
	expect(isRight).toBe(true);
	expect(inTheChat()).toEqual([]);
	expect(printed.at(-1)).toBe('Of the 4 that were sent, nothing is left in the chat.');
});

test('the demo recalls nothing where the person says no', async () => {
	expect(await inARealChat(async () => false)).toBe(true);
	expect(inTheChat()).toHaveLength(4);
});

test('the demo leaves nothing behind when it breaks down', async () => {
	const breakdown = inARealChat(
		async () => await Promise.reject(new Error('the terminal is gone')),
	);
	await expect(breakdown).rejects.toThrow('the terminal is gone');
	expect(used.feishu.world.recalls).toHaveLength(4);
});

test('the demo leaves nothing behind, and says what failed, where the app may not read the chat', async () => {
	const { app } = used.feishu.world;
	app.scopes = app.scopes.filter((scope) => scope !== 'im:message.group_msg');
	expect(await inARealChat(async () => true)).toBe(false);
	expect(printed.join('\n')).toMatch(/permission_missing\n.*im:message.group_msg/s);
	expect(inTheChat()).toEqual([]);
});

test('the demo takes nothing back that the bot has written otherwise', async () => {
	const { world } = used.feishu;
	let other = '';
	const isRight = await inARealChat(async () => {
		other = world.sendMessage();
		return true;
	});
	expect(isRight).toBe(false);
	expect(inTheChat().map(({ id }) => id)).toEqual([other]);
});
