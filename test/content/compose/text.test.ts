import { DateTime } from 'luxon';

import { readText, textContent } from '../../../nodes/Feishu/content/compose/text';
import { causeOf, nobody, said } from '../said';

test.each(['Hello', ' a "b"\\\n<b>c</b> &amp; 你好 🎉 ', '{{ $json }}'])(
	'a text is %j as it was written',
	(text) => {
		expect(said(textContent(text, nobody))).toEqual({ type: 'text', body: { text } });
	},
);

test.each([
	[0, '0'],
	[false, 'false'],
])('a text may be the value %j of an expression', (value, text) => {
	expect(said(textContent(value, nobody))).toMatchObject({ body: { text } });
});

test.each([
	['Hello', '<at user_id="all"></at> <at user_id="ou_1"></at> <at user_id="ou_2"></at> Hello'],
	['', '<at user_id="all"></at> <at user_id="ou_1"></at> <at user_id="ou_2"></at>'],
])('before %j, everyone is mentioned first', (written, text) => {
	const mentions = { people: ['ou_1', 'ou_2'], everyone: true };
	expect(said(textContent(written, mentions)).body).toEqual({ text });
});

test.each(['', undefined, null, ' \n '])('%j says nothing', (text) => {
	expect(causeOf(textContent(text, nobody))).toBe("the field 'Text' is empty");
});

test.each([
	[new Date('2026-11-24T10:00:00Z'), '2026-11-24T10:00:00.000Z'],
	[
		DateTime.fromISO('2026-11-24T10:00', { zone: 'Asia/Shanghai' }),
		'2026-11-24T10:00:00.000+08:00',
	],
])('a date as text is as n8n writes it within one', (date, text) => {
	expect(said(textContent(date, nobody)).body).toEqual({ text });
});

test.each([
	[new Date(NaN), 'an object'],
	[DateTime.invalid('no time'), 'an object'],
	[{}, 'an object'],
	[[], 'a list'],
])('%j is no text', (value, holds) => {
	expect(causeOf(textContent(value, nobody))).toBe(`the field 'Text' holds ${holds}, not a text`);
	expect(causeOf(readText(value, 'Title'))).toBe(`the field 'Title' holds ${holds}, not a text`);
});
