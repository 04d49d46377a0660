import { cardContent, templateContent } from '../../../nodes/Feishu/content/compose/card';
import { withinLimits, type Content } from '../../../nodes/Feishu/content/compose/Content';
import { markdownContent } from '../../../nodes/Feishu/content/compose/markdown';
import { otherContent } from '../../../nodes/Feishu/content/compose/other';
import { textContent } from '../../../nodes/Feishu/content/compose/text';
import { succeeded, type Result } from '../../../nodes/Feishu/errors/Failure';

const nobody = { people: [], everyone: false };

function said(content: Result<Content>): unknown {
	if (!content.ok) throw new Error(content.failure.cause);
	return content.value;
}

function causeOf(content: Result<unknown>): string {
	if (content.ok) throw new Error('It is taken');
	expect(content.failure).toMatchObject({ reason: 'content_invalid', sent: false, attempts: 0 });
	return content.failure.cause;
}

describe('a text', () => {
	test.each(['Hello', ' a "b"\\\n<b>c</b> &amp; 你好 🎉 ', 'x'.repeat(10)])(
		'is %j as it was written',
		(text) => {
			expect(said(textContent(text, nobody))).toEqual({ type: 'text', body: { text } });
		},
	);

	test.each([
		[0, '0'],
		[false, 'false'],
	])('may be the value %j of an expression', (value, text) => {
		expect(said(textContent(value, nobody))).toMatchObject({ body: { text } });
	});

	test('has its mentions in front, everyone first', () => {
		expect(said(textContent('Hello', { people: ['ou_1', 'ou_2'], everyone: true }))).toMatchObject({
			body: {
				text: '<at user_id="all"></at> <at user_id="ou_1"></at> <at user_id="ou_2"></at> Hello',
			},
		});
		expect(said(textContent('', { people: ['ou_1'], everyone: false }))).toMatchObject({
			body: { text: '<at user_id="ou_1"></at>' },
		});
	});

	test.each([['', undefined, null, ' \n ']].flat())('%j says nothing', (text) => {
		expect(causeOf(textContent(text, nobody))).toBe("the field 'Text' is empty");
	});

	test.each([
		[{}, 'an object'],
		[[], 'a list'],
	])('%j is none', (value, holds) => {
		expect(causeOf(textContent(value, nobody))).toBe(`the field 'Text' holds ${holds}, not a text`);
	});
});

describe('Markdown', () => {
	const markdown = (text: unknown, title: unknown = '') => markdownContent(title, text, nobody);
	const written = (text: string) => {
		const { body } = said(markdown(text)) as { body: { zh_cn: { content: [[{ text: string }]] } } };
		return body.zh_cn.content[0][0].text;
	};

	test('is a post with one paragraph, and a title if there is one', () => {
		expect(said(markdown('**a**', 'A title'))).toEqual({
			type: 'post',
			body: { zh_cn: { title: 'A title', content: [[{ tag: 'md', text: '**a**' }]] } },
		});
		expect(said(markdown('**a**'))).toEqual({
			type: 'post',
			body: { zh_cn: { content: [[{ tag: 'md', text: '**a**' }]] } },
		});
	});

	test.each([
		['# a', '#### a'],
		['## a\n###### b', '##### a\n##### b'],
		['#a and # b', '#a and # b'],
		['    # code', '    # code'],
		['```sh\n# a\n```\n# b', '```sh\n# a\n```\n#### b'],
		['~~~\n```\n# a\n~~~\n# b', '~~~\n```\n# a\n~~~\n#### b'],
		['````\n```\n# a\n````', '````\n```\n# a\n````'],
	])('lowers the headings of %j', (text, lowered) => {
		expect(written(text)).toBe(lowered);
	});

	test('has its mentions in front', () => {
		expect(said(markdownContent('', 'a', { people: ['ou_1'], everyone: false }))).toMatchObject({
			body: { zh_cn: { content: [[{ text: '<at user_id="ou_1"></at> a' }]] } },
		});
	});

	test('that says nothing is refused, and so is a title that is no text', () => {
		expect(causeOf(markdown(' ', 'A title'))).toBe("the field 'Markdown' is empty");
		expect(causeOf(markdown('a', {}))).toBe("the field 'Title' holds an object, not a text");
		expect(causeOf(markdown([]))).toBe("the field 'Markdown' holds a list, not a text");
	});
});

describe('a card', () => {
	test.each([
		['{"elements":[]}', { elements: [], config: { update_multi: true } }],
		[
			{ config: { wide_screen_mode: true } },
			{ config: { update_multi: true, wide_screen_mode: true } },
		],
		[{ config: { update_multi: false } }, { config: { update_multi: false } }],
		[
			{ schema: '2.0', body: {} },
			{ schema: '2.0', body: {} },
		],
		[
			{ type: 'template', data: {} },
			{ type: 'template', data: {} },
		],
	])('of %j can be updated later, unless it says otherwise', (card, body) => {
		expect(said(cardContent(card))).toEqual({ type: 'interactive', body });
	});

	test.each([
		['', "the field 'Card JSON' is empty"],
		['{', "'Card JSON' is not valid JSON: it ends too early, at line 1, column 2"],
		['[]', "'Card JSON' holds no JSON object"],
		['null', "'Card JSON' holds no JSON object"],
		[7, "'Card JSON' holds no JSON object"],
		[undefined, "'Card JSON' holds no JSON object"],
	])('of %j is refused', (card, cause) => {
		expect(causeOf(cardContent(card))).toBe(cause);
	});

	test('of a template has its version and variables, if they are given', () => {
		const data = (content: Result<Content>) => (said(content) as { body: unknown }).body;
		expect(data(templateContent(' AAq1 ', ' 1.0.0 ', '{"name":"Tom"}'))).toEqual({
			type: 'template',
			data: {
				template_id: 'AAq1',
				template_version_name: '1.0.0',
				template_variable: { name: 'Tom' },
			},
		});
		for (const unset of ['', undefined, null]) {
			expect(data(templateContent('AAq1', '', unset))).toEqual({
				type: 'template',
				data: { template_id: 'AAq1', template_variable: {} },
			});
		}
	});

	test('of no template is refused, and so are variables that are none', () => {
		expect(causeOf(templateContent(' ', '', ''))).toBe("the field 'Template ID' is empty");
		expect(causeOf(templateContent(7, '', ''))).toBe("the field 'Template ID' is empty");
		expect(causeOf(templateContent('AAq1', '', '[1]'))).toBe(
			"'Template Variables' holds no JSON object",
		);
	});
});

describe('another type', () => {
	test('is sent as it is', () => {
		expect(said(otherContent(' share_chat ', '{"chat_id":"oc_1"}'))).toEqual({
			type: 'share_chat',
			body: { chat_id: 'oc_1' },
		});
	});

	test.each(['', 'Share Chat', 'a/b', undefined])('%j is none', (type) => {
		expect(causeOf(otherContent(type, '{}'))).toMatch(/'Type'/);
	});

	test('needs content that is JSON', () => {
		expect(causeOf(otherContent('sticker', 'x'))).toMatch(
			/^'Content' is not valid JSON: at line 1/,
		);
	});
});

describe('the size', () => {
	const sized = (type: string, kilobytes: number): Result<Content> =>
		// {"a":""} takes eight bytes.
		succeeded({ type, body: { a: 'x'.repeat(kilobytes * 1_024 - 8) } });

	test.each([
		['text', 150],
		['post', 30],
		['interactive', 30],
	])('of %s may be %d KB, counted in UTF-8', (type, most) => {
		const fits = sized(type, most);
		expect(withinLimits(fits)).toBe(fits);
		expect(causeOf(withinLimits(sized(type, most + 0.001)))).toBe(
			`its content takes ${most + 1} KB, and Feishu takes ${most} KB at most`,
		);
		const hanzi = '你'.repeat((most * 1_024) / 3);
		expect(withinLimits(succeeded({ type, body: { a: hanzi } })).ok).toBe(false);
	});

	test('of other types is left to Feishu, and a refusal stays one', () => {
		expect(withinLimits(sized('share_chat', 500)).ok).toBe(true);
		expect(causeOf(withinLimits(textContent('', nobody)))).toBe("the field 'Text' is empty");
	});
});
