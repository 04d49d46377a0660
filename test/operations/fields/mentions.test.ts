import { readIdempotencyKey } from '../../../nodes/Feishu/operations/fields/idempotencyKey';
import { readMentionOptions } from '../../../nodes/Feishu/operations/fields/mentions';
import { readSimplify } from '../../../nodes/Feishu/operations/fields/simplify';

const refused = { ok: false, failure: { reason: 'invalid_request', sent: false } };

describe('who is mentioned', () => {
	test.each([
		[{}, [], false],
		[{ mention: '' }, [], false],
		[{ mention: ' "ou_1", ou_2；ou_3\nou_4 ' }, ['ou_1', 'ou_2', 'ou_3', 'ou_4'], false],
		[{ mention: ['ou_1', ['ou_2,ou_3']] }, ['ou_1', 'ou_2', 'ou_3'], false],
		[{ mentionEveryone: true }, [], true],
	])('%j', (given, people, everyone) => {
		expect(readMentionOptions(given)).toEqual({ ok: true, value: { people, everyone } });
	});

	test.each([
		{ mention: 'Tom' },
		{ mention: 'ou_1"></at><at user_id="all' },
		{ mention: [{ id: 'ou_1' }] },
		{ mention: 7 },
		{ mentionEveryone: 'true' },
	])('%j is refused', (given) => {
		expect(readMentionOptions(given)).toMatchObject(refused);
	});
});

describe('a key of a person', () => {
	test.each([
		['', undefined],
		['order 7', 'order 7'],
		[1024, '1024'],
		['🎉'.repeat(50), '🎉'.repeat(50)],
	])('%j is %j', (idempotencyKey, value) => {
		expect(readIdempotencyKey({ idempotencyKey })).toEqual({ ok: true, value });
	});

	test.each([null, 'x'.repeat(51), {}, true])('%j is refused', (idempotencyKey) => {
		expect(readIdempotencyKey({ idempotencyKey })).toMatchObject(refused);
	});
});

test('Simplify is yes unless it says no, and nothing else', () => {
	expect(readSimplify(undefined)).toEqual({ ok: true, value: true });
	expect(readSimplify(null)).toEqual({ ok: true, value: true });
	expect(readSimplify(false)).toEqual({ ok: true, value: false });
	expect(readSimplify('no')).toMatchObject(refused);
});
