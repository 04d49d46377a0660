import { isOneOf, messageTypeOptions } from '../../../nodes/Feishu/content/read/messageTypes';
import { corpus } from '../../corpus/corpus';
import { contents } from '../../corpus/sources';

const documented = new Set(
	corpus.filter(({ source }) => source === contents).map(({ type }) => type),
);

test.each([...documented, 'general_calendar', 'video'])('%s can be chosen by one row', (type) => {
	const rows = messageTypeOptions.filter(({ value }) => isOneOf(new Set([value]), type));
	expect(rows).toHaveLength(1);
	expect(isOneOf(new Set([type]), type)).toBe(true);
});

test('an event has one row, and a type that an expression names stands for itself', () => {
	expect(messageTypeOptions).toContainEqual({ name: 'Event', value: 'share_calendar_event' });
	for (const type of ['share_calendar_event', 'calendar', 'general_calendar']) {
		expect(isOneOf(new Set(['share_calendar_event']), type)).toBe(true);
		expect(isOneOf(new Set(['calendar']), type)).toBe(type === 'calendar');
	}
	expect(isOneOf(new Set(['text']), 'constructor')).toBe(false);
});
