import { mostBytes } from '../../nodes/Feishu/events/readBody';
import { receive, type Request } from '../../nodes/Feishu/events/receive';
import { Repeats } from '../../nodes/Feishu/events/Repeats';
import { VirtualClock } from '../client/virtualClock';
import {
	appId,
	challenge,
	door,
	encrypt,
	encrypted,
	key as encryptKey,
	message,
	plain,
	signed,
	token,
	v1,
	v2,
} from './sent';

const withKey = { encryptKey };
const received = v2(message());
const other = {
	events: new Set(['other']),
	otherTypes: new Set(['app_ticket', 'im.chat.updated_v1']),
};

const kindOf = (request: Request, changes = {}) => receive(request, door(changes)).kind;

describe('an event that belongs', () => {
	test('starts the workflow, by its token alone where no Encrypt Key is set', () => {
		expect(receive(plain(received), door())).toMatchObject({
			kind: 'run',
			answer: {},
			item: {
				event_type: 'im.message.receive_v1',
				event_id: 'e1',
				app_id: appId,
				tenant_key: 't1',
				message_id: 'om_1',
				text: '@Announcer hello',
			},
		});
	});

	test('starts it, encrypted and signed', () => {
		expect(receive(signed(encrypted(received)), door(withKey))).toMatchObject({
			kind: 'run',
			item: { message_id: 'om_1' },
		});
	});

	test('starts it in the older envelope, and is handed on as it is, but for the token', () => {
		const ticket = v1({ app_ticket: 'ticket-1' });
		expect(receive(plain(ticket), door({ settings: other }))).toEqual({
			kind: 'run',
			answer: {},
			item: {
				event_type: 'app_ticket',
				event_id: 'u1',
				app_id: appId,
				...ticket,
				token: undefined,
			},
		});
	});

	test('is handed on as it is where it is not to be simplified, but for the token', () => {
		const verdict = receive(plain(received), door({ settings: { simplify: false } }));
		const header = { ...received.header, token: undefined };
		const facts = { event_type: 'im.message.receive_v1', event_id: 'e1', app_id: appId };
		expect(verdict).toEqual({
			kind: 'run',
			answer: {},
			item: { ...facts, tenant_key: 't1', ...received, header },
		});
	});
});

describe('a challenge', () => {
	test('is echoed, though nothing signs it', () => {
		const echo = { kind: 'echo', challenge: 'c1' };
		expect(receive(plain(challenge), door())).toEqual(echo);
		expect(receive(encrypted(challenge), door(withKey))).toEqual(echo);
		const long = { ...challenge, challenge: 'c'.repeat(256) };
		expect(kindOf(plain(long))).toBe('echo');
	});

	test.each([
		['with another token', plain({ ...challenge, token: 'other' }), {}],
		['without a token', plain({ ...challenge, token: undefined }), {}],
		['of no text', plain({ ...challenge, challenge: { a: 1 } }), {}],
		['of nothing', plain({ ...challenge, challenge: '' }), {}],
		['of what no challenge is', plain({ ...challenge, challenge: 'a secret' }), {}],
		['of letters that no challenge has', plain({ ...challenge, challenge: 'sécret' }), {}],
		['of great length', plain({ ...challenge, challenge: 'c'.repeat(257) }), {}],
		['in plain text where an Encrypt Key is set', plain(challenge), withKey],
		['encrypted with another key', encrypted(challenge, 'other'), withKey],
		['encrypted where no Encrypt Key is set', encrypted(challenge), {}],
	])('%s is refused', (_, request, changes) => {
		expect(kindOf(request, changes)).toBe('refuse');
	});

	test('gives nothing away of a message whose encrypted blocks somebody has put into it', () => {
		const blocksOf = (body: unknown) => Buffer.from(encrypt(JSON.stringify(body)), 'base64');
		const words = { text: 'nobody else may read this '.repeat(4) };
		for (let tries = 0; tries < 1_000; tries++) {
			const echoed = blocksOf({ ...challenge, challenge: 'c'.repeat(100) });
			const parts = [echoed.subarray(0, 48), blocksOf(words).subarray(32, 64), echoed.subarray(48)];
			const spliced = plain({ encrypt: Buffer.concat(parts).toString('base64') });
			expect(receive(spliced, door(withKey)).kind).toBe('refuse');
		}
	});
});

describe('an event that does not belong', () => {
	const header = (more: object) => v2(message(), more);

	test.each<[string, Request, object]>([
		['with another token', plain(header({ token: 'other' })), {}],
		['without a token', plain(header({ token: undefined })), {}],
		['for another app', plain(header({ app_id: 'cli_2' })), {}],
		['for no app', plain(header({ app_id: undefined })), {}],
		['of no type', plain(header({ event_type: '' })), {}],
		['without an ID', plain(header({ event_id: undefined })), {}],
		['in no envelope', plain({ token, app_id: appId, event: message() }), {}],
		['whose envelope is no callback', plain(v1({}, { type: 'other' })), { settings: other }],
		['with the token of the other envelope', plain({ ...header({ token: undefined }), token }), {}],
		['in plain text where an Encrypt Key is set', signed(plain(received)), withKey],
		['that is not signed where one is', encrypted(received), withKey],
		['that another key has signed', signed(encrypted(received), { encryptKey: 'k' }), withKey],
		['that another key has encrypted', signed(encrypted(received, 'k')), withKey],
		['encrypted where no Encrypt Key is set', signed(encrypted(received)), {}],
		['encrypted, signed, with another token', signed(encrypted(header({ token: 'x' }))), withKey],
		['encrypted, signed, for another app', signed(encrypted(header({ app_id: 'x' }))), withKey],
		['signed long ago', signed(encrypted(received), { timestamp: '1700000000' }), withKey],
	])('%s is refused', (_, request, changes) => {
		expect(kindOf(request, { settings: {}, ...changes })).toBe('refuse');
	});

	test('is refused for a reason that helps whoever reads the log of n8n', () => {
		const why = (request: Request, changes = {}) => receive(request, door(changes));
		const because = (words: string) => ({
			kind: 'refuse',
			because: expect.stringContaining(words),
		});
		expect(why(encrypted(received))).toEqual(because('has no Encrypt Key'));
		expect(why(plain(received), withKey)).toEqual(because('not encrypted'));
		expect(why(encrypted(received, 'k'), withKey)).toEqual(because('cannot be decrypted'));
		expect(why(encrypted(received), withKey)).toEqual(because('not signed'));
		expect(why(plain(header({ token: 'x' })))).toEqual(because('Verification Token'));
		expect(why(plain(header({ app_id: 'x' })))).toEqual(because('another app'));
		expect(why(plain(7))).toEqual(because('no JSON object'));
		expect(why(plain({}))).toEqual(because('no event'));
	});

	test('is refused when one byte of it is another, wherever', () => {
		const { body, headers } = signed(encrypted(received));
		for (let at = 0; at < body.length; at++) {
			const forged = Buffer.from(body);
			forged[at] = (forged[at] ?? 0) ^ 1;
			expect(kindOf({ body: forged, headers }, withKey)).toBe('refuse');
		}
	});
});

describe('what is no event', () => {
	const deep = `${'['.repeat(500_000)}${']'.repeat(500_000)}`;

	test.each([
		['nothing', ''],
		['no JSON', '{'],
		['a list', '[]'],
		['null', 'null'],
		['a text', '"x"'],
		['a mark in front of it', `\ufeff${JSON.stringify(received)}`],
		['no UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
		['depths', deep],
		['depths in an event', JSON.stringify(v2({})).replace('{}', `{"deep":${deep}}`)],
	])('%s is refused', (_, body) => {
		expect(kindOf({ body: Buffer.from(body), headers: {} })).toBe('refuse');
	});

	test('a megabyte is looked at, and no more', () => {
		const text = JSON.stringify(received);
		const filled = (bytes: number) => Buffer.from(text.padEnd(bytes));
		expect(kindOf({ body: filled(mostBytes), headers: {} })).toBe('run');
		expect(kindOf({ body: filled(mostBytes + 1), headers: {} })).toBe('refuse');
	});

	test('keys of the language itself lead nowhere', () => {
		const body = JSON.stringify({}).replace('{}', `{"__proto__":${JSON.stringify(received)}}`);
		expect(kindOf({ body: Buffer.from(body), headers: {} })).toBe('refuse');
		expect(({} as { header?: unknown }).header).toBeUndefined();
	});
});

describe('a repeat', () => {
	const twice = (one: unknown, two: unknown, changes: object = {}) => {
		const held = door(changes);
		return [one, two].map((body) => receive(plain(body), held).kind);
	};

	test('of a message is ignored, also under another event ID', () => {
		expect(twice(received, v2(message(), { event_id: 'e2' }))).toEqual(['run', 'ignore']);
	});

	test('of another event is known by the event ID', () => {
		const settings = other;
		const changed = (id: string) => v2({}, { event_type: 'im.chat.updated_v1', event_id: id });
		expect(twice(changed('e1'), changed('e1'), { settings })).toEqual(['run', 'ignore']);
		expect(twice(changed('e1'), changed('e2'), { settings })).toEqual(['run', 'run']);
		expect(twice(v1({}), v1({}), { settings })).toEqual(['run', 'ignore']);
		expect(twice(v1({}), v1({}, { uuid: 'u2' }), { settings })).toEqual(['run', 'run']);
	});

	test('is none of a message that was recalled, nor of one without an ID', () => {
		const settings = { events: new Set(['messageReceived', 'messageRecalled']) };
		const recalled = v2({ message_id: 'om_1' }, { event_type: 'im.message.recalled_v1' });
		expect(twice(received, recalled, { settings })).toEqual(['run', 'run']);
		const nameless = (id: string) => v2(message({ message_id: 7 }), { event_id: id });
		expect(twice(nameless('e1'), nameless('e2'))).toEqual(['run', 'run']);
	});

	test('does not take the place of an event that was left out before', () => {
		const held = door({ settings: { messageTypes: new Set(['image']) } });
		expect(receive(plain(received), held).kind).toBe('ignore');
		expect(held.repeats.size).toBe(0);
	});

	test('is a new event when sixteen hours have passed', async () => {
		const clock = new VirtualClock();
		const held = door({ repeats: new Repeats(clock) });
		receive(plain(received), held);
		await clock.pass(16 * 3_600_000);
		expect(kindOf(plain(received), held)).toBe('run');
	});
});

test('what the panel does not ask for is ignored, and not refused: Feishu would send it again', () => {
	expect(kindOf(plain(v1({})))).toBe('ignore');
	expect(kindOf(plain(v1({})), { settings: { otherTypes: other.otherTypes } })).toBe('ignore');
	expect(kindOf(plain(received), { settings: other })).toBe('ignore');
});
