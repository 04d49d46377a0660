import { failure } from '../../nodes/Feishu/errors/Failure';
import {
	causeOf,
	exactly,
	messageOf,
	quoted,
	sentenceOf,
} from '../../nodes/Feishu/errors/sentence';

describe('the sentence', () => {
	test('is the one of the contract', () => {
		const passed = failure('recall_window_passed', { code: 230009 });
		expect(sentenceOf(passed, 'Message om_1', 'recalled')).toBe(
			'Message om_1 was sent too long ago to be recalled. Ask an administrator to lengthen the recall window. (230009)',
		);
	});

	test('ends with its last word where Feishu gave no code', () => {
		expect(sentenceOf(failure('timed_out'), 'Message om_1', 'recalled')).toBe(
			"Message om_1 was not recalled, because Feishu did not answer in time. Run it again, or raise the option 'Timeout'.",
		);
	});

	test.each([
		['unreachable', 'none', /^Message om_1 was not pinned, because Feishu could not be reached\./],
		['unreachable', 'unknown', /^Message om_1 may not have been pinned, because Feishu could not/],
		['unreachable', 'pending', /^Message om_1 is being pinned, but Feishu could not be reached\./],
		['chat_dissolved', 'none', /^Message om_1 was in a chat that has been dissolved\. /],
		['chat_dissolved', 'unknown', /dissolved; an earlier try may have pinned it\. /],
	] as const)('of %s with the effect %s is composed', (reason, effect, sentence) => {
		expect(sentenceOf(failure(reason, { effect }), 'Message om_1', 'pinned')).toMatch(sentence);
	});

	test('without a message starts with the cause', () => {
		expect(causeOf(failure('ip_not_allowed', { code: 99991401 }))).toBe(
			"The app's IP allowlist does not contain this n8n's address. In the Developer Console, add the public IPv4 address of this n8n under Security Settings > IP Allowlist. It takes effect at once. (99991401)",
		);
		expect(causeOf(failure('unreachable', { cause: 'the line is cut' }))).toMatch(
			/^The line is cut\. /,
		);
	});
});

describe('text from outside', () => {
	test('is one line in quotes', () => {
		expect(quoted('a\r\nb\tc  d ')).toBe('"a b c d"');
		expect(quoted('It ends。. So does this...')).toBe('"It ends。. So does this"');
	});

	test('loses what a terminal or a reader could be misled with', () => {
		expect(quoted('red\u001b[31m\u202egnp.exe\u0000')).toBe('"red [31m gnp.exe"');
	});

	test('is cut to a sensible length', () => {
		expect(quoted('x'.repeat(5_000))).toBe(`"${'x'.repeat(160)}…"`);
		expect(quoted('x'.repeat(160))).toBe(`"${'x'.repeat(160)}"`);
		expect(quoted('abcdef', 3)).toBe('"abc…"');
	});

	test('ends a sentence, where it is what an error says', () => {
		expect(messageOf(new Error('the line is cut.'))).toBe(': "the line is cut"');
		for (const thrown of [new Error(''), 'text', { message: 'text' }, undefined]) {
			expect(messageOf(thrown)).toBe('');
		}
	});

	test('is cut between characters, not through one', () => {
		expect(quoted('ab😀cd', 3)).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
	});
});

describe('a value that is wrong', () => {
	test.each([
		['om_1', '"om_1"'],
		['om_1.', '"om_1."'],
		['om_1。', '"om_1。"'],
		[' om_1 ', '" om_1 "'],
		['om_1\u200b', '"om_1\\u{200b}"'],
		['\ufeffom_1', '"\\u{feff}om_1"'],
		['om_1\u00ad2', '"om_1\\u{ad}2"'],
		['om_1\u3164', '"om_1\\u{3164}"'],
		['om_1\ufe0f', '"om_1\\u{fe0f}"'],
		['om_1\u00a02', '"om_1\\u{a0}2"'],
		['a\r\n\u0000b', '"a\\u{d}\\u{a}\\u{0}b"'],
		['\ud800', '"\\u{d800}"'],
		['\u{e0001}', '"\\u{e0001}"'],
		['撤回🙂é', '"撤回🙂é"'],
	])('%j is shown as it is, and what cannot be seen is written out', (value, shown) => {
		expect(exactly(value)).toBe(shown);
	});

	test('is cut to a sensible length, hidden characters included', () => {
		expect(exactly('x'.repeat(80))).toBe(`"${'x'.repeat(80)}"`);
		expect(exactly('x'.repeat(5_000))).toBe(`"${'x'.repeat(80)}…"`);
		expect(exactly('\u200b'.repeat(5_000)).length).toBeLessThan(100);
		expect(exactly('ab🙂cd', 3)).toBe('"ab🙂…"');
	});
});
