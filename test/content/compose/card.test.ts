import { cardContent, templateContent } from '../../../nodes/Feishu/content/compose/card';
import { asSent } from '../../../nodes/Feishu/content/compose/Content';
import { otherContent } from '../../../nodes/Feishu/content/compose/other';
import { causeOf, said } from '../said';

describe('JSON', () => {
	test.each([
		['{"elements":[]}', { elements: [], config: { update_multi: true } }],
		[{ config: null }, { config: { update_multi: true } }],
		[{ config: { wide: true } }, { config: { update_multi: true, wide: true } }],
		[{ schema: '1.0' }, { schema: '1.0', config: { update_multi: true } }],
	])('%j becomes a card that can be updated later', (card, body) => {
		expect(said(cardContent(card))).toEqual({ type: 'interactive', body });
	});

	test.each([
		{ config: { update_multi: false } },
		{ schema: '2.0', body: {} },
		{ type: 'template', data: {} },
		// Feishu says what is wrong with it.
		{ config: 'wide' },
		{ config: ['wide'] },
	])('%j is sent as it is', (card) => {
		expect(said(cardContent(card)).body).toEqual(card);
	});

	test('with dates and the like is what it says as JSON', () => {
		expect(said(cardContent({ schema: '2.0', at: new Date(0), no: undefined })).body).toEqual({
			schema: '2.0',
			at: '1970-01-01T00:00:00.000Z',
		});
	});
});

test.each(['', ' \n', undefined, null])('an empty field: %j', (card) => {
	expect(causeOf(cardContent(card))).toBe("the field 'Card JSON' is empty");
});

const round: Record<string, unknown> = {};
round.self = round;

test.each([
	['{', "'Card JSON' is not valid JSON: it ends too early, at line 1, column 2"],
	['[]', "'Card JSON' holds no JSON object"],
	['null', "'Card JSON' holds no JSON object"],
	[7, "'Card JSON' holds no JSON object"],
	[new Date(0), "'Card JSON' holds no JSON object"],
	[() => 7, "'Card JSON' holds no JSON object"],
	[round, "'Card JSON' holds no JSON object"],
])('%p is refused: %s', (card, cause) => {
	expect(causeOf(cardContent(card))).toBe(cause);
});

test('an object that throws when it is written as JSON is refused', () => {
	const unwritable = {
		toJSON() {
			throw new Error('It cannot be written');
		},
	};
	expect(causeOf(cardContent(unwritable))).toBe("'Card JSON' holds no JSON object");
});

test('nothing is deeper than what can be written as JSON', () => {
	const deep = `{"a":${'['.repeat(9_999)}${']'.repeat(9_999)}}`;
	expect(causeOf(cardContent(deep))).toBe("'Card JSON' holds no JSON object");
});

test('what is no JSON tells how an expression puts texts into it', () => {
	const refused = cardContent('{"a": "b');
	expect(refused).toMatchObject({
		failure: { hint: expect.stringContaining('{{ JSON.stringify($json.text) }}') },
	});
});

describe('a template', () => {
	test('has its version and variables, if they are given', () => {
		expect(said(templateContent(' AAq1 ', ' 1.0.0 ', '{"name":"Tom"}'))).toEqual({
			type: 'interactive',
			body: {
				type: 'template',
				data: {
					template_id: 'AAq1',
					template_version_name: '1.0.0',
					template_variable: { name: 'Tom' },
				},
			},
		});
		expect(said(templateContent('AAq1', 2, { n: 1 })).body).toMatchObject({
			data: { template_version_name: '2', template_variable: { n: 1 } },
		});
	});

	test.each(['', ' ', undefined, null])('has none where the fields hold %j', (unset) => {
		expect(said(templateContent('AAq1', unset, unset)).body).toEqual({
			type: 'template',
			data: { template_id: 'AAq1', template_variable: {} },
		});
	});

	test.each([
		[[' ', '', ''], "the field 'Template ID' is empty"],
		[[undefined, '', ''], "the field 'Template ID' is empty"],
		[[{}, '', ''], "the field 'Template ID' holds an object, not a text"],
		[['AAq1', {}, ''], "the field 'Template Version' holds an object, not a text"],
		[['AAq1', '', '[1]'], "'Template Variables' holds no JSON object"],
		[
			['AAq1', '', 'name: Tom'],
			`'Template Variables' is not valid JSON: at line 1, column 1, near "name: Tom"`,
		],
	])('of %j is refused: %s', ([id, version, variables], cause) => {
		expect(causeOf(templateContent(id, version, variables))).toBe(cause);
	});
});

const numbers = '[12345678901234567891,1.0,1e400,-0,0.1000000000000000055,1E+2,7]';

test.each([
	['a card', cardContent(`{"schema": "2.0", "n": ${numbers}, "s": "# 1.0 \\" 1e400"}`)],
	['a card that is made updatable', cardContent(`{"elements": ${numbers}}`)],
	['variables of a template', templateContent('AAq1', '', `{"n": ${numbers}}`)],
	['other content', otherContent('post', `{"n": ${numbers}, "##": "#"}`)],
	[
		'JSON within JSON',
		cardContent({ msg_type: 'interactive', content: `{"elements":${numbers}}` }),
	],
])('numbers keep their digits in %s', (_, content) => {
	expect(asSent(said(content)).content).toContain(numbers);
	expect(() => void JSON.parse(asSent(said(content)).content)).not.toThrow();
});

const card = { schema: '2.0', body: { elements: [] } };
const text = JSON.stringify(card);

test.each([
	{ msg_type: 'interactive', card },
	{ msg_type: 'interactive', card: text },
	{ msg_type: 'interactive', content: text, receive_id: 'oc_1' },
	{ msg_type: 'interactive', body: { content: text } },
	{ card },
	{ content: text },
	{ name: 'Card', dsl: card, variables: [] },
	{ type: 'raw', data: card },
	{ toast: {}, card: { type: 'raw', data: card } },
	text,
	JSON.stringify(text),
])('a card is taken out of its wrapper: %j', (given) => {
	expect(said(cardContent(given)).body).toEqual(card);
	expect(said(otherContent('interactive', given)).body).toEqual(card);
});

test.each([
	[{ msg_type: 'text', content: '{"text":"a"}' }, /a message of the type "text"/],
	[{ msg_type: 'interactive' }, /a message without a card/],
	[{ name: 'Card', dsl: card, variables: [{}] }, /a card with variables/],
	[[card], /no JSON object/],
])('%j is refused', (given, cause) => {
	expect(causeOf(cardContent(given))).toMatch(cause);
});

test('other content is taken out of its message, and of no message of another type', () => {
	const message = { msg_type: 'text', content: '{"text":"a"}' };
	expect(said(otherContent('text', message)).body).toEqual({ text: 'a' });
	expect(causeOf(otherContent('post', message))).toMatch(/a message of the type "text"/);
});
