import type { IDataObject } from 'n8n-workflow';

import { classify } from '../../nodes/Feishu/client/http/classify';
import { failed, failure, refusal, type Failure } from '../../nodes/Feishu/errors/Failure';
import { reasons } from '../../nodes/Feishu/errors/reasons';
import { countsOf, outputOf } from '../../nodes/Feishu/execution/output';
import type { Report } from '../../nodes/Feishu/execution/jobs';

const message = { id: 'om_1', name: 'Message om_1' };

const recall = { done: 'recalled', idKey: 'message_id' };

const outputOfFailure = (cause: Failure, subject = message, item = 0) =>
	outputOf({ item, subject, outcome: failed(cause) }, recall);

/** All facts that a failure may know. */
const known: Failure = {
	...classify(99991672, { scopes: ['im:message:recall'] }),
	httpStatus: 400,
	attempts: 2,
	logId: '2026log',
	troubleshooter: 'https://open.feishu.cn/search?log_id=2026log',
	missingScopes: ['im:message:recall'],
	grantUrl: 'https://open.feishu.cn/app/cli_1/auth?q=im:message:recall',
};

test('a success leaves as the operation has it, paired with its item', () => {
	const json = { message_id: 'om_1', deleted: true, already_recalled: false };
	const outcome = { ok: true, json } as const;
	const report = { item: 3, subject: message, outcome };
	const output = { json, pairedItem: { item: 3 } };
	expect(outputOf(report, recall)).toStrictEqual(output);
	expect(outputOf(report, recall, { json: {} })).toStrictEqual(output);
	const binary = { data: { data: '', mimeType: 'text/plain' } };
	expect(outputOf(report, recall, { json: {}, binary })).toStrictEqual({ ...output, binary });
	const got = { file: { data: 'AA', mimeType: 'image/png' } };
	const withFile = { ...report, outcome: { ...outcome, binary: got } };
	expect(outputOf(withFile, recall).binary).toStrictEqual(got);
	expect(outputOf(withFile, recall, { json: {}, binary }).binary).toStrictEqual({
		...binary,
		...got,
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
		hint: known.hint,
		code: 99991672,
		http_status: 400,
		message_id: 'om_1',
		retryable: false,
		attempts: 2,
		log_id: '2026log',
		troubleshooter: 'https://open.feishu.cn/search?log_id=2026log',
		missing_scopes: ['im:message:recall'],
		grant_url: 'https://open.feishu.cn/app/cli_1/auth?q=im:message:recall',
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
	const subject = { id: '', name: "The field 'Message ID'" };
	const { error } = outputOfFailure(
		refusal('invalid_message_id', { cause: 'is empty' }),
		subject,
	).json;
	expect(error).not.toHaveProperty('message_id');
	expect(error).toMatchObject({
		message: expect.stringMatching(/^The field 'Message ID' is empty\. /),
		attempts: 0,
	});
});

test('the ID stands under the operation’s own key', () => {
	const { json } = outputOf(
		{ item: 0, subject: message, outcome: failed(known) },
		{ ...recall, idKey: 'other_id' },
	);
	expect(json.error).toHaveProperty('other_id', 'om_1');
	expect(json.error).not.toHaveProperty('message_id');
});

test.each(Object.keys(reasons) as Array<keyof typeof reasons>)(
	'%s is retryable where the table of reasons says so',
	(reason) => {
		expect(outputOfFailure(failure(reason)).json.error).toMatchObject({
			reason,
			retryable: reasons[reason].retry !== undefined,
		});
	},
);

test('a failure can be stored and shown: it is plain data', () => {
	const { json } = outputOfFailure(known);
	expect(JSON.parse(JSON.stringify(json))).toEqual(json);
});

test('what is counted is what was done, what Feishu goes on with, and what nobody knows', () => {
	const outcomes: Array<Report['outcome']> = [
		{ ok: true, json: {} },
		{ ok: true, json: {} },
		{ ok: true, json: {}, effect: 'pending' },
		{ ok: true, json: {}, effect: 'none' },
		failed(failure('timed_out', { effect: 'unknown' })),
		failed(failure('timed_out', { effect: 'pending' })),
		failed(failure('message_not_found')),
	];
	const reports = outcomes.map((outcome, item) => ({
		item,
		subject: { ...message, id: `om_${item}` },
		outcome,
	}));
	expect(countsOf(reports, 'message_id')).toEqual({
		done: 2,
		pending: 2,
		unknown: 1,
		left: [],
	});
});

test('a message that several reports are about is counted once, by what they say or by their subject', () => {
	const report = (json: IDataObject, item: number): Report => ({
		item,
		subject: { ...message, id: 'om_0' },
		outcome: { ok: true, json },
	});
	const named = [{ message_id: 'om_1' }, { message_id: 'om_2' }, { message_id: 'om_1' }].map(
		report,
	);
	expect(countsOf(named, 'message_id').done).toBe(2);
	expect(countsOf([{}, {}].map(report), 'message_id').done).toBe(1);
});

test('what is made is counted by what came of it, and what may have been made by the answer that was lost', () => {
	const lost = () => failed(failure('timed_out', { effect: 'unknown' }));
	const shared = lost();
	const outcomes: Array<Report['outcome']> = [
		...['om_1', 'om_2', 'om_2'].map((message_id) => ({ ok: true, json: { message_id } }) as const),
		lost(),
		lost(),
		shared,
		{ ...shared },
	];
	const subject = { id: 'oc_1', name: 'The message to oc_1' };
	const reports = outcomes.map((outcome, item) => ({ item, subject, outcome }));
	expect(countsOf(reports, 'receiver', true)).toMatchObject({ done: 2, unknown: 3 });
	expect(countsOf(reports, 'receiver')).toMatchObject({ done: 2, unknown: 1 });
});

test('files are counted each, and what the node has found and left is named', () => {
	const file = (file_key: string): Report => ({
		item: 0,
		subject: message,
		outcome: { ok: true, json: { message_id: 'om_1', file_key } },
	});
	expect(countsOf(['a', 'b', 'a'].map(file), 'message_id').done).toBe(2);
	const stopped = failed(refusal('execution_stopped'));
	const left = [stopped, { ...stopped, subject: message }].map((outcome, item) => ({
		item,
		subject: message,
		outcome,
	}));
	expect(countsOf(left, 'message_id').left).toEqual(['om_1']);
});
