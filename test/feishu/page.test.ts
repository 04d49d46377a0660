import { request } from 'undici';

import { startReceiver } from './TestReceiver';
import { useStandIn } from './useStandIn';

const used = useStandIn();

const open = async (path: string) => {
	const { statusCode, headers, body } = await request(`${used.feishu.url}${path}`);
	return { statusCode, location: headers.location, html: await body.text() };
};
const chatPage = async () => (await open(`/_standin/page/${used.world.chat.id}`)).html;

const submit = async (path: string, form: Record<string, string> = {}) => {
	const headers = { 'content-type': 'application/x-www-form-urlencoded' };
	const body = new URLSearchParams(form).toString();
	const answer = await request(`${used.feishu.url}${path}`, { method: 'POST', headers, body });
	await answer.body.dump();
	return answer;
};

test('the page shows what a person sees of a chat: mentions, replies, edits, files, cards, and what was recalled', async () => {
	const { world } = used;
	const { user, app } = world;
	const first = world.add({
		content: `{"text":"Lunch, <at user_id=\\"${user.openId}\\">x</at>?"}`,
	});
	world.add({ sender: user, content: '{"text":"At <x>12</x> & not 13"}', parent: first });
	world.add({ content: '{"text":"Edited words"}' }).updated = true;
	const file = world.addUpload({ name: 'menu.pdf' });
	world.add({ type: 'file', content: JSON.stringify({ file_key: file.key }) });
	const header = { title: { tag: 'plain_text', content: 'A title' } };
	const button = { tag: 'button', text: { tag: 'plain_text', content: 'Yes' }, value: { row: 7 } };
	const elements = [
		{ tag: 'markdown', content: 'Coming?' },
		{ tag: 'action', actions: [button] },
	];
	world.add({ type: 'interactive', content: JSON.stringify({ elements, header }) });
	world.add({ type: 'post' });
	world.add({ content: '{"text":"See https://example.com/?a&b here"}' });
	const gone = world.add({ content: '{"text":"A secret"}' });
	world.recall(gone, { type: 'app', id: app.id });

	const html = await chatPage();
	expect(html).toContain(`>Lunch, @${user.name}?</p>`);
	expect(html).toContain(`<blockquote>Lunch, @${user.name}?</blockquote>`);
	expect(html).toContain('>At &#60;x&#62;12&#60;/x&#62; &#38; not 13</p>');
	expect(html).toMatch(/Edited\s*<\/small>[^]{0,200}Edited words/);
	expect(html).toContain('>📎 menu.pdf</p>');
	expect(html).toContain('>A title\nComing?\n[Yes]</p>');
	expect(html).toContain('>A title\nhello</p>');
	const url = 'https://example.com/?a&#38;b';
	expect(html).toContain(`See <a href="${url}" target="_blank">${url}</a> here`);
	expect(html).toMatch(/This message was recalled/);
	expect(html).not.toContain('A secret');
});

test('what is written and recalled there happens, and apps are told', async () => {
	const { world } = used;
	const receiver = await startReceiver();
	try {
		await world.events.saveUrl(world.app, { url: receiver.url });
		const path = `/_standin/page/${world.chat.id}`;
		const { statusCode, headers } = await submit(path, { text: 'Hello & <goodbye>' });
		expect([statusCode, headers.location]).toEqual([303, path]);
		const [message] = world.chat.messages;
		expect(message).toMatchObject({
			senderId: world.user.openId,
			content: '{"text":"Hello & <goodbye>"}',
		});
		await submit(`/_standin/page/recall/${message?.id}`);
		expect(message?.deleted).toBe(true);
		await world.events.deliveries.settled();
		const types = world.events.deliveries.list.map(({ type }) => type);
		expect(types.slice(1)).toEqual(['im.message.receive_v1', 'im.message.recalled_v1']);
	} finally {
		await receiver.close();
	}
});

test('in a chat with the bot alone, its person writes; what is not there is not found', async () => {
	const { world } = used;
	const other = world.addUser({ name: 'Somebody else' });
	const chat = world.p2pChat(other);
	await submit(`/_standin/page/${chat.id}`, { text: 'Hi' });
	expect(chat.messages).toMatchObject([{ senderId: other.openId }]);
	const { location } = await open('/_standin/page');
	expect(location).toBe(`/_standin/page/${world.chat.id}`);
	expect((await open('/_standin/page/oc_none')).statusCode).toBe(404);
	for (const path of ['oc_none', 'recall/om_none']) {
		expect((await submit(`/_standin/page/${path}`)).statusCode).toBe(404);
	}
});
