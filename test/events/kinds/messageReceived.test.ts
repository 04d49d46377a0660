import schema from '../../../nodes/Feishu/__schema__/v1.0.0.json';
import { receive } from '../../../nodes/Feishu/events/receive';
import type { Settings } from '../../../nodes/Feishu/events/settings';
import { door, message, plain, v2 } from '../sent';

const verdictOn = (event: object, changed: Partial<Settings> = {}, botId?: string) =>
	receive(plain(v2(event)), door({ settings: changed, botId }));

const runs = (...given: Parameters<typeof verdictOn>) => verdictOn(...given).kind === 'run';

test('it is the message item, as Get has it, with who sent it and in what kind of chat', () => {
	expect(verdictOn(message({ root_id: 'om_0', parent_id: '' }))).toMatchObject({
		item: {
			event_type: 'im.message.receive_v1',
			event_id: 'e1',
			app_id: 'cli_1',
			tenant_key: 't1',
			message_id: 'om_1',
			chat_id: 'oc_1',
			chat_type: 'group',
			root_id: 'om_0',
			msg_type: 'text',
			text: '@Announcer hello',
			content: { text: '@_user_1 hello' },
			sender: {
				id: 'ou_1',
				id_type: 'open_id',
				sender_type: 'user',
				tenant_key: 't1',
				open_id: 'ou_1',
				union_id: 'on_1',
			},
			mentions: [{ key: '@_user_1', id: 'ou_bot', name: 'Announcer' }],
			create_time: '2026-11-24T09:30:14.123Z',
		},
	});
	expect(verdictOn(message())).not.toHaveProperty('item.sender.user_id');
	expect(verdictOn(message())).not.toHaveProperty('item.root_id');
});

test('the editor shows its fields before the first run', () => {
	const ofAThread = { root_id: 'om_0', parent_id: 'om_0', thread_id: 'omt_1', update_time: '1' };
	const sender = { sender_id: { open_id: 'ou_1', union_id: 'on_1', user_id: 'u_1' } };
	const { item } = verdictOn(message(ofAThread, sender)) as { item: Record<string, object> };
	expect(Object.keys(schema.properties).sort()).toEqual(Object.keys(item).sort());
	const { properties } = schema.properties.sender;
	expect(Object.keys(properties)).toEqual(expect.arrayContaining(Object.keys(item.sender ?? {})));
});

test.each([
	['no message', {}],
	['nothing that it should be', { sender: 7, message: [] }],
	['a message of nulls', message({ content: null, mentions: [null, {}, 7], create_time: {} })],
	['content that is no JSON', message({ content: 'Merged and Forwarded Message' })],
	['a number without end', message({ create_time: '1e999', chat_type: 7 })],
])('of %s there is an item all the same', (_, event) => {
	expect(verdictOn(event)).toMatchObject({ kind: 'run', item: { event_id: 'e1' } });
});

test('only the chats and types that are asked for start the workflow', () => {
	expect(runs(message(), { chatIds: new Set(['oc_2', 'oc_1']) })).toBe(true);
	expect(runs(message(), { chatIds: new Set(['oc_2']) })).toBe(false);
	expect(runs(message({ chat_id: undefined }), { chatIds: new Set(['oc_2']) })).toBe(false);
	expect(runs(message(), { messageTypes: new Set(['text']) })).toBe(true);
	expect(runs(message(), { messageTypes: new Set(['post']) })).toBe(false);
	const event = message({ message_type: 'calendar' });
	expect(runs(event, { messageTypes: new Set(['share_calendar_event']) })).toBe(true);
});

test.each(['bot', 'app'])('a message of a %s does only where bots are let in', (type) => {
	const event = message({}, { sender_type: type });
	expect(runs(event)).toBe(false);
	expect(runs(event, { ignoreBots: false })).toBe(true);
});

describe('where the bot has to be mentioned', () => {
	const asked = { onlyWhenMentioned: true };

	test('its own open ID counts, in a group', () => {
		expect(runs(message(), asked, 'ou_bot')).toBe(true);
		expect(runs(message(), asked, 'ou_another')).toBe(false);
		expect(runs(message({ mentions: [{}] }), asked)).toBe(false);
	});

	test.each([undefined, null, [], [{ id: 'ou_bot' }, { id: null }, 7], { 0: {} }])(
		'a message that mentions %j is left out',
		(mentions) => {
			expect(runs(message({ mentions }), asked, 'ou_bot')).toBe(false);
		},
	);

	test('a mention of everyone is none of the bot', () => {
		const content = '{"text":"@_all hello"}';
		expect(runs(message({ content, mentions: undefined }), asked, 'ou_bot')).toBe(false);
	});

	test('what is written to the bot alone needs none', () => {
		expect(runs(message({ chat_type: 'p2p', mentions: undefined }), asked, 'ou_bot')).toBe(true);
	});
});
