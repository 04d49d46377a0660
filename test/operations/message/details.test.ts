import { classify } from '../../../nodes/Feishu/client/http/classify';
import { api as edit } from '../../../nodes/Feishu/operations/message/edit';
import { listMessages } from '../../../nodes/Feishu/operations/message/history';
import { api as send } from '../../../nodes/Feishu/operations/message/send';
import { api as updateCard } from '../../../nodes/Feishu/operations/message/updateCard';

test.each([
	['listing', listMessages, 230001, 'invalid container_id', 'chat_not_found', 'target'],
	['listing', listMessages, 230001, 'invalid page_size', 'invalid_request', 'request'],
	['editing', edit, 230001, 'unsupported message type', 'not_editable', 'target'],
	['editing', edit, 230001, 'invalid msg_type', 'not_editable', 'target'],
	['updating', updateCard, 230001, 'This message is NOT a card', 'not_editable', 'target'],
] as const)('at %s, %#: %d with "%s" means %s', (_, api, code, words, reason, speaksOf) => {
	expect(classify(code, api, { words })).toMatchObject({ reason, speaksOf });
});

test('a card is refused for what the code within the words says', () => {
	const of = (words: string) => classify(230099, send, { words }).cause;
	expect(of('Failed, ext=ErrCode: 200380; ErrMsg: x')).toMatch(/its template is not published/);
	expect(of('Failed, ext=ErrCode: 2003800; ErrMsg: x')).not.toMatch(/template/);
});
