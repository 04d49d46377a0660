import {
	array,
	constantFrom,
	dictionary,
	integer,
	oneof,
	record,
	tuple,
	type Arbitrary,
} from 'fast-check';

import { receive, type Request } from '../../nodes/Feishu/events/receive';
import { FeishuTrigger } from '../../nodes/Feishu/FeishuTrigger.node';
import {
	challenge,
	door,
	encrypt,
	encrypted,
	key,
	message,
	plain,
	signed,
	v1,
	v2,
} from '../events/sent';
import { aTrigger } from '../execution/webhook';
import { bytes, data, holdsFor, text } from './hostile';

const header = oneof(
	text,
	constantFrom('x-lark-signature', 'x-lark-request-timestamp', 'x-lark-request-nonce'),
);

const headers: Arbitrary<Record<string, unknown>> = dictionary(
	header,
	oneof(text, array(text, { maxLength: 2 }), constantFrom(undefined)),
	{ maxKeys: 5, noNullPrototype: true },
);

const body: Arbitrary<Buffer> = oneof(
	bytes,
	data.map((each) => Buffer.from(JSON.stringify(each) ?? '')),
	text.map((each) => Buffer.from(encrypt(each))),
	oneof(
		text,
		data.map((each) => JSON.stringify(each) ?? ''),
	).map((each) => Buffer.from(JSON.stringify({ encrypt: encrypt(each) }))),
);

const request: Arbitrary<Request> = record({ body, headers });
const encryptKey = constantFrom(undefined, key);

test('whatever arrives: nothing throws, and nothing that Feishu did not send starts a workflow', async () => {
	await holdsFor(4_000, tuple(request, encryptKey), (drawn) => {
		const [sent, keyed] = drawn;
		expect(receive(sent, door({ encryptKey: keyed })).kind).toBe('refuse');
	});
});

test('nor does it by way of n8n: each is answered, once, with 401', async () => {
	const type = new FeishuTrigger();
	await holdsFor(2_000, tuple(request, encryptKey), async ([sent, keyed]) => {
		const trigger = aTrigger({ credential: { encryptKey: keyed ?? '' } });
		const { context, answered } = trigger.webhook(sent);
		expect(await type.webhook.call(context)).toEqual({ noWebhookResponse: true });
		expect(answered).toEqual([{ status: 401, body: {}, ended: true }]);
	});
});

/** Values that differ from the real token and app ID. */
const wrong = oneof(data, text).filter((each) => each !== 'v-token' && each !== 'cli_1');

const place = integer({ min: 0, max: 1_000_000 });

const spoiled: Arbitrary<[how: string, Request]> = oneof(
	wrong.map((token) => ['token', signed(encrypted(v2(message(), { token })))] as [string, Request]),
	wrong.map((id) => ['app', signed(encrypted(v2(message(), { app_id: id })))] as [string, Request]),
	wrong.map((token) => ['v1', signed(encrypted(v1({}, { token })))] as [string, Request]),
	wrong.map((token) => ['echo', encrypted({ ...challenge, token })] as [string, Request]),
	constantFrom(['plain', signed(plain(v2(message())))] as [string, Request]),
	tuple(place, integer({ min: 1, max: 255 })).map(([at, by]): [string, Request] => {
		const { body: whole, headers: given } = signed(encrypted(v2(message())));
		const forged = Buffer.from(whole);
		forged[at % forged.length] = (forged[at % forged.length] ?? 0) ^ by;
		return ['byte', { body: forged, headers: given }];
	}),
	place.map((at): [string, Request] => {
		const { body: whole, headers: given } = signed(encrypted(v2(message())));
		return ['cut', { body: whole.subarray(0, at % whole.length), headers: given }];
	}),
	tuple(header, oneof(text, data)).map(([name, value]): [string, Request] => {
		const { body: whole, headers: given } = signed(encrypted(v2(message())));
		const forged = { 'x-lark-signature': 'none', [name]: value };
		return ['header', { body: whole, headers: { ...given, ...forged } }];
	}),
);

test('an event that was forged in any one place starts nothing', async () => {
	await holdsFor(2_000, spoiled, ([how, sent]) => {
		const held = door({
			encryptKey: key,
			settings: { events: new Set(['messageReceived', 'other']) },
		});
		expect([how, receive(sent, held).kind]).toEqual([how, 'refuse']);
		expect(held.repeats.size).toBe(0);
	});
});

const types = ['im.message.receive_v1', 'im.message.recalled_v1', 'card.action.trigger', 'any'];

/** Events of Feishu's whose makers have put in what they liked. */
const odd: Arbitrary<object> = oneof(
	dictionary(
		constantFrom('sender', 'message', 'operator', 'action', 'context', 'message_id', 'recall_time'),
		data,
		{ noNullPrototype: true },
	),
	record({
		message: dictionary(
			constantFrom('message_id', 'chat_id', 'chat_type', 'message_type', 'content', 'mentions'),
			oneof(
				data,
				text,
				data.map((each) => JSON.stringify(each)),
			),
			{ noNullPrototype: true },
		),
	}),
);

test('whatever stands in an event that belongs, it starts a workflow with what n8n can store, and once', async () => {
	await holdsFor(3_000, tuple(odd, constantFrom(...types), constantFrom(true, false)), (drawn) => {
		const [event, type, simplify] = drawn;
		const events = new Set(['messageReceived', 'messageRecalled', 'cardAction', 'other']);
		const held = door({
			settings: { events, otherTypes: new Set(['any']), simplify, ignoreBots: false },
		});
		const sent = plain(v2(event, { event_type: type }));
		const verdict = receive(sent, held);
		expect(verdict).toMatchObject({ kind: 'run', item: { event_type: type, event_id: 'e1' } });
		expect(JSON.stringify(verdict)).not.toContain('v-token');
		expect(receive(sent, held)).toEqual({ kind: 'ignore' });
	});
});
