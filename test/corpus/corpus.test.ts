import { filesIn } from '../../nodes/Feishu/content/read/filesIn';
import { messageItem } from '../../nodes/Feishu/content/read/messageItem';
import type { FeishuEvent } from '../../nodes/Feishu/events/FeishuEvent';
import { messageReceived } from '../../nodes/Feishu/events/kinds/messageReceived';
import { mergedForward } from '../../nodes/Feishu/content/read/mergedForward';
import { corpus } from './corpus';
import { forwards } from './forwards';
import { inAnswer, inEvent, type Sample } from './Sample';

const cases = corpus.map((sample): [string, Sample] => [`${sample.type}: ${sample.of}`, sample]);

test.each(cases)('%s reads in answers and events as a person sees it', (_, sample) => {
	const { text, files = [], type } = sample;
	const item = messageItem(inAnswer(sample));
	expect(item.text).toBe(text);
	expect(filesIn(type, item.content)).toEqual(files);
	const event = { event: { message: inEvent(sample) } } as unknown as FeishuEvent;
	expect(messageReceived.item?.(event).text).toBe(text);
});

test.each(forwards)('a merged forward with $of reads as a person sees it', ({ messages, text }) => {
	expect(mergedForward(messages).text).toBe(text);
});

test('of forwards that hold one another by the thousand, all is written', () => {
	const inside = Array.from({ length: 5_000 }, (_, at) => ({
		message_id: `om_${at + 1}`,
		upper_message_id: `om_${at}`,
		msg_type: 'merge_forward',
	}));
	const last = { upper_message_id: 'om_5000', msg_type: 'image', body: { content: '{}' } };
	const { text } = mergedForward([{ message_id: 'om_0' }, ...inside, last]);
	expect(String(text).trim()).toBe('[image]');
});
