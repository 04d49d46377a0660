import { hash } from '../../../nodes/Feishu/operations/message/requestKeys';

test('a key that is made has 40 letters and digits, and follows from what it is made of', () => {
	const key = hash(['pass', { text: 'a' }]);
	expect(key).toMatch(/^[\da-f]{40}$/);
	expect(hash(['pass', { text: 'a' }])).toBe(key);
	expect(hash(['pass', { text: 'b' }])).not.toBe(key);
});
