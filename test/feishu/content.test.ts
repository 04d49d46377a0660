import { dataOf, useStandIn } from './useStandIn';

const used = useStandIn();
const { send, get } = used;

const paragraph = (...nodes: object[]) => ({ zh_cn: { title: 'T', content: [nodes] } });
const word = { tag: 'text', text: 'hello' };
const at = (id: string) => `<at user_id="${id}">Somebody</at>`;
const readBack = async (content: unknown, type: string) => {
	const answer = await send(content, { type });
	expect(answer.json).toMatchObject({ code: 0 });
	const { message_id: id = '', body } = dataOf(answer);
	const again = dataOf(await get(id)).items?.[0]?.body.content;
	expect(again).toBe(body?.content);
	return JSON.parse(body?.content ?? '') as unknown;
};

describe('content is refused', () => {
	const bad = 'Your request contains an invalid request parameter, ext=invalid message content.';
	const cases: Array<[why: string, type: string, content: unknown, msg: string]> = [
		['that is no JSON', 'text', 'hello', bad],
		['without a text', 'text', {}, bad],
		['with an empty text', 'text', { text: '' }, bad],
		['of an unknown type', 'poem', {}, bad.replace('message content.', 'msg_type')],
		['without a language around a post', 'post', { title: 'T', content: [[word]] }, bad],
		['with a post too deep', 'post', { post: paragraph(word) }, bad],
		['of a post without paragraphs', 'post', { zh_cn: { content: [] } }, bad],
		[
			'with a tag that is none',
			'post',
			paragraph({ tag: 'b' }),
			`${bad} message_content has wrong tag`,
		],
		[
			'with a tag that lacks something',
			'post',
			paragraph({ tag: 'a', text: 'x' }),
			`${bad} message_content_a_tag's href field can't be nil`,
		],
		[
			'with a bad link',
			'post',
			paragraph({ tag: 'a', text: 'x', href: 'no link' }),
			bad.replace('message content.', 'href'),
		],
		[
			'with an md tag that is not alone',
			'post',
			paragraph(word, { tag: 'md', text: 'x' }),
			`${bad} validate content fail`,
		],
		[
			'with a stranger in an md tag',
			'post',
			paragraph({ tag: 'md', text: at('ou_nobody') }),
			`${bad} message_content_md_tag's text field contains invalid user id`,
		],
		[
			'with an image that nobody uploaded',
			'image',
			{ image_key: 'img_none' },
			bad.replace('message content.', 'image_key'),
		],
		[
			'with a file that nobody uploaded',
			'file',
			{ file_key: 'file_none' },
			bad.replace('message content.', 'file_key'),
		],
		[
			'sharing an unknown chat',
			'share_chat',
			{ chat_id: 'oc_none' },
			bad.replace('message content.', 'chat_id'),
		],
		[
			'sharing an unknown person',
			'share_user',
			{ user_id: 'ou_none' },
			bad.replace('message content.', 'user_id'),
		],
	];

	test.each(cases)('%s', async (_why, type, content, msg) => {
		const { status, json } = await send(content, { type });
		expect({ status, code: json.code, msg: json.msg }).toEqual({ status: 400, code: 230001, msg });
	});

	test('that is an object in place of a text', async () => {
		const body = { receive_id: used.world.chat.id, msg_type: 'text', content: { text: 'hello' } };
		const path = '/im/v1/messages?receive_id_type=chat_id';
		const { json } = await used.client.api(path, { method: 'POST', body });
		expect(json).toMatchObject({
			code: 9499,
			msg: 'Invalid parameter type in json: content. Invalid parameter value: {"text":"hello"}. Please check and modify accordingly.',
		});
	});

	test.each(['receive_id', 'msg_type', 'content'])('without %s', async (field) => {
		const body = { receive_id: used.world.chat.id, msg_type: 'text', content: '{"text":"hello"}' };
		const path = '/im/v1/messages?receive_id_type=chat_id';
		const request = { method: 'POST', body: { ...body, [field]: undefined } } as const;
		expect((await used.client.api(path, request)).json).toMatchObject({
			code: 99992402,
			msg: 'field validation failed',
			error: { field_violations: [{ field, description: `${field} is required` }] },
		});
	});

	test.each([
		['text', 150 * 1024, (length: number) => ({ text: 'x'.repeat(length) })],
		['post', 30 * 1024, (length: number) => paragraph({ tag: 'md', text: 'x'.repeat(length) })],
		[
			'interactive',
			30 * 1024,
			(length: number) => ({ elements: [{ tag: 'markdown', content: 'x'.repeat(length) }] }),
		],
	])('of a %s above %i bytes', async (type, limit, content) => {
		const { json } = await send(content(limit), { type });
		expect(json).toMatchObject({
			code: 230025,
			msg: 'The length of the message content reaches its limit.',
		});
		expect((await send(content(limit - 400), { type })).json.code).toBe(0);
	});
});

describe('files', () => {
	test('are sent by their own app only', async () => {
		const app = used.world.addApp();
		const foreign = used.world.addUpload({ kind: 'image', app }).key;
		expect((await send({ image_key: foreign }, { type: 'image' })).json).toMatchObject({
			code: 230017,
			msg: 'Bot is NOT the owner of the resource.',
		});
		const own = used.world.addUpload({ kind: 'image' }).key;
		expect((await send({ image_key: own }, { type: 'image' })).json.code).toBe(0);
	});

	test.each([
		['opus', 'audio'],
		['mp4', 'media'],
		['pdf', 'file'],
		['stream', 'file'],
	])('uploaded as %s are sent as %s only', async (type, fits) => {
		const { key } = used.world.addUpload({ type });
		for (const message of ['file', 'audio', 'media']) {
			const { json } = await send({ file_key: key }, { type: message });
			expect(json.code).toBe(message === fits ? 0 : 230055);
		}
	});

	test('show their names when read back', async () => {
		const { key } = used.world.addUpload({ name: '报告.pdf', type: 'pdf' });
		const shown = await readBack({ file_key: key }, 'file');
		expect(shown).toEqual({ file_key: key, file_name: '报告.pdf' });
	});
});

describe('a mention', () => {
	test('in a text is read back as a key, each person with one', async () => {
		const { world } = used;
		const { user, owner } = world;
		const text = `${at(user.openId)} ${at(owner.userId)} ${at(user.unionId)} ${at('all')} ${at('ou_no')}`;
		const answer = await send({ text });
		expect(answer.json.data).toMatchObject({
			body: {
				content: JSON.stringify({ text: `@_user_1 @_user_2 @_user_1 @_all ${at('ou_no')}` }),
			},
			mentions: [
				{
					key: '@_user_1',
					id: user.openId,
					id_type: 'open_id',
					name: user.name,
					tenant_key: world.tenant.key,
				},
				{ key: '@_user_2', id: owner.openId },
			],
		});
		expect((answer.json.data as { mentions: unknown[] }).mentions).toHaveLength(2);
	});

	test('of somebody unknown may be refused', async () => {
		used.feishu.settings.unknownMention = 'refused';
		expect((await send({ text: at('ou_no') })).json.code).toBe(230001);
		const post = paragraph({ tag: 'at', user_id: 'ou_no' });
		expect((await send(post, { type: 'post' })).json.code).toBe(230001);
	});

	test('of everyone has to be allowed in the group', async () => {
		const to = used.world.addChat({ everyoneMayBeMentioned: false }).id;
		const refused = {
			code: 230018,
			msg: 'These operations are NOT allowed at current group settings.',
		};
		expect((await send({ text: at('all') }, { to })).json).toMatchObject(refused);
		const md = paragraph({ tag: 'md', text: at('all') });
		expect((await send(md, { to, type: 'post' })).json).toMatchObject(refused);
		const tag = paragraph({ tag: 'at', user_id: 'all' });
		expect((await send(tag, { to, type: 'post' })).json).toMatchObject(refused);
	});
});

describe('read back', () => {
	test('a text has no style tags, unless they were not closed', async () => {
		expect(await readBack({ text: '<b>bold <i>both</i></b> "quoted"\n你好' }, 'text')).toEqual({
			text: 'bold both "quoted"\n你好',
		});
		expect(await readBack({ text: '<b>bold <i>both</b></i>' }, 'text')).toEqual({
			text: '<b>bold <i>both</b></i>',
		});
		used.feishu.settings.textStyles = 'literal';
		expect(await readBack({ text: '<b>bold</b>' }, 'text')).toEqual({ text: '<b>bold</b>' });
	});

	test('a post has no language around it, and no Markdown', async () => {
		const { user } = used.world;
		const markdown = [
			`**bold** and *italic*, ~~gone~~ ~under~ [a link](https://example.com)${at(user.openId)}`,
			'> quoted',
			'- item',
			'---',
			'```go',
			'func main() {}',
			'```',
		].join('\n');
		const text = (words: string, ...style: string[]) => ({ tag: 'text', text: words, style });
		expect(await readBack(paragraph({ tag: 'md', text: markdown }), 'post')).toEqual({
			title: 'T',
			content: [
				[
					text('bold', 'bold'),
					text(' and '),
					text('italic', 'italic'),
					text(', '),
					text('gone', 'lineThrough'),
					text(' '),
					text('under', 'underline'),
					text(' '),
					{ tag: 'a', href: 'https://example.com', text: 'a link' },
					{ tag: 'at', user_id: '@_user_1', user_name: '', style: [] },
				],
				[text('> quoted')],
				[text('- item')],
				[{ tag: 'hr' }],
				[{ tag: 'code_block', language: 'GO', text: 'func main() {}' }],
			],
		});
	});

	test('a recalled message has no content, or a sentence in the list', async () => {
		const { world, client } = used;
		const id = world.sendMessage({ content: JSON.stringify({ text: at(world.user.openId) }) });
		await client.recall(id);
		const { items } = dataOf(await get(id));
		expect(items?.[0]?.body).toEqual({});
		expect(items?.[0]).not.toHaveProperty('mentions');
	});
});

describe('what is shared', () => {
	test('is a group that the bot is in, and no chat of two', async () => {
		const { world } = used;
		const share = async (chat_id: string) =>
			(await send({ chat_id }, { type: 'share_chat' })).json.code;
		expect(await share(world.addChat().id)).toBe(0);
		expect(await share(world.p2pChat(world.user).id)).toBe(230015);
		expect(await share(world.addChat({ botIn: false }).id)).toBe(230002);
	});

	test('is a person whom the app may know', async () => {
		const share = async (user_id: string) =>
			(await send({ user_id }, { type: 'share_user' })).json.code;
		expect(await share(used.world.user.openId)).toBe(0);
		expect(await share(used.world.addUser({ available: false }).openId)).toBe(230013);
	});
});

describe('a system message', () => {
	const divider = (text: string) => ({ type: 'divider', params: { divider_text: { text } } });
	const system = async (content: unknown, to = used.world.user.openId) =>
		(await send(content, { type: 'system', to, as: to.startsWith('oc_') ? 'chat_id' : 'open_id' }))
			.json;

	test('needs a scope of its own', async () => {
		expect(await system(divider('New'))).toMatchObject({
			code: 230027,
			msg: 'Lack of necessary permissions, ext=need scope: im:message:send_sys_msg',
		});
	});

	test('is a short line in a chat of two', async () => {
		const { app, chat } = used.world;
		app.scopes = [...app.scopes, 'im:message:send_sys_msg'];
		expect((await system(divider('新'.repeat(10)))).code).toBe(0);
		expect((await system(divider('新'.repeat(11)))).msg).toMatch(/exceeds the specified length$/);
		expect((await system({ type: 'divider' })).msg).toMatch(/ext=divider_text must be set$/);
		expect((await system(divider(''))).msg).toMatch(/text cannot be empty$/);
		expect((await system({ type: 'other' })).msg).toMatch(/ext=invalid system message type$/);
		expect((await system(divider('New'), chat.id)).msg).toMatch(/in group chats is not supported$/);
	});
});
