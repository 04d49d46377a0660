import { repeatsOf } from '../../nodes/Feishu/execution/repeats';

test('each trigger has its own memory, as long as no two hundred others are used after it', () => {
	repeatsOf('one').add('event');
	repeatsOf('two');
	for (let other = 0; other < 198; other++) repeatsOf(`other ${other}`);
	expect(repeatsOf('one').has('event')).toBe(true);
	for (let other = 0; other < 199; other++) repeatsOf(`another ${other}`);
	expect(repeatsOf('one').has('event')).toBe(true);
	for (let other = 0; other < 200; other++) repeatsOf(`one more ${other}`);
	expect(repeatsOf('one').has('event')).toBe(false);
});
