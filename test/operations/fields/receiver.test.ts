import type { INodePropertyMode } from 'n8n-workflow';

import {
	readReceiver,
	readReceiverOrThread,
	receiver,
	receiverOrThread,
} from '../../../nodes/Feishu/operations/fields/receiver';
import { located } from '../located';

test.each([
	['list', 'oc_1', 'chat_id'],
	['chatId', ' "oc_a0-b_1" ', 'chat_id'],
	['openId', 'ou_1', 'open_id'],
	['userId', 'e33ggbyz', 'user_id'],
	['userId', 'zhang.san', 'user_id'],
	['userId', '张三@R&D/1', 'user_id'],
	['userId', '1'.repeat(64), 'user_id'],
	['unionId', 'on_1', 'union_id'],
	['email', 'tom+a@mail.example.com', 'email'],
])('by %s, %j is a receiver', (mode, value, type) => {
	const id = value.replace(/[" ]/g, '');
	expect(readReceiver(located(mode, value))).toEqual({ ok: true, value: { id, type } });
});

test('only forwarding takes a thread', () => {
	const value = { id: 'omt_1', type: 'thread_id' };
	expect(readReceiverOrThread(located('threadId', 'omt_1'))).toEqual({ ok: true, value });
	expect(readReceiverOrThread('omt_1')).toEqual({ ok: true, value });
	expect(readReceiverOrThread(located('threadId', 'oc_1'))).toMatchObject({
		failure: { cause: '"oc_1" is the ID of a chat, not the ID of a thread' },
	});
	expect(readReceiver('omt_1')).toMatchObject({
		failure: { reason: 'invalid_receiver', nextStep: expect.stringContaining("with 'Reply'") },
	});
});

test('a number is a user ID, and a mere ID tells its kind by itself', () => {
	expect(readReceiver(located('userId', 7))).toMatchObject({ value: { id: '7', type: 'user_id' } });
	expect(readReceiver('ou_1')).toMatchObject({ value: { type: 'open_id' } });
	expect(readReceiver(located('a mode of long ago', 'oc_1'))).toMatchObject({
		value: { type: 'chat_id' },
	});
});

const empty = "the field 'Receiver' is empty";

test.each([
	['list', '', empty],
	['list', undefined, empty],
	['list', {}, "the field 'Receiver' holds an object, not an ID"],
	['chatId', ['oc_1'], "the field 'Receiver' holds a list, not an ID"],
	['openId', true, "the field 'Receiver' holds a boolean, not an ID"],
	['userId', '{"user_id":"x"}', '"{"user_id":"x"}" is not the user ID of a person'],
	['userId', 'x'.repeat(65), expect.stringContaining('is not the user ID of a person')],
	['userId', 'oc_1', '"oc_1" is the ID of a chat, not the user ID of a person'],
	['chatId', ' "" ', empty],
	['chatId', 'om_1', '"om_1" is the ID of a message, not of a receiver'],
	['userId', 'om_1', '"om_1" is the ID of a message, not of a receiver'],
	['openId', 'cli_1', '"cli_1" is the ID of an app, not of a receiver'],
	['chatId', 'ou_1', '"ou_1" is the open ID of a person, not the ID of a chat'],
	['openId', 'oc_1', '"oc_1" is the ID of a chat, not the open ID of a person'],
	['userId', 'on_1', '"on_1" is the union ID of a person, not the user ID of a person'],
	['email', 'ou_1', '"ou_1" is the open ID of a person, not an email address'],
	['chatId', 'omt_1', '"omt_1" is the ID of a thread, not the ID of a chat'],
	['threadId', 'omt_1', '"omt_1" is the ID of a thread, not a receiver'],
	['chatId', '../chats/oc_1', '"../chats/oc_1" is not the ID of a chat'],
	['chatId', 'oc_1?x', '"oc_1?x" is not the ID of a chat'],
	['userId', 'a b', '"a b" is not the user ID of a person'],
	['email', 'tom@example', '"tom@example" is not an email address'],
	['email', 'tom@a/../b.com', '"tom@a/../b.com" is not an email address'],
	['constructor', 'general', '"general" is not a receiver'],
])('by %s, %j is refused: %s', (mode, value, cause) => {
	expect(readReceiver(located(mode, value))).toMatchObject({
		ok: false,
		failure: { reason: 'invalid_receiver', cause, sent: false, attempts: 0 },
	});
});

test('what to do is said of each kind', () => {
	const nextStep = (mode: string, value: string) => {
		const read = readReceiver(located(mode, value));
		return read.ok ? undefined : read.failure.nextStep;
	};
	expect(nextStep('chatId', 'ou_1')).toBe("Set the kind of 'Receiver' to 'Open ID'.");
	expect(nextStep('chatId', 'om_1')).toContain("choose the operation 'Reply'");
	expect(nextStep('chatId', 'omt_1')).toContain("with 'Reply'");
	expect(nextStep('openId', 'cli_1')).toContain('the App ID belongs in the credential');
	expect(nextStep('list', '')).toContain("Choose a chat in 'Receiver'");
});

test('the panel offers a searched list first, and threads only for forwarding', () => {
	const modes = (field: { modes?: INodePropertyMode[] }) => field.modes?.map(({ name }) => name);
	const ordinary = ['list', 'chatId', 'openId', 'userId', 'unionId', 'email'];
	expect(modes(receiver)).toEqual(ordinary);
	expect(modes(receiverOrThread)).toEqual([...ordinary, 'threadId']);
	expect(receiver.modes?.[0]).toMatchObject({
		type: 'list',
		typeOptions: { searchListMethod: 'searchChats', searchable: true },
	});
});
