import { createHash } from 'node:crypto';

import { assert, integer, property, string } from 'fast-check';

import { isSame, whyNotSigned } from '../../nodes/Feishu/events/proof';
import { encrypted, key, now, signed, v2 } from './sent';

const hour = 3_600_000;
const request = encrypted(v2({}));

const judged = (headers: object, at = now, body = request.body) =>
	whyNotSigned(headers as Record<string, unknown>, body, key, at);

describe('a secret', () => {
	test.each(['', 'v-toke', 'v-token ', 'V-token', 'v-tokën', undefined, null, 7, {}, ['v-token']])(
		'is not %j',
		(given) => {
			expect(isSame('v-token', given)).toBe(false);
		},
	);

	test('is itself, in any script, and an empty one is nobody’s', () => {
		assert(property(string({ unit: 'grapheme', minLength: 1 }), (text) => isSame(text, text)));
		expect(isSame('', '')).toBe(false);
	});
});

describe('a signature', () => {
	test('is the hash that Feishu documents, over the bytes as they came', () => {
		const body = Buffer.from('{ "encrypt":"x" }\n');
		const text = `1795512615n${key}${body.toString()}`;
		const headers = {
			'x-lark-request-timestamp': '1795512615',
			'x-lark-request-nonce': 'n',
			'x-lark-signature': createHash('sha256').update(text).digest('hex'),
		};
		expect(judged(headers, now, body)).toBeUndefined();
		expect(judged(headers, now, Buffer.from('{"encrypt":"x"}'))).toMatch(/does not fit/);
	});

	test.each(Object.keys(signed(request).headers))('wants %s, once, as it is', (name) => {
		const { headers } = signed(request);
		for (const value of [undefined, '', `${String(headers[name])}0`, [headers[name]], 7]) {
			expect(judged({ ...headers, [name]: value })).toMatch(/not signed|does not fit/);
		}
	});

	test('of another key is none', () => {
		expect(judged(signed(request, { encryptKey: 'other' }).headers)).toMatch(/does not fit/);
	});

	test('holds for eight hours, which the last retry needs', () => {
		const { headers } = signed(request);
		expect(judged(headers, now + 8 * hour)).toBeUndefined();
		expect(judged(headers, now + 8 * hour + 1)).toMatch(/eight hours/);
	});

	test('may be as far ahead of a clock that is behind', () => {
		const { headers } = signed(request);
		expect(judged(headers, now - 8 * hour)).toBeUndefined();
		expect(judged(headers, now - 8 * hour - 1)).toMatch(/clock/);
	});

	test.each(['', 'yesterday', '-1', 'Infinity', '1e400'])('of the time %j is none', (timestamp) => {
		expect(judged(signed(request, { timestamp }).headers)).toMatch(/eight hours/);
	});

	test('is not made young by digits of the nonce', () => {
		const digits = integer({ min: 0, max: 999_999 }).map(String);
		assert(
			property(digits, integer({ min: -9, max: 6 }), (nonce, moved) => {
				const { headers } = signed(request, { nonce });
				const all = `${String(headers['x-lark-request-timestamp'])}${nonce}`;
				const at = 10 + moved;
				const forged = {
					...headers,
					'x-lark-request-timestamp': all.slice(0, at),
					'x-lark-request-nonce': all.slice(at),
				};
				expect(judged(forged, now + 9 * hour)).toMatch(/eight hours/);
			}),
		);
	});
});
