import type { Answer } from '../../../nodes/Feishu/client/answer';
import type { Deed, Feishu } from '../../../nodes/Feishu/client/FeishuClient';
import { failure, type Reason } from '../../../nodes/Feishu/errors/failures';
import { recall } from '../../../nodes/Feishu/operations/message/recall';

/** All that an operation sees of the client, with one answer to everything. */
function feishuThat(answer: Answer) {
	const asked: Deed[] = [];
	const feishu: Feishu = {
		request: async (deed: Deed) => {
			asked.push(deed);
			return answer;
		},
		until: async () => answer,
	};
	return { feishu, asked };
}

const yes: Answer = { ok: true, body: {}, attempts: 1, logId: '2026log' };
const no = (reason: Reason, logId?: string): Answer => ({
	ok: false,
	failure: failure(reason, { ...(logId && { logId }) }),
	mayHaveHappened: false,
});

async function ran(answer: Answer, options: unknown = {}) {
	const { feishu, asked } = feishuThat(answer);
	const item = { parameters: { messageId: 'om_1', options }, json: {} };
	const [target] = recall.targets(item);
	if (target === undefined) throw new Error('The item names nothing');
	return { outcome: await recall.run(feishu, target, item), asked };
}

test('Feishu is asked to delete the message', async () => {
	const { asked } = await ran(yes);
	expect(asked).toMatchObject([
		{
			method: 'DELETE',
			path: '/open-apis/im/v1/messages/om_1',
			doneBefore: 'already_recalled',
			requestsPerSecond: 50,
			timeoutMs: 10_000,
		},
	]);
});

test('the options go along', async () => {
	const { asked } = await ran(yes, { requestsPerSecond: 5, timeout: 500 });
	expect(asked).toMatchObject([{ requestsPerSecond: 5, timeoutMs: 500 }]);
});

test('a recalled message leaves as the contract has it', async () => {
	expect((await ran(yes)).outcome).toEqual({
		ok: true,
		json: { message_id: 'om_1', deleted: true, already_recalled: false, log_id: '2026log' },
	});
});

test('without a log ID there is none', async () => {
	const { outcome } = await ran({ ok: true, body: {}, attempts: 1 });
	expect(outcome).toEqual({
		ok: true,
		json: { message_id: 'om_1', deleted: true, already_recalled: false },
	});
});

test('an already recalled message fails, unless it is to succeed', async () => {
	const gone = no('already_recalled', '2026log');
	expect((await ran(gone)).outcome).toMatchObject({
		ok: false,
		failure: { reason: 'already_recalled' },
	});
	expect((await ran(gone, { whenAlreadyRecalled: 'fail' })).outcome.ok).toBe(false);
	expect((await ran(gone, { whenAlreadyRecalled: 'succeed' })).outcome).toEqual({
		ok: true,
		json: { message_id: 'om_1', deleted: true, already_recalled: true, log_id: '2026log' },
	});
});

test.each<Reason>(['not_allowed_to_recall', 'unreachable', 'credentials_rejected', 'unknown'])(
	'%s stays a failure, whatever is to happen with the already recalled',
	async (reason) => {
		const { outcome } = await ran(no(reason), { whenAlreadyRecalled: 'succeed' });
		expect(outcome).toMatchObject({ ok: false, failure: { reason } });
	},
);

test('options that cannot be meant are refused before anything is sent', async () => {
	const { outcome, asked } = await ran(yes, { requestsPerSecond: 1_000 });
	expect(outcome).toMatchObject({
		ok: false,
		failure: { reason: 'invalid_request', asked: false },
	});
	expect(asked).toEqual([]);
});

test('an ID reaches the address encoded', async () => {
	const { feishu, asked } = feishuThat(yes);
	const item = { parameters: {}, json: {} };
	await recall.run(feishu, { id: '../chats/oc_1', subject: '' }, item);
	expect(asked[0]?.path).toBe('/open-apis/im/v1/messages/..%2Fchats%2Foc_1');
});

test.each([
	[[], undefined],
	[[{ already_recalled: false }], undefined],
	[[{ already_recalled: true }], /^One message had been recalled or deleted before\.$/],
	[
		[{ already_recalled: true }, { already_recalled: false }, { already_recalled: true }],
		/^2 messages had been recalled or deleted before\.$/,
	],
])('after %j the run remarks %p', (successes, remark) => {
	if (remark === undefined) expect(recall.remark(successes)).toBeUndefined();
	else expect(recall.remark(successes)).toMatch(remark);
});
