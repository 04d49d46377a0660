import { codes } from '../../nodes/Feishu/errors/codes';
import { failure, reasons, sentenceOf, type Reason } from '../../nodes/Feishu/errors/failures';

/** The contract's table of reasons, and its codes. */
const contract = new Map<Reason, number[]>([
	['invalid_request', [230001, 9499, 4000, 99992402, ...idChecksBut(99992354)]],
	['message_not_found', [99992354, 10020, 10037, 11224, 230030]],
	['bot_not_in_chat', [230002]],
	['bot_not_enabled', [230006]],
	['recall_window_passed', [230009, 11238]],
	['user_not_available', [230013]],
	['not_allowed_to_recall', [230026]],
	['permission_missing', [230027, 99991672, 99991676, 99991679]],
	['message_not_visible', [230050]],
	['message_type_not_recallable', [230054]],
	['already_recalled', [230110, 230011]],
	['chat_dissolved', [232009]],
	['rate_limited', [99991400, 230020, 11232, 11233, 11247]],
	['quota_exhausted', [99991403, 99991406]],
	['token_rejected', [99991661, 99991663, 99991664, 99991665, 99991668, 99991671, 99991677]],
	['credentials_rejected', [10003, 10005, 10012, 10013, 10014, 10015, 99991543, 20002]],
	['app_unavailable', [99991662, 99991673, 11205, 11207, 11209, 11210, 20009, 20069]],
	['ip_not_allowed', [99991401]],
	['feishu_unavailable', [1500, 1642, 1663, 1668, 2200, 5000, 10101, 10105, 55001, 65001]],
]);

/** The gateway's checks of IDs, from 99992351 to 99992381. */
function idChecksBut(other: number): number[] {
	return Array.from({ length: 31 }, (_, index) => 99992351 + index).filter(
		(code) => code !== other,
	);
}

const promised = [...contract].flatMap(([reason, itsCodes]) =>
	itsCodes.map((code) => [code, reason] as const),
);

test.each(promised)('%d means %s', (code, reason) => {
	expect(codes[code]?.reason).toBe(reason);
});

const rows = Object.entries(codes).map(([code, row]) => [Number(code), row] as const);

describe.each(rows)('the row of %d', (code, { reason, source, advice }) => {
	const said = failure(reason, { code, ...(advice !== undefined && { hint: advice }) });

	test('says where its meaning is stated', () => {
		expect(source).toMatch(
			/^https:\/\/open\.(feishu\.cn|larksuite\.com|larkoffice\.com)\/document\/\S+$/,
		);
	});

	test('gives advice in at most two sentences that blame nobody', () => {
		expect(said.hint).toMatch(/^[A-Z].+\.$/);
		expect(said.hint).not.toMatch(/\b(errors?|problems?|failures?|mistakes?)\b/i);
		expect(said.hint.split(/[.!?] (?=[A-Z])/).length).toBeLessThanOrEqual(2);
	});

	test('makes a message that stands alone and ends with the code', () => {
		const message = sentenceOf(said, 'Message om_1');
		expect(message).toMatch(new RegExp(`^Message om_1 [a-z].+\\. [A-Z].+\\. \\(${code}\\)$`));
	});
});

test('a code belongs to a reason that exists', () => {
	expect(rows.filter(([, { reason }]) => !(reason in reasons))).toEqual([]);
});

test('a code that is not in the table is not guessed at', () => {
	expect(codes[0]).toBeUndefined();
	expect(codes[99991499]).toBeUndefined();
	expect(codes[99992350]).toBeUndefined();
	expect(codes[99992382]).toBeUndefined();
});
