import { classify } from '../../../nodes/Feishu/client/http/classify';
import { api as edit } from '../../../nodes/Feishu/operations/message/edit';
import { api as forward } from '../../../nodes/Feishu/operations/message/forward';
import { listMessages } from '../../../nodes/Feishu/operations/message/history';
import { api as reply } from '../../../nodes/Feishu/operations/message/reply';
import { api as send } from '../../../nodes/Feishu/operations/message/send';
import { api as updateCard } from '../../../nodes/Feishu/operations/message/updateCard';

/** Recorded, and listed on Feishu's page about 230001. */
const invalid = 'Your request contains an invalid request parameter';
const toBot = 'this operation to bots is currently not supported';
const noKey = "message_content_img_tag's image_key field can't be nil";
const toGroup = 'sending system messages in group chats is not supported';

test.each([
	['listing', listMessages, 230001, 'invalid container_id', 'chat_not_found', 'target'],
	['listing', listMessages, 230001, 'invalid page_size', 'invalid_request', 'request'],
	['editing', edit, 230001, 'unsupported message type', 'not_editable', 'target'],
	['editing', edit, 230001, 'invalid msg_type', 'not_editable', 'target'],
	['editing', edit, 230001, 'bot or user is not the message`s sender', 'not_editable', 'target'],
	['editing', edit, 230001, 'invalid message_id', 'message_not_found', 'target'],
	['editing', edit, 230001, 'invalid message content.', 'content_refused', 'request'],
	['updating', updateCard, 230001, 'This message is NOT a card', 'not_editable', 'target'],
	['updating', updateCard, 230001, 'content cannot be empty', 'content_refused', 'request'],
	['updating', updateCard, 230001, 'invalid message_id', 'message_not_found', 'target'],
	['updating', updateCard, 230001, 'invalid image_key', 'file_refused', 'request'],
	['updating', updateCard, 230001, 'Internal Error', 'invalid_request', 'request'],
	['sending', send, 230001, `${invalid}, ext=invalid receive_id.`, 'receiver_not_found', 'request'],
	['sending', send, 230001, 'invalid receive_id_type', 'invalid_request', 'request'],
	['sending', send, 230001, toBot, 'receiver_refuses', 'request'],
	[
		'sending',
		send,
		230001,
		`${invalid}, ext=invalid message content.`,
		'content_refused',
		'request',
	],
	['sending', send, 230001, 'content is not a string in json format', 'content_refused', 'request'],
	['sending', send, 230001, noKey, 'content_refused', 'request'],
	['sending', send, 230001, 'divider_text must be set', 'content_refused', 'request'],
	['sending', send, 230001, toGroup, 'content_refused', 'request'],
	['sending', send, 230001, 'invalid msg_type', 'content_refused', 'request'],
	['sending', send, 230001, 'invalid file_key', 'file_refused', 'request'],
	['sending', send, 230001, 'Internal Error', 'invalid_request', 'request'],
	['sending', send, 230001, invalid, 'invalid_request', 'request'],
	['replying', reply, 230001, 'invalid message_id', 'message_not_found', 'target'],
	[
		'replying',
		reply,
		230001,
		`${invalid}, ext=invalid message content.`,
		'content_refused',
		'request',
	],
	['replying', reply, 230001, 'invalid image_key', 'file_refused', 'request'],
	['forwarding', forward, 230001, 'invalid receive_id', 'receiver_not_found', 'request'],
	['forwarding', forward, 230001, 'invalid thread_id', 'receiver_not_found', 'request'],
	['forwarding', forward, 230001, 'invalid message_id', 'message_not_found', 'target'],
] as const)('at %s, %#: %d with "%s" means %s', (_, api, code, words, reason, speaksOf) => {
	expect(classify(code, api, { words })).toMatchObject({ reason, speaksOf });
});

test('a card is refused for what the code within the words says', () => {
	const of = (words: string) => classify(230099, send, { words }).cause;
	expect(of('Failed, ext=ErrCode: 200380; ErrMsg: x')).toMatch(/its template is not published/);
	expect(of('Failed, ext=ErrCode: 2003800; ErrMsg: x')).not.toMatch(/template/);
});

test('a content is refused with the place that Feishu names', () => {
	const words = `${invalid}, ext=${noKey}`;
	expect(classify(230001, send, { words }).cause).toMatch(/message: "message_content_img_tag's/);
});
