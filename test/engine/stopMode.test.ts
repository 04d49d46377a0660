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
