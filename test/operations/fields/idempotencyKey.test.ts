import { readIdempotencyKey } from '../../../nodes/Feishu/operations/fields/idempotencyKey';

test.each([
	['order 7', 'order 7'],
	[' order 7\n', 'order 7'],
	[7, '7'],
	['x'.repeat(50), 'x'.repeat(50)],
	['🙂'.repeat(50), '🙂'.repeat(50)],
	['', undefined],
	['  ', undefined],
])('%j gives the key %j', (idempotencyKey, value) => {
	expect(readIdempotencyKey({ idempotencyKey })).toEqual({ ok: true, value });
});

const noText = { toString: false };

test('an option that was not added gives none', () => {
	expect(readIdempotencyKey({})).toEqual({ ok: true, value: undefined });
});

// The last digits of a large number are lost before the node sees it: two orders would have one key.
test.each([
	null,
	undefined,
	2 ** 53,
	1e21,
	NaN,
	Infinity,
	true,
	{},
	noText,
	[],
	[''],
	['order 7'],
	'x'.repeat(51),
])('%j is no key', (given) => {
	expect(readIdempotencyKey({ idempotencyKey: given })).toMatchObject({
		ok: false,
		failure: {
			reason: 'invalid_request',
			cause: "the option 'Idempotency Key' does not hold a text of at most 50 characters",
		},
	});
});
