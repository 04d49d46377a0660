import type { INodeProperties } from 'n8n-workflow';

import schema from '../../../nodes/Feishu/__schema__/v1.0.0/message/recall.json';
import type { Answer } from '../../../nodes/Feishu/client/http/Answer';
import { failed, failure } from '../../../nodes/Feishu/errors/Failure';
import type { Reason } from '../../../nodes/Feishu/errors/reasons';
import type { Api } from '../../../nodes/Feishu/client/Api';
import { api as getApi } from '../../../nodes/Feishu/operations/message/get';
import { recall, recallOne } from '../../../nodes/Feishu/operations/message/recall';
import { idIn, ids, processAt } from '../../client/runs';
import { breaks, hangs, says, type Said } from '../../client/scriptedHttp';
import { VirtualClock } from '../../client/virtualClock';
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

test.each([undefined, null])('Verify is refused when it holds %j', async (verify) => {
	const { outcome, asked } = await recalled(yes, { verify });
	expect(outcome).toMatchObject({
		failure: { cause: "the option 'Verify' does not hold true or false", sent: false },
	});
	expect(asked).toEqual([]);
});

test.each(['maybe', true, '', undefined, null])(
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

	test.each([
		[shown({ deleted: false }), 'is still there'],
		[shown({}), 'does not say whether'],
		[shown(), 'does not say whether'],
		[shown({ deleted: 'true' }), 'does not say whether'],
	])(
		'one that is not said to be gone is a failure that says what was seen (%#)',
		async (read, said) => {
			expect((await verified(read)).outcome).toMatchObject({
				ok: false,
				failure: {
					reason: 'not_verified',
					effect: 'unknown',
					cause: expect.stringContaining(said) as string,
				},
			});
		},
	);

	test('one that cannot be read back is a failure that says why', async () => {
		expect((await verified(no('permission_missing', '2026log'))).outcome).toMatchObject({
			failure: {
				reason: 'not_verified',
				effect: 'unknown',
				speaksOf: 'request',
				cause: 'the message could not be read back, because the app lacks a permission',
				retryable: false,
				logId: '2026log',
			},
		});
		expect((await verified(no('message_not_visible'))).outcome).toMatchObject({
			failure: { cause: expect.stringMatching(/read back, because it is not visible/) },
		});
	});

	/** Recalls side by side, each read back, where the reading behaves like this: how often each was, and what came of it. */
	async function readBack(
		count: number,
		query: (times: number) => Said,
		{ before = 0, requestsPerSecond = 50, stopAfterMs = Infinity } = {},
	) {
		const clock = new VirtualClock();
		const looks = new Map<string, number>();
		const stop = new AbortController();
		const feishu = processAt(clock, {
			recall: () => ({ ...says(200, { code: 0 }), afterMs: 100 }),
			query: (_, request, times) => {
				looks.set(idIn(request), times);
				return { afterMs: 100, ...query(times) };
			},
		});
		const { client } = feishu.execution({ signal: stop.signal });
		const other = feishu.execution({ node: 'another workflow' }).client;
		const settings = { requestsPerSecond, timeoutMs: 10_000 };
		const outcomes = async () => {
			await other.sideBySide(
				ids(before, 'om_other'),
				async (id) =>
					await other.request(getApi, { path: `/open-apis/im/v1/messages/${id}`, ...settings }),
			);
			if (stopAfterMs < Infinity) void clock.wait(stopAfterMs).then(() => stop.abort());
			return await client.sideBySide(
				ids(count),
				async (id) =>
					await recallOne(client, {
						id,
						succeedWhenAlreadyRecalled: true,
						verifies: true,
						...settings,
					}),
			);
		};
		const all = await clock.run(outcomes());
		return {
			causes: all.map((one) => (one.ok ? 'verified' : one.failure.cause)),
			all,
			looks,
			feishu,
		};
	}

	const reads = (deleted: boolean) => says(200, { code: 0, data: { items: [{ deleted }] } });

	test.each([
		['behind the reads of another workflow', 100, 1, { before: 1_000 }],
		['at one request a second', 20, 1, { requestsPerSecond: 1 }],
		['where the first look comes too early', 1_500, 2, {}],
	])('is patient %s: each is read back, and gone', async (_, count, lookAt, circumstances) => {
		const { causes, looks } = await readBack(
			count,
			(times) => reads(times >= lookAt),
			circumstances,
		);
		expect(causes).toEqual(ids(count).map(() => 'verified'));
		expect(new Set(ids(count).map((id) => looks.get(id)))).toEqual(new Set([lookAt]));
	});

	test.each<[string, Said, RegExp]>([
		['hangs', hangs, /^the message could not be read back, because Feishu did not answer in time$/],
		[
			'breaks',
			breaks('ECONNRESET'),
			/^the message could not be read back, because Feishu could not/,
		],
		[
			'is out of order',
			says(503, ''),
			/^the message could not be read back, because Feishu could not/,
		],
		[
			'is limited',
			says(429, {}, { 'x-ogw-ratelimit-reset': '400' }),
			/because Feishu's rate limit/,
		],
	])(
		'says of reading that %s that it could not be done, and may go better later',
		async (_, said, cause) => {
			const { all, feishu } = await readBack(3, () => said);
			expect(all).toMatchObject(
				ids(3).map(() => ({
					failure: {
						reason: 'not_verified',
						retryable: true,
						cause: expect.stringMatching(cause) as string,
					},
				})),
			);
			expect(feishu.recalls()).toHaveLength(3);
		},
	);

	test('recalls all of 200 that are there whenever they are read back', async () => {
		const { causes, feishu } = await readBack(200, () => ({ ...reads(false), afterMs: 400 }));
		expect(feishu.recalls()).toHaveLength(200);
		expect(new Set(causes)).toEqual(
			new Set(['the message is still there after Feishu has taken the recall']),
		);
	});

	test('recalls all of 200 though nothing can be read back', async () => {
		const { causes, feishu } = await readBack(200, () => hangs);
		expect(feishu.recalls()).toHaveLength(200);
		expect(causes.filter((cause) => !cause.includes('could not be read back'))).toEqual([]);
	});

	test('says of a message that was not read back before a stop that it was not', async () => {
		const { causes } = await readBack(3, () => hangs, { stopAfterMs: 1_000 });
		expect(causes).toEqual(
			ids(3).map(
				() => 'the message could not be read back, because the execution was stopped first',
			),
		);
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
