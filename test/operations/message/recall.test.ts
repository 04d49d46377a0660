import type { INodeProperties } from 'n8n-workflow';

import schema from '../../../nodes/Feishu/__schema__/v1.0.0/message/recall.json';
import type { Answer } from '../../../nodes/Feishu/client/http/Answer';
import { failed, failure } from '../../../nodes/Feishu/errors/Failure';
import type { Reason } from '../../../nodes/Feishu/errors/reasons';
import { recall } from '../../../nodes/Feishu/operations/message/recall';
import { anItem } from '../anItem';
import { ran } from '../ran';

const yes: Answer = { ok: true, body: {}, attempts: 1, logId: '2026log' };
const no = (reason: Reason, logId?: string): Answer =>
	failed(failure(reason, { ...(logId && { logId }) }));

const recalled = async (answer: Answer, options: unknown = {}) =>
	await ran(recall, anItem({ messageId: 'om_1', options }), answer);

test('Feishu is asked to delete the message', async () => {
	const { asked } = await recalled(yes);
	expect(asked).toMatchObject([
		[
			{ method: 'DELETE', repeat: 'safe', alreadyDone: 'already_recalled' },
			{ path: '/open-apis/im/v1/messages/om_1', requestsPerSecond: 50, timeoutMs: 10_000 },
		],
	]);
});

test('the options go along', async () => {
	const { asked } = await recalled(yes, { requestsPerSecond: 5, timeout: 500 });
	expect(asked).toMatchObject([[{}, { requestsPerSecond: 5, timeoutMs: 500 }]]);
});

test('a recalled message leaves as the contract has it', async () => {
	expect((await recalled(yes)).outcome).toEqual({
		ok: true,
		json: { message_id: 'om_1', deleted: true, already_recalled: false, log_id: '2026log' },
	});
});

test('its fields are those that the editor offers, and no other', async () => {
	const { outcome } = await recalled(yes);
	if (!outcome.ok) throw new Error(outcome.failure.cause);
	const types = Object.entries(outcome.json).map(([name, value]) => [name, { type: typeof value }]);
	expect(schema.properties).toEqual(Object.fromEntries(types));
});

test('without a log ID there is none', async () => {
	const { outcome } = await recalled({ ok: true, body: {}, attempts: 1 });
	expect(outcome).toEqual({
		ok: true,
		json: { message_id: 'om_1', deleted: true, already_recalled: false },
	});
});

test('an already recalled message fails, unless it is to succeed', async () => {
	const gone = no('already_recalled', '2026log');
	expect((await recalled(gone)).outcome).toMatchObject({
		ok: false,
		failure: { reason: 'already_recalled' },
	});
	expect((await recalled(gone, { whenAlreadyRecalled: 'fail' })).outcome.ok).toBe(false);
	expect((await recalled(gone, { whenAlreadyRecalled: 'succeed' })).outcome).toEqual({
		ok: true,
		// Not this run's doing, and so not counted as such.
		effect: 'none',
		json: { message_id: 'om_1', deleted: true, already_recalled: true, log_id: '2026log' },
	});
});

test('the panel shows what happens with an already recalled message by nature', async () => {
	const options = recall.fields.find(({ name }) => name === 'options')
		?.options as INodeProperties[];
	const shown = Object.fromEntries(options.map((each) => [each.name, each.default]));
	expect(Object.keys(shown)).toEqual(['requestsPerSecond', 'timeout', 'whenAlreadyRecalled']);
	const [byNature, asShown] = [
		await recalled(no('already_recalled')),
		await recalled(no('already_recalled'), shown),
	];
	expect(asShown).toEqual(byNature);
});

test.each<Reason>(['not_allowed_to_recall', 'unreachable', 'credentials_rejected', 'unknown'])(
	'%s stays a failure, whatever is to happen with the already recalled',
	async (reason) => {
		const { outcome } = await recalled(no(reason), { whenAlreadyRecalled: 'succeed' });
		expect(outcome).toMatchObject({ ok: false, failure: { reason } });
	},
);

test('options that cannot be meant are refused before anything is sent', async () => {
	const { outcome, asked } = await recalled(yes, { requestsPerSecond: 1_000 });
	expect(outcome).toMatchObject({
		ok: false,
		failure: { reason: 'invalid_request', sent: false },
	});
	expect(asked).toEqual([]);
});

test.each(['maybe', true, ''])(
	'When Already Recalled is refused when it holds %j',
	async (whenAlreadyRecalled) => {
		const { outcome, asked } = await recalled(yes, { whenAlreadyRecalled });
		const named = expect.stringContaining("'When Already Recalled'") as string;
		expect(outcome).toMatchObject({
			ok: false,
			failure: {
				reason: 'invalid_request',
				sent: false,
				attempts: 0,
				cause: named,
				nextStep: named,
				hint: named,
			},
		});
		expect(asked).toEqual([]);
	},
);

test.each([
	[[], undefined],
	[[{ already_recalled: false }], undefined],
	[
		[{ message_id: 'om_1', already_recalled: true }],
		/^One message had been recalled or deleted before\.$/,
	],
	[
		[
			{ message_id: 'om_1', already_recalled: true },
			{ message_id: 'om_2', already_recalled: false },
			{ message_id: 'om_3', already_recalled: true },
			{ message_id: 'om_3', already_recalled: true },
		],
		/^2 messages had been recalled or deleted before\.$/,
	],
])('the summary of %j is %p', (successes, summary) => {
	if (summary === undefined) expect(recall.summary?.(successes)).toBeUndefined();
	else expect(recall.summary?.(successes)).toMatch(summary);
});
