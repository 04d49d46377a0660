import { failed, failure, reasons, refusal, type Failure } from '../nodes/Feishu/errors/failures';
import { outputOf } from '../nodes/Feishu/output';

const message = { id: 'om_1', subject: 'Message om_1' };

const outputOfFailure = (cause: Failure, target = message, item = 0) =>
	outputOf({ item, target, outcome: failed(cause) }, 'message_id');

/** All facts that a failure may know. */
const known = failure('permission_missing', {
	code: 99991672,
	httpStatus: 400,
	attempts: 2,
	logId: '2026log',
	troubleshooter: 'https://open.feishu.cn/search?log_id=2026log',
	missingScopes: ['im:message:recall'],
});

test('a success leaves as the operation has it, paired with its item', () => {
	const json = { message_id: 'om_1', deleted: true, already_recalled: false };
	const outcome = { ok: true, json } as const;
	expect(outputOf({ item: 3, target: message, outcome }, 'message_id')).toEqual({
		json,
		pairedItem: { item: 3 },
	});
});

test('a failure has exactly the key that n8n routes by, in every version', () => {
	const output = outputOfFailure(known, message, 3);
	expect(Object.keys(output).sort()).toEqual(['json', 'pairedItem']);
	expect(Object.keys(output.json)).toEqual(['error']);
	expect(output.pairedItem).toEqual({ item: 3 });
});

test('the first item is paired as an object, too', () => {
	expect(outputOfFailure(known).pairedItem).toEqual({ item: 0 });
});

test('everything that is known stands in it, under the contract’s names', () => {
	expect(outputOfFailure(known).json.error).toEqual({
		message:
			'Message om_1 was not recalled, because the app lacks a permission. Add the scope im:message:recall to the app and publish a version. (99991672)',
		reason: 'permission_missing',
		hint: reasons.permission_missing.advice,
		code: 99991672,
		http_status: 400,
		message_id: 'om_1',
		retryable: false,
		attempts: 2,
		log_id: '2026log',
		troubleshooter: 'https://open.feishu.cn/search?log_id=2026log',
		missing_scopes: ['im:message:recall'],
	});
});

test('what is not known is left out', () => {
	expect(Object.keys(outputOfFailure(failure('timed_out')).json.error as object).sort()).toEqual([
		'attempts',
		'hint',
		'message',
		'message_id',
		'reason',
		'retryable',
	]);
});

test('an ID that the field does not hold is left out', () => {
	const target = { id: '', subject: "The field 'Message ID'" };
	const { error } = outputOfFailure(
		refusal('invalid_message_id', { says: 'is empty' }),
		target,
	).json;
	expect(error).not.toHaveProperty('message_id');
	expect(error).toMatchObject({
		message: expect.stringMatching(/^The field 'Message ID' is empty\. /),
		attempts: 0,
	});
});

test('the ID stands under the operation’s own key', () => {
	const { json } = outputOf({ item: 0, target: message, outcome: failed(known) }, 'other_id');
	expect(json.error).toHaveProperty('other_id', 'om_1');
	expect(json.error).not.toHaveProperty('message_id');
});

test.each(Object.keys(reasons) as Array<keyof typeof reasons>)(
	'%s is retryable where the table of reasons says so',
	(reason) => {
		expect(outputOfFailure(failure(reason)).json.error).toMatchObject({
			reason,
			retryable: reasons[reason].retryable,
		});
	},
);

test('a failure can be stored and shown: it is plain data', () => {
	const { json } = outputOfFailure(known);
	expect(JSON.parse(JSON.stringify(json))).toEqual(json);
});
