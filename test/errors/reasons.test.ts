import { reasons, type Reason } from '../../nodes/Feishu/errors/reasons';

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
	['execution_stopped', true],
	['unknown', false],
	['invalid_receiver', false],
	['receiver_not_found', false],
	['receiver_refuses', false],
	['message_recalled', false],
	['content_invalid', false],
	['content_refused', false],
	['still_sending', true],
	['not_replyable', false],
	['not_editable', false],
	['not_forwardable', false],
	['file_refused', false],
	['invalid_chat', false],
	['chat_not_found', false],
	['not_readable', false],
	['not_downloadable', false],
	['too_many_matches', false],
	['not_verified', false],
];

test.each(contract)('%s is a reason; that it passes by itself is %s', (reason, retryable) => {
	expect(reasons[reason].retry !== undefined).toBe(retryable);
});

test('there are no other reasons', () => {
	expect(Object.keys(reasons).sort()).toEqual(contract.map(([reason]) => reason).sort());
});

/** The first words of a cause, which follows the name of the message, or "because". */
const beginnings = {
	target: /^(is|are|was|were|does|cannot|had|has|may) \S/,
	request: /^(the|Feishu|Feishu's) \S/,
};

describe.each(Object.entries(reasons))('%s', (_, { speaksOf, cause, nextStep, hint }) => {
	test('says what happened in words that complete the sentence', () => {
		expect(cause).toMatch(beginnings[speaksOf]);
		expect(cause).toMatch(/[^.!?:;, ]$/);
	});

	test('says what to do in one sentence', () => {
		expect(nextStep).toMatch(/^[A-Z].+\.$/);
		expect(nextStep).not.toMatch(/[.!?] [A-Z]/);
	});

	test('says where to do it in one or two sentences', () => {
		expect(hint).toMatch(/^[A-Z].+\.$/);
		expect(hint.split(/[.!?] (?=[A-Z])/).length).toBeLessThanOrEqual(2);
		expect(hint).not.toBe(nextStep);
	});

	test('blames nobody, and leaves no word to fill in', () => {
		const text = [cause, nextStep, hint].join(' ');
		expect(text).not.toMatch(/\b(errors?|problems?|failures?|mistakes?)\b/i);
		expect(text).not.toMatch(/undefined|null|\bTODO\b|[\n\t]| {2}/);
	});
});
