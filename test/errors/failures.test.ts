import {
	causeOf,
	exactly,
	failed,
	failure,
	quoted,
	reasons,
	refusal,
	sentenceOf,
	succeeded,
	type Reason,
} from '../../nodes/Feishu/errors/failures';

/** Every value of `error.reason` that workflows branch on, and whether the same call may succeed later. */
const contract: Array<[Reason, boolean]> = [
	['invalid_message_id', false],
	['invalid_request', false],
	['message_not_found', false],
	['bot_not_in_chat', false],
	['bot_not_enabled', false],
	['recall_window_passed', false],
	['user_not_available', false],
	['not_allowed_to_recall', false],
	['permission_missing', false],
	['message_not_visible', false],
	['message_type_not_recallable', false],
	['already_recalled', false],
	['chat_dissolved', false],
	['rate_limited', true],
	['quota_exhausted', false],
	['token_rejected', false],
	['credentials_rejected', false],
	['app_unavailable', false],
	['ip_not_allowed', false],
	['feishu_unavailable', true],
	['unreachable', true],
	['timed_out', true],
	['unreadable_answer', false],
	['unknown', false],
];

test.each(contract)('%s is a reason; that it passes by itself is %s', (reason, retryable) => {
	expect(reasons[reason].retryable).toBe(retryable);
});

describe.each(Object.entries(reasons))('%s', (_, { says, todo, advice }) => {
	test('says what happened in words that follow the message', () => {
		expect(says).toMatch(/^(is|are|was|were|does|cannot|had|has|may) \S.*[^.!?:;, ]$/);
	});

	test('says what to do in one sentence', () => {
		expect(todo).toMatch(/^[A-Z].+\.$/);
		expect(todo).not.toMatch(/[.!?] [A-Z]/);
	});

	test('says where to do it in one or two sentences', () => {
		expect(advice).toMatch(/^[A-Z].+\.$/);
		expect(advice.split(/[.!?] (?=[A-Z])/).length).toBeLessThanOrEqual(2);
		expect(advice).not.toBe(todo);
	});

	test('blames nobody, and leaves no word to fill in', () => {
		const text = [says, todo, advice].join(' ');
		expect(text).not.toMatch(/\b(errors?|problems?|failures?|mistakes?)\b/i);
		expect(text).not.toMatch(/undefined|null|\bTODO\b|[\n\t]| {2}/);
	});
});

describe('a failure', () => {
	test('has the texts of its reason', () => {
		expect(failure('chat_dissolved')).toEqual({
			reason: 'chat_dissolved',
			says: reasons.chat_dissolved.says,
			todo: reasons.chat_dissolved.todo,
			hint: reasons.chat_dissolved.advice,
			asked: true,
			attempts: 1,
		});
	});

	test('has the texts of the place where it happened, if that knows better', () => {
		expect(failure('unknown', { says: 'was lost', code: 7 })).toMatchObject({
			says: 'was lost',
			todo: reasons.unknown.todo,
			code: 7,
		});
	});

	test('that happened before anything was sent says so', () => {
		expect(refusal('invalid_message_id')).toMatchObject({ asked: false, attempts: 0 });
	});

	test('is handed on as a value', () => {
		const cause = failure('timed_out');
		expect(failed(cause)).toEqual({ ok: false, failure: cause });
		expect(succeeded(3)).toEqual({ ok: true, value: 3 });
	});
});

describe('the sentence', () => {
	test('is the one of the contract', () => {
		const passed = failure('recall_window_passed', { code: 230009 });
		expect(sentenceOf(passed, 'Message om_1')).toBe(
			'Message om_1 was sent too long ago to be recalled. Ask an administrator to lengthen the recall window. (230009)',
		);
	});

	test('ends with its last word where Feishu gave no code', () => {
		expect(sentenceOf(failure('timed_out'), 'Message om_1')).toBe(
			"Message om_1 was not recalled, because Feishu did not answer in time. Run it again, or raise the option 'Timeout'.",
		);
	});

	test('without a message starts with the cause', () => {
		expect(causeOf(failure('ip_not_allowed', { code: 99991401 }))).toBe(
			"The app's IP allowlist does not contain this n8n's address. In the Developer Console, add the public IPv4 address of this n8n under Security Settings > IP Allowlist. It takes effect at once. (99991401)",
		);
		expect(causeOf(failure('unreachable', { says: 'was not recalled: the line is cut' }))).toMatch(
			/^The line is cut\. /,
		);
	});
});

describe('text from outside', () => {
	test('is one line in quotes', () => {
		expect(quoted('a\r\nb\tc  d ')).toBe('"a b c d"');
	});

	test('loses what a terminal or a reader could be misled with', () => {
		expect(quoted('red\u001b[31m\u202egnp.exe\u0000')).toBe('"red [31m gnp.exe"');
	});

	test('is cut to a sensible length', () => {
		expect(quoted('x'.repeat(5_000))).toBe(`"${'x'.repeat(160)}…"`);
		expect(quoted('x'.repeat(160))).toBe(`"${'x'.repeat(160)}"`);
		expect(quoted('abcdef', 3)).toBe('"abc…"');
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
