import type { INodeProperties } from 'n8n-workflow';

import schema from '../../../nodes/Feishu/__schema__/v1.0.0/message/recall.json';
import type { Answer } from '../../../nodes/Feishu/client/http/Answer';
import { failed, failure } from '../../../nodes/Feishu/errors/Failure';
import type { Reason } from '../../../nodes/Feishu/errors/reasons';
import type { Api } from '../../../nodes/Feishu/client/Api';
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
	expect(Object.keys(shown)).toEqual([
		'requestsPerSecond',
		'timeout',
		'verify',
		'whenAlreadyRecalled',
	]);
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
	if (summary === undefined) expect(recall.summary?.(successes, [])).toBeUndefined();
	else expect(recall.summary?.(successes, [])).toMatch(summary);
});

describe('with Verify', () => {
	const shown = (message?: object): Answer => ({
		ok: true,
		body: { code: 0, data: { items: message ? [message] : [] } },
		attempts: 1,
	});

	/** A recall that Feishu says this to, and what it says when the message is read back. */
	const verified = async (read: Answer, answer: Answer = yes, options: object = {}) =>
		await ran(
			recall,
			anItem({ messageId: 'om_1', options: { verify: true, ...options } }),
			({ method }: Api) => (method === 'GET' ? read : answer),
		);

	test('the message is read back, and is gone', async () => {
		const { outcome, asked } = await verified(shown({ deleted: true }));
		expect(outcome).toMatchObject({ ok: true, json: { deleted: true, verified: true } });
		expect(asked).toMatchObject([
			[{ id: 'im.message.delete' }, {}],
			[{ id: 'im.message.get' }, { path: '/open-apis/im/v1/messages/om_1' }],
		]);
		expect((await verified(no('message_recalled'))).outcome).toMatchObject({
			json: { verified: true },
		});
	});

	test.each([shown({ deleted: false }), shown({}), shown(), shown({ deleted: 'true' })])(
		'one that is still there is a failure (%#)',
		async (read) => {
			expect((await verified(read)).outcome).toMatchObject({
				ok: false,
				failure: { reason: 'not_verified', effect: 'unknown' },
			});
		},
	);

	test('one that cannot be read back is a failure that says why', async () => {
		expect((await verified(no('permission_missing', '2026log'))).outcome).toMatchObject({
			failure: {
				reason: 'not_verified',
				effect: 'unknown',
				speaksOf: 'request',
				cause: 'the message could not be read back: the app lacks a permission',
				logId: '2026log',
			},
		});
		expect((await verified(no('message_not_visible'))).outcome).toMatchObject({
			failure: { cause: expect.stringMatching(/read back: it is not visible/) },
		});
	});

	test('one that was gone before is read back where it is a success, and a refused one is not', async () => {
		const gone = no('already_recalled');
		const options = { whenAlreadyRecalled: 'succeed' };
		expect((await verified(shown({ deleted: true }), gone, options)).outcome).toMatchObject({
			json: { already_recalled: true, verified: true },
		});
		expect((await verified(shown({ deleted: true }), gone)).asked).toHaveLength(1);
	});

	test('is refused when it is neither true nor false', async () => {
		const { outcome, asked } = await recalled(yes, { verify: 'yes' });
		expect(outcome).toMatchObject({ failure: { reason: 'invalid_request', sent: false } });
		expect(asked).toEqual([]);
	});
});
