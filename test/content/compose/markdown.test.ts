import { markdownContent } from '../../../nodes/Feishu/content/compose/markdown';
import { causeOf, nobody, said } from '../said';

const markdown = (text: unknown, title: unknown = '', mentions = nobody) =>
	markdownContent(title, text, mentions);

/** The text of the one paragraph. */
function written(...given: Parameters<typeof markdown>): string {
	const { body } = said(markdown(...given));
	return (body as { zh_cn: { content: [[{ text: string }]] } }).zh_cn.content[0][0].text;
}

test('is a post with one paragraph, and a title if there is one', () => {
	const content = [[{ tag: 'md', text: '**a**' }]];
	expect(said(markdown('**a**'))).toEqual({ type: 'post', body: { zh_cn: { content } } });
	expect(said(markdown('**a**', 'A title'))).toEqual({
		type: 'post',
		body: { zh_cn: { title: 'A title', content } },
	});
});

describe('headings', () => {
	test.each([
		['# a', '#### a'],
		['#\ta\r\n## b\r\n', '####\ta\r\n##### b\r\n'],
		['## a\n#### b\n###### c', '##### a\n##### b\n##### c'],
		['text\n   # a', 'text\n   #### a'],
		['#\n##', '####\n#####'],
		['> # a', '> #### a'],
		['>## a', '>##### a'],
		['> > # a\n> # b', '> > #### a\n> #### b'],
		['- # a\n  ## b', '- #### a\n  ##### b'],
		['1. # a', '1. #### a'],
		['> - ## a', '> - ##### a'],
		['- a\n\n  # b', '- a\n\n  #### b'],
		['# 1 # 2', '#### 1 # 2'],
	])('of %j are lowered', (text, lowered) => {
		expect(written(text)).toBe(lowered);
	});

	test.each(['#### a\n##### b', '#### a'])('of %j are shown as they are', (text) => {
		expect(written(text)).toBe(text);
	});

	test('of the sixth level are shown as the fifth', () => {
		expect(written('#### a\n###### b')).toBe('#### a\n##### b');
	});

	test.each([
		'#a and # b',
		'    # code',
		'-     # code',
		'>     # code',
		'> #a',
		'-# a',
		'a - # b',
		'a > # b',
		'\t# code',
		'####### a',
		'\\# a',
		'Title\n===',
	])('are not in %j', (text) => {
		expect(written(text)).toBe(text);
	});

	test.each([
		['```sh\n# a\n```\n# b', '```sh\n# a\n```\n#### b'],
		['   ```\n# a\n   ```  \r\n# b', '   ```\n# a\n   ```  \r\n#### b'],
		['~~~\n```\n# a\n~~~\n# b', '~~~\n```\n# a\n~~~\n#### b'],
		['````\n```\n# a\n`````\n# b', '````\n```\n# a\n`````\n#### b'],
		['```\n```sh\n# a\n```\n# b', '```\n```sh\n# a\n```\n#### b'],
		['```\n    ```\n# a', '```\n    ```\n# a'],
		['~~~ `x`\n# a', '~~~ `x`\n# a'],
		['```x```\n# a', '```x```\n#### a'],
		['``\n# a', '``\n#### a'],
		['- ```js\n  # a\n  ```\n\n# b', '- ```js\n  # a\n  ```\n\n#### b'],
		['1. ```\n   # a\n   ```\n## b', '1. ```\n   # a\n   ```\n##### b'],
		['12) ~~~\n    # a\n    ~~~\n# b', '12) ~~~\n    # a\n    ~~~\n#### b'],
		['- a\n\n  ```sh\n  # b\n    ```\n# c', '- a\n\n  ```sh\n  # b\n    ```\n#### c'],
		['* a\n\t```\n\t# b\n\t```\n# c', '* a\n\t```\n\t# b\n\t```\n#### c'],
		['-\t```\n\t# a\n\t```\n# b', '-\t```\n\t# a\n\t```\n#### b'],
		[
			'- a\n    - ````\n      ```\n      # b\n      ````\n# c',
			'- a\n    - ````\n      ```\n      # b\n      ````\n#### c',
		],
		['+ ```\n\n  # a\n\n  ```\n  # b', '+ ```\n\n  # a\n\n  ```\n  #### b'],
		['> ```\n> # a\n> ```\n> # b', '> ```\n> # a\n> ```\n> #### b'],
		['>```\n># a\n>```\r\n># b', '>```\n># a\n>```\r\n>#### b'],
		['> - ```\n>   # a\n>   ```\n# b', '> - ```\n>   # a\n>   ```\n#### b'],
		['- > ```\n  > # a\n  > ```\n# b', '- > ```\n  > # a\n  > ```\n#### b'],
		['- ```\n  # a\n# b', '- ```\n  # a\n#### b'],
		['> ```\n> # a\n\n# b', '> ```\n> # a\n\n#### b'],
		['- a\n  ```x```\n# b', '- a\n  ```x```\n#### b'],
		['-\n  ```\n  # a\n  ```\n# b', '-\n  ```\n  # a\n  ```\n#### b'],
	])('stay in code and are lowered around it: %j', (text, lowered) => {
		expect(written(text)).toBe(lowered);
	});
});

describe('mentions', () => {
	const tom = { people: ['ou_1'], everyone: false };
	const tag = '<at user_id="ou_1"></at>';

	test.each(['a', '**a**', '-a', '1.5 a', '#a', '`a`', '[a](b)', '~~a~~', '*a*'])(
		'stand on the line of %j',
		(text) => {
			expect(written(text, '', tom)).toBe(`${tag} ${text}`);
		},
	);

	test.each([
		'#### a',
		'- a',
		'* a',
		'+ a',
		'1. a',
		'12) a',
		'> a',
		'   > a',
		'```\na\n```',
		'~~~\na\n~~~',
		'    a',
		'\ta',
		'---',
		'***',
		'| a |',
		'![](img_1)',
	])('have a line of their own before %j, which would not be what it is behind them', (text) => {
		expect(written(text, '', tom)).toBe(`${tag}\n${text}`);
	});

	test('may be all that it says', () => {
		expect(written('', '', tom)).toBe(tag);
	});
});

test('what says nothing is refused, and so is a title that is no text', () => {
	expect(causeOf(markdown(' ', 'A title'))).toBe("the field 'Markdown' is empty");
	expect(causeOf(markdown('a', {}))).toBe("the field 'Title' holds an object, not a text");
	expect(causeOf(markdown([]))).toBe("the field 'Markdown' holds a list, not a text");
});
