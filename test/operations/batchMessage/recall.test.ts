import { readAnswer, type Answer } from '../../../nodes/Feishu/client/answer';
import type { Deed, Feishu, FeishuRequest } from '../../../nodes/Feishu/client/FeishuClient';
import { explainedBy, type Identity } from '../../../nodes/Feishu/client/identity';
import { codes } from '../../../nodes/Feishu/errors/codes';
import {
	failed,
	failure,
	reasons,
	refusal,
	sentenceOf,
	type Failure,
	type Reason,
} from '../../../nodes/Feishu/errors/failures';
import { recall } from '../../../nodes/Feishu/operations/batchMessage/recall';
import { processAt } from '../../client/runs';
import { breaks, refuses } from '../../client/scriptedHttp';
import { VirtualClock } from '../../client/virtualClock';
import schema from '../../../nodes/Feishu/__schema__/v1.0.0/batchMessage/recall.json';

const accepted: Answer = { ok: true, body: { code: 0 }, attempts: 1, logId: '2026log' };

const progress = (sent: unknown, recalled: unknown, recall: unknown = true): Answer => ({
	ok: true,
	attempts: 1,
	body: {
		code: 0,
		data: {
			batch_message_send_progress: {
				valid_user_ids_count: 10,
				success_user_ids_count: sent,
				read_user_ids_count: 2,
			},
			batch_message_recall_progress: { recall, recall_count: recalled },
		},
	},
});

/** A client that accepts the recall, and then tells of its progress, one answer after the other. */
async function ran(options: object, first: Answer, ...then: Answer[]) {
	const asked: Deed[] = [];
	const polled: FeishuRequest[] = [];
	const feishu: Feishu = {
		request: async (deed) => {
			asked.push(deed);
			return first;
		},
		until: async (query, isWanted) => {
			polled.push(query);
			return then.find((answer) => !answer.ok || isWanted(answer.body));
		},
	};
	const item = { parameters: { batchMessageId: 'bm-1', options }, json: {} };
	const [target] = recall.targets(item);
	if (target === undefined) throw new Error('The item names nothing');
	return { outcome: await recall.run(feishu, target, item), asked, polled };
}

test('Feishu is asked to recall the batch, as an app', async () => {
	const { asked, polled } = await ran({}, accepted);
	expect(asked).toMatchObject([{ method: 'DELETE', path: '/open-apis/im/v1/batch_messages/bm-1' }]);
	expect(polled).toEqual([]);
	expect(recall.appOnly).toBe(true);
});

test('that Feishu accepted is not told as done', async () => {
	expect((await ran({}, accepted)).outcome).toEqual({
		ok: true,
		json: { batch_message_id: 'bm-1', deleted: false, accepted: true, log_id: '2026log' },
	});
});

test('what Feishu refuses is a failure', async () => {
	const refused: Answer = { ...failed(failure('message_not_found')), mayHaveHappened: false };
	expect((await ran({}, refused)).outcome).toMatchObject({
		ok: false,
		failure: { reason: 'message_not_found' },
	});
});

test('that Feishu knows to be recalled after a lost answer is accepted', async () => {
	const clock = new VirtualClock();
	const { client } = processAt(clock, {
		recall: (_id, _request, times) => (times === 1 ? breaks('ECONNRESET') : refuses(230110)),
	}).execution();
	const item = { parameters: { batchMessageId: 'bm-1' }, json: {} };
	const [target] = recall.targets(item);
	if (target === undefined) throw new Error('The item names nothing');
	expect(await clock.run(recall.run(client, target, item))).toMatchObject({
		ok: true,
		json: { batch_message_id: 'bm-1', accepted: true },
	});
});

describe('waiting for completion', () => {
	const waiting = { waitForCompletion: true };

	test('goes on until everyone who got it has lost it', async () => {
		const { outcome, polled } = await ran(
			waiting,
			accepted,
			progress(9, 0),
			progress(9, 8),
			progress(9, 9),
		);
		expect(polled).toMatchObject([
			{ method: 'GET', path: '/open-apis/im/v1/batch_messages/bm-1/get_progress' },
		]);
		expect(outcome).toMatchObject({
			ok: true,
			json: {
				batch_message_id: 'bm-1',
				deleted: true,
				success_user_ids_count: 9,
				recall_count: 9,
			},
		});
	});

	test('hands on the fields that the editor offers, and no other', async () => {
		const { outcome } = await ran(waiting, accepted, progress(9, 9));
		if (!outcome.ok) throw new Error(outcome.failure.says);
		const types = Object.entries(outcome.json).map(([name, value]) => [
			name,
			{ type: typeof value },
		]);
		expect(schema.properties).toEqual(Object.fromEntries(types));
	});

	test('that takes too long is told as such: it is being recalled', async () => {
		const { outcome } = await ran({ ...waiting, waitAtMost: 5 }, accepted, progress(9, 8));
		if (outcome.ok) throw new Error('It is told as done');
		expect(outcome.failure.reason).toBe('timed_out');
		expect(outcome.failure.says).toContain('is being recalled');
		expect(outcome.failure.says).toContain('5 seconds');
	});

	test.each([undefined, null, 'nine', {}, NaN])('is not done at a count of %p', async (count) => {
		expect((await ran(waiting, accepted, progress(9, count))).outcome.ok).toBe(false);
		expect((await ran(waiting, accepted, progress(count, 9))).outcome.ok).toBe(false);
	});

	test.each([
		['Feishu has recalled nothing yet', progress(9, 9, false)],
		['Feishu does not say that it recalls', progress(9, 9, null)],
		['it has not been sent to anyone yet', progress(0, 0)],
		['it has not been sent to anyone yet, and Feishu recalls nothing', progress(0, 0, false)],
	])('is not done as long as %s', async (_, answer) => {
		expect((await ran(waiting, accepted, answer)).outcome.ok).toBe(false);
	});

	test('tells how far it is when its time is over', async () => {
		const saysOf = async (...answers: Answer[]) =>
			failureIn((await ran({ ...waiting, waitAtMost: 1 }, accepted, ...answers)).outcome).says;
		expect(await saysOf(progress(9, 7), progress(9, 8))).toMatch(/within 1 second \(8 of 9\)$/);
		expect(await saysOf(progress(0, 0))).toMatch(/had not sent it to anyone within 1 second$/);
		expect(await saysOf()).toMatch(/did not say within 1 second how far it is$/);
	});

	test('that is stopped does not make the recall undone', async () => {
		const stopped: Answer = { ...failed(refusal('execution_stopped')), mayHaveHappened: false };
		expect((await ran(waiting, accepted, stopped)).outcome).toMatchObject({
			ok: true,
			json: { accepted: true, deleted: false },
		});
	});
});

function failureIn(outcome: Awaited<ReturnType<typeof ran>>['outcome']): Failure {
	if (outcome.ok) throw new Error('It is told as done');
	return outcome.failure;
}

describe('what is said of a batch message', () => {
	const identity = { name: 'the app cli_1' } as Identity;

	/** These two are found without asking Feishu. */
	const notAnswered = ['invalid_message_id', 'execution_stopped'];

	/** What Feishu may answer: every code that is known, one that is not, and every fault without a code. */
	const refusals: Array<[name: string, Answer]> = [
		...[...Object.keys(codes).map(Number), 230012].map((code): [string, Answer] => {
			const body = { code, msg: "Feishu's own words" };
			const answer = readAnswer({ kind: 'answer', status: 400, headers: {}, body });
			if (answer.ok) throw new Error(`${code} is taken for a yes`);
			return [String(code), { ...answer, failure: explainedBy(identity, answer.failure) }];
		}),
		...Object.keys(reasons)
			.filter((reason) => !notAnswered.includes(reason))
			.map((reason): [string, Answer] => [
				reason,
				{ ...failed(failure(reason as Reason)), mayHaveHappened: false },
			]),
	];

	/** Codes that no page on batch messages names: they tell of a chat. */
	const ofChats = [230002, 230011, 230013, 230020, 230050, 230054, 230110, 232009].map(String);

	const textOf = (cause: Failure) => `${sentenceOf(cause, 'Batch message bm-1')} ${cause.hint}`;

	const ofSingleMessages =
		/(?<!Batch )Message ID'|When Already Recalled|im:message:recall|im:message:send_as_bot|owns or manages|owner or administrator|one year/;

	describe.each([
		['the recall', {}, [] as Answer[]],
		['its progress', { waitForCompletion: true }, [accepted]],
	])('when Feishu refuses %s', (_, options, before) => {
		const said = async (refused: Answer) => {
			const [first = refused, ...then] = [...before, refused];
			return failureIn((await ran(options, first, ...then)).outcome);
		};

		test.each(refusals)('with %s, is not about single messages', async (name, refused) => {
			const text = textOf(await said(refused));
			expect(text).not.toMatch(ofSingleMessages);
			if (codes[Number(name)] && !ofChats.includes(name)) expect(text).not.toMatch(/chat|group/);
		});

		test.each([
			[230001, "'Batch Message ID'"],
			[230006, 'Add Features'],
			[230009, '24 hours unless changed'],
			[230026, 'the app that sent it'],
			[230027, 'im:message:send_multi_users or im:message:send_multi_depts'],
			[99991672, 'im:message:send_multi_users or im:message:send_multi_depts'],
		])('with %i, says what to do about it', async (code, todo) => {
			const [, refused] = refusals.find(([name]) => name === String(code)) ?? [];
			expect(textOf(await said(refused as Answer))).toContain(todo);
		});

		test('keeps code, words, and who asked', async () => {
			const saidOf = async (code: number) =>
				await said(refusals.find(([name]) => name === String(code))?.[1] as Answer);
			expect(textOf(await saidOf(230001))).toMatch(/"Feishu's own words".*\(230001\)/);
			for (const code of [230026, 230027, 230030, 99991672, 99991663]) {
				expect((await saidOf(code)).hint).toMatch(/ Asked as the app cli_1\.$/);
			}
		});
	});

	test.each(refusals)('a refused progress (%s) does not deny the recall', async (_, refused) => {
		const cause = failureIn((await ran({ waitForCompletion: true }, accepted, refused)).outcome);
		expect(cause.says).toMatch(
			/^was accepted for recall, but its progress is unknown, because \w+/,
		);
		expect(cause.reason).toBe(refused.ok ? undefined : refused.failure.reason);
		expect(cause.says).not.toMatch(/not (have been )?recalled/);
	});

	test('every reason of a refused progress is told', async () => {
		const whys = new Map<string, string>();
		for (const [name, refused] of refusals) {
			const { says } = failureIn(
				(await ran({ waitForCompletion: true }, accepted, refused)).outcome,
			);
			whys.set(name, says);
		}
		expect(whys.get('permission_missing')).toMatch(/because the app lacks a permission$/);
		expect(whys.get('230012')).toMatch(/only to the app that sent the message$/);
		expect(whys.get('rate_limited')).toMatch(/rate limit/);
		expect(whys.get('unreachable')).toMatch(/could not be reached$/);
	});

	test('a refusal before Feishu is asked keeps its own words', async () => {
		const own = refusal('invalid_request', { hint: "Choose 'App' under 'Authentication'." });
		const { outcome } = await ran({}, { ...failed(own), mayHaveHappened: false });
		expect(failureIn(outcome)).toEqual(own);
	});
});
