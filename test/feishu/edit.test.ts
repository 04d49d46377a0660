import { useStandIn } from './useStandIn';

const used = useStandIn();
const { edit } = used;

test('an edited message says so, and has the new words', async () => {
	const id = used.world.sendMessage();
	const { json } = await edit(id);
	expect(json).toMatchObject({
		code: 0,
		data: { message_id: id, updated: true, body: { content: '{"text":"edited"}' } },
	});
	expect(used.world.message(id)?.content).toBe('{"text":"edited"}');
});

test('a text may become a post', async () => {
	const id = used.world.sendMessage();
	const post = { zh_cn: { content: [[{ tag: 'md', text: '**bold**' }]] } };
	const { json } = await edit(id, post, 'post');
	expect(json.data).toMatchObject({
		msg_type: 'post',
		body: {
			content: '{"title":"","content":[[{"tag":"text","text":"bold","style":["bold"]}]]}',
		},
	});
});

test('a message can be edited 20 times', async () => {
	const id = used.world.sendMessage();
	for (let i = 0; i < 20; i++) expect((await edit(id)).json.code).toBe(0);
	expect((await edit(id)).json).toMatchObject({
		code: 230072,
		msg: 'The message has reached the number of times it can be edited.',
	});
});

describe('an edit is refused', () => {
	const cases: Array<[why: string, code: number, id: () => string, msg: RegExp]> = [
		[
			'of what others sent',
			230071,
			() => used.world.sendMessage({ sender: used.world.user }),
			/^The operator is not the sender/,
		],
		[
			'of a card',
			230054,
			() => used.world.sendMessage({ type: 'interactive' }),
			/not supported for this message type/,
		],
		[
			'of an image',
			230054,
			() => used.world.sendMessage({ type: 'image' }),
			/not supported for this message type/,
		],
		[
			'after the window',
			230075,
			() => used.world.sendMessage({ ageHours: 24.1 }),
			/^The message has exceeded the time that can be edited/,
		],
		[
			'in an external group, even for apps that share externally',
			230027,
			() => {
				used.world.app.externalSharing = true;
				return used.world.sendMessage({ chat: used.world.addChat({ external: true }) });
			},
			/^Lack of necessary permissions/,
		],
		[
			'in a dissolved chat',
			232009,
			() => used.world.sendMessage({ chat: used.world.addChat({ dissolved: true }) }),
			/already been dissolved/,
		],
		['of nothing', 99992354, () => 'om_unknown', /not a valid \{open_message_id\}/],
	];

	test.each(cases)('%s (%i)', async (_why, code, id, msg) => {
		const { status, json } = await edit(id());
		expect({ status, code: json.code }).toEqual({ status: 400, code });
		expect(json.msg).toMatch(msg);
	});

	test('where editing is switched off', async () => {
		used.world.tenant.editWindowHours = null;
		expect((await edit(used.world.sendMessage())).json.code).toBe(230075);
	});

	test('once it is recalled', async () => {
		const id = used.world.sendMessage();
		await used.client.recall(id);
		expect((await edit(id)).json.code).toBe(230011);
	});

	test('with the content of another type, or too much of it', async () => {
		const id = used.world.sendMessage();
		expect((await edit(id, { elements: [] }, 'interactive')).json.msg).toMatch(/invalid msg_type$/);
		expect((await edit(id, { text: '' })).json.code).toBe(230001);
		expect((await edit(id, { text: 'x'.repeat(150 * 1024) })).json.code).toBe(230025);
	});

	test('of a card with whichever code is known', async () => {
		used.feishu.settings.cardEditCode = 230001;
		expect((await edit(used.world.sendMessage({ type: 'interactive' }))).json.code).toBe(230001);
	});
});

test('its times may be seconds', async () => {
	used.feishu.settings.editTimesInSeconds = true;
	const { json } = await edit(used.world.sendMessage());
	expect(json.data).toMatchObject({ create_time: expect.stringMatching(/^\d{10}$/) });
});

test('five a second for one chat', async () => {
	used.feishu.settings.chatPerSecond = 5;
	const ids = used.world.sendMessages(6);
	const codes = [];
	for (const id of ids) codes.push((await edit(id)).json.code);
	expect(codes).toEqual([0, 0, 0, 0, 0, 230020]);
});
