import { otherContent } from '../../../nodes/Feishu/content/compose/other';
import { causeOf, said } from '../said';

test.each([
	[' share_chat ', '{"chat_id":"oc_1"}', { type: 'share_chat', body: { chat_id: 'oc_1' } }],
	['sticker', { file_key: 'f' }, { type: 'sticker', body: { file_key: 'f' } }],
])('%j is sent as it is', (type, content, expected) => {
	expect(said(otherContent(type, content))).toEqual(expected);
});

test.each(['', 'Share Chat', 'a/b', 'x'.repeat(41), undefined])('%j is no type', (type) => {
	expect(causeOf(otherContent(type, '{}'))).toBe(
		"'Type' does not name one of Feishu's message types",
	);
});

test.each([
	['x', `'Content' is not valid JSON: at line 1, column 1, near "x"`],
	['', "the field 'Content' is empty"],
	['[]', "'Content' holds no JSON object"],
])('%j is no content: %s', (content, cause) => {
	expect(causeOf(otherContent('sticker', content))).toBe(cause);
});
