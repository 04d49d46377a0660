import { runNode, type OnError } from './runNode';
import { useFeishu } from './useFeishu';

const used = useFeishu();

const file = (name: string) => ({ data: { data: 'AAAA', mimeType: 'text/plain', fileName: name } });

test.each(['continueErrorOutput', 'continueRegularOutput'] as const)(
	'the files of an item go on with what becomes of it, on success and on failure (%s)',
	async (onError: OnError) => {
		const [good] = used.feishu.world.sendMessages(1);
		const foreign = used.feishu.world.sendMessage({ sender: used.feishu.world.user });
		const { items } = await runNode({
			items: [{ message_id: good }, { message_id: foreign }, { message_id: 'oc_refused' }],
			binary: { 0: file('a'), 1: file('b'), 2: file('c') },
			credential: used.credential(),
			onError,
		});
		const all = [...items.success, ...items.failure];
		expect(all.map(({ binary }) => binary?.data?.fileName)).toEqual(['a', 'b', 'c']);
	},
);
