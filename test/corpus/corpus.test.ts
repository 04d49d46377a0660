import { filesIn } from '../../nodes/Feishu/content/read/filesIn';
import { messageItem } from '../../nodes/Feishu/content/read/messageItem';
import type { FeishuEvent } from '../../nodes/Feishu/events/FeishuEvent';
import { messageReceived } from '../../nodes/Feishu/events/kinds/messageReceived';
import { corpus } from './corpus';
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
