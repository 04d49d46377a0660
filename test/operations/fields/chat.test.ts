import {
	containerSubject,
	givenSubject,
	readChat,
	readContainer,
} from '../../../nodes/Feishu/operations/fields/chat';
import { located } from '../located';

test.each([
	['list', 'oc_1', 'chat'],
	['chatId', ' "oc_a0-b_1" ', 'chat'],
	['threadId', 'omt_1', 'thread'],
	['a mode of long ago', 'omt_1', 'thread'],
])('by %s, %j is where messages are', (mode, value, type) => {
	const id = value.replace(/[" ]/g, '');
	expect(readContainer(located(mode, value))).toEqual({ ok: true, value: { id, type } });
});

test('a mere ID tells its kind by itself', () => {
	expect(readChat('oc_1')).toEqual({ ok: true, value: { id: 'oc_1', type: 'chat' } });
});

const anId = expect.stringContaining("Choose a chat in 'Chat'");

test.each([
	[located('chatId', ' '), "the field 'Chat' is empty", anId],
	[located('chatId', undefined), "the field 'Chat' is empty", anId],
	[located('chatId', 7), "the field 'Chat' holds a number, not an ID", anId],
	[located('list', ['oc_1']), "the field 'Chat' holds a list, not an ID", anId],
	[{ chat_id: 'oc_1' }, "the field 'Chat' holds an object, not an ID", anId],
	['{"chat_id": "oc_1"}', '"{"chat_id": "oc_1"}" is not the ID of a chat', anId],
	[located('chatId', 'om_1'), '"om_1" is the ID of a message, not the ID of a chat', anId],
	[located('list', 'ou_1'), '"ou_1" is the ID of a person, not the ID of a chat', anId],
	[located('chatId', 'on_1'), '"on_1" is the ID of a person, not the ID of a chat', anId],
	[located('threadId', 'cli_1'), '"cli_1" is the ID of an app, not the ID of a thread', anId],
	['bm-1', '"bm-1" is the ID of a batch message, not the ID of a chat', anId],
	['somewhere', '"somewhere" is not the ID of a chat', anId],
	[
		located('chatId', 'omt_1'),
		'"omt_1" is the ID of a thread, not the ID of a chat',
		"Set the kind of 'Chat' to 'Thread ID'.",
	],
	[
		located('threadId', 'oc_1'),
		'"oc_1" is the ID of a chat, not the ID of a thread',
		"Set the kind of 'Chat' to 'Chat ID'.",
	],
])('%j is refused: %s', (given, cause, nextStep) => {
	expect(readContainer(given)).toMatchObject({
		ok: false,
		failure: { reason: 'invalid_chat', cause, nextStep, sent: false },
	});
});

test('where only a whole chat will do, a thread is refused', () => {
	expect(readChat(located('threadId', 'omt_1'))).toMatchObject({
		failure: {
			cause: '"omt_1" is the ID of a thread, not of a chat',
			nextStep: expect.stringContaining('which starts with oc_'),
		},
	});
	expect(readChat('')).toMatchObject({ failure: { cause: "the field 'Chat' is empty" } });
});

test('failures name it, and a field that holds none with what stands there', () => {
	expect(containerSubject({ id: 'oc_1', type: 'chat' })).toEqual({ id: 'oc_1', name: 'Chat oc_1' });
	expect(containerSubject({ id: 'omt_1', type: 'thread' })).toEqual({
		id: 'omt_1',
		name: 'Thread omt_1',
		idKey: 'thread_id',
	});
	expect(givenSubject(located('threadId', 'omt_1'))).toEqual({
		id: 'omt_1',
		name: 'Thread omt_1',
		idKey: 'thread_id',
	});
	expect(givenSubject(located('chatId', ' "om_1" '))).toEqual({ id: 'om_1', name: 'The chat' });
	expect(givenSubject(7)).toMatchObject({ id: '7' });
	expect(givenSubject({})).toMatchObject({ id: '' });
	expect(givenSubject('x'.repeat(200)).id).toHaveLength(100);
});
