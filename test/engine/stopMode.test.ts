import { runNode } from './runNode';
import { useFeishu } from './useFeishu';

const used = useFeishu();

const itemsOf = (ids: string[]) => ids.map((id) => ({ message_id: id }));
const send = (count: number) => used.feishu.world.sendMessages(count);
const recalledOf = (ids: string[]) => ids.filter((id) => used.feishu.world.isRecalled(id)).length;
const requests = () => used.feishu.log.count('recall');
const isAnswered = (id: string) =>
	used.feishu.log.entries.some(({ messageId, doneAt }) => messageId === id && doneAt !== undefined);

const stop = async (ids: string[], options: Record<string, unknown> = {}) =>
	await runNode({
		items: itemsOf(ids),
		credential: used.credential(),
		parameters: { options },
		onError: 'stopWorkflow',
	});

describe('On Error = Stop, and an ID that is refused before anything is sent', () => {
	test.each([
		['first', 0],
		['in the middle', 6],
		['last', 12],
	])('%s: nothing is sent to Feishu', async (_, at) => {
		const ids = send(12);
		const named = [...ids.slice(0, at), 'oc_not_a_message', ...ids.slice(at)];
		const { error } = await stop(named);
		expect(error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: at } });
		expect(error?.description).toContain('No message of this run was recalled.');
		expect(used.feishu.log.count('token') + requests()).toBe(0);
	});

	test('an empty one ahead of 99 good ones', async () => {
		const ids = send(99);
		const { error } = await stop(['', ...ids]);
		expect(error?.message).toContain("The field 'Message ID' is empty");
		expect(recalledOf(ids)).toBe(0);
	});

	test('in one of several IDs of one item', async () => {
		const ids = send(3);
		const { error } = await stop([ids[0]!, `${ids[1]} oc_chat ${ids[2]}`]);
		expect(error).toMatchObject({ context: { itemIndex: 1 } });
		expect(requests()).toBe(0);
	});
});

describe('On Error = Stop, once Feishu has said no', () => {
	const foreign = () => used.feishu.world.sendMessage({ sender: used.feishu.world.user });

	test('no request that waits for its turn is sent', async () => {
		const ids = send(30);
		const { error } = await stop([foreign(), ...ids], { requestsPerSecond: 1 });
		expect(error?.message).toContain('(230026)');
		expect(requests()).toBe(1);
		expect(error?.description).toContain('No message of this run was recalled.');
	});

	test('no request that waits for a retry is sent, and the wait does not hold the error back', async () => {
		const [waiting, slow] = [send(1)[0]!, foreign()];
		used.feishu.script({
			route: 'recall',
			messageId: waiting,
			kind: 'code',
			code: 230020,
			headers: { 'x-ogw-ratelimit-reset': '200' },
		});
		const until = () => isAnswered(waiting);
		used.feishu.script({ route: 'recall', messageId: slow, kind: 'delay', ms: 60, until });
		const { error } = await stop([waiting, slow]);
		expect(error).toMatchObject({ context: { itemIndex: 1 } });
		expect(error?.message).toContain('(230026)');
		expect(used.feishu.log.count('recall')).toBe(2);
		expect(recalledOf([waiting])).toBe(0);
	});

	test('no request that waits for a new token is sent', async () => {
		const [stale, slow] = [send(1)[0]!, foreign()];
		used.feishu.script({ route: 'recall', messageId: stale, kind: 'code', code: 99991663 });
		const isRenewing = () => used.feishu.log.count('token') === 2;
		used.feishu.script({ route: 'recall', messageId: slow, kind: 'delay', until: isRenewing });
		const isOver = () => isAnswered(slow);
		used.feishu.script({ route: 'token', kind: 'delay', ms: 100, until: isOver, skip: 1 });
		// The slow one is asked for first: behind the other it could come to wait for the new token as well.
		const { error } = await stop([slow, stale]);
		expect(error?.message).toContain('(230026)');
		expect(recalledOf([stale])).toBe(0);
	});

	test('what is on the wire is let finish, and is counted', async () => {
		const ids = send(3);
		const refused = foreign();
		for (const id of ids) {
			const until = () => isAnswered(refused);
			used.feishu.script({ route: 'recall', messageId: id, kind: 'delay', ms: 100, until });
		}
		const until = () => requests() === 4;
		used.feishu.script({ route: 'recall', messageId: refused, kind: 'delay', until });
		const { error } = await stop([...ids.slice(0, 2), refused, ids[2]!]);
		expect(error).toMatchObject({ context: { itemIndex: 2 } });
		expect(recalledOf(ids)).toBe(3);
		expect(error?.description).toContain('3 messages of this run were recalled.');
	});

	test('an item that names nothing is not counted', async () => {
		const { error } = await runNode({
			items: [{ named: [] }, { named: foreign() }],
			credential: used.credential(),
			parameters: { messageId: '={{ $json.named }}' },
			onError: 'stopWorkflow',
		});
		expect(error?.message).toContain('(230026)');
		expect(error?.description).toMatch(/ No message of this run was recalled\.$/);
	});

	test('a message that was named twice is counted once', async () => {
		const [twice, refused] = [send(1)[0]!, foreign()];
		const until = () => isAnswered(twice);
		used.feishu.script({ route: 'recall', messageId: refused, kind: 'delay', until });
		const { error } = await stop([twice, twice, refused]);
		expect(error?.description).toContain('1 message of this run was recalled.');
	});

	test('a message whose answer was lost is not counted as recalled, and is told', async () => {
		const [lost, refused] = [send(1)[0]!, foreign()];
		used.feishu.script({ route: 'recall', messageId: lost, kind: 'dropAfter' });
		const until = () => isAnswered(lost);
		used.feishu.script({ route: 'recall', messageId: refused, kind: 'delay', until });
		const { error } = await stop([lost, refused]);
		expect(error?.message).toContain('(230026)');
		expect(error?.description).toContain(
			'No message of this run was recalled for certain; one may have been.',
		);
	});
});

describe('On Error = Stop, where one item has many messages', () => {
	const recallMany = async (options: Record<string, unknown> = {}) =>
		await runNode({
			items: [{}],
			credential: used.credential(),
			parameters: {
				resource: 'message',
				operation: 'recallMany',
				chat: { __rl: true, mode: 'chatId', value: used.feishu.world.chat.id },
				sentAfter: new Date(used.feishu.world.clock.now() - 3_600_000).toISOString(),
				options,
			},
			onError: 'stopWorkflow',
		});

	test('once one is refused, what is on the wire is let finish, and the rest is left and named', async () => {
		const ids = send(200);
		const [refused] = ids.slice(-1);
		used.feishu.script({ route: 'recall', messageId: refused, kind: 'code', code: 230026 });
		const { error, success } = await recallMany({ requestsPerSecond: 5 });
		expect(error?.message).toContain(`Message ${refused} `);
		expect(error?.message).toContain('(230026)');
		expect(success).toEqual([]);
		const gone = recalledOf(ids);
		expect(gone).toBeLessThan(100);
		expect(requests()).toBe(gone + 1);
		expect(error?.description).toContain(
			`${gone === 0 ? 'No message of this run was' : gone === 1 ? '1 message of this run was' : `${gone} messages of this run were`} recalled.`,
		);
		const left = ids.filter((id) => id !== refused && !used.feishu.world.isRecalled(id));
		const named = /Left as they are: ([^.]+)\./.exec(error?.description ?? '')?.[1]?.split(', ');
		expect([...(named ?? [])].sort()).toEqual([...left].sort());
	});

	test('without a refusal all are recalled', async () => {
		const ids = send(60);
		const { success, error } = await recallMany();
		expect(error).toBeUndefined();
		expect(success).toHaveLength(60);
		expect(recalledOf(ids)).toBe(60);
	});
});

test('On Error = Stop, and a file that is refused: the other files of the message are not asked for', async () => {
	const { world, log } = used.feishu;
	const keys = [1, 2, 3].map(
		(n) => world.addUpload({ kind: 'image', bytes: Buffer.from(`${n}`) }).key,
	);
	const content = [keys.map((image_key) => ({ tag: 'img', image_key }))];
	const id = world.sendMessage({ type: 'post', content: JSON.stringify({ zh_cn: { content } }) });
	used.feishu.script({ route: 'download', kind: 'code', code: 234002, skip: 1 });
	const { error } = await runNode({
		items: [{ message_id: id }],
		credential: used.credential(),
		parameters: { operation: 'download' },
		onError: 'stopWorkflow',
	});
	expect(error?.message).toContain('(234002)');
	expect(error?.description).toContain('1 file of this run was downloaded.');
	expect(log.count('download')).toBe(2);
});

test('On Error = Stop counts the messages that were sent, not the chats that they went to', async () => {
	const { world } = used.feishu;
	used.feishu.script({ route: 'send', kind: 'code', code: 230022, skip: 20 });
	const { error } = await runNode({
		items: Array.from({ length: 25 }, (_, at) => ({ text: `Message ${at}` })),
		credential: used.credential(),
		parameters: {
			resource: 'message',
			operation: 'send',
			receiver: { __rl: true, mode: 'chatId', value: world.chat.id },
			text: '={{ $json.text }}',
		},
		onError: 'stopWorkflow',
	});
	expect(error).toMatchObject({ context: { itemIndex: 20 } });
	expect(world.chat.messages).toHaveLength(20);
	expect(error?.description).toContain('20 messages of this run were sent.');
});
