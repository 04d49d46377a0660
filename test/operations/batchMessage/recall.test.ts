import type { INodeProperties } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import schema from '../../../nodes/Feishu/__schema__/v1.0.0/batchMessage/recall.json';
import type { Api, Call } from '../../../nodes/Feishu/client/Api';
import { namingWhoAsked, type Identity } from '../../../nodes/Feishu/client/auth/Identity';
import type { Feishu } from '../../../nodes/Feishu/client/FeishuClient';
import { readAnswer, type Answer } from '../../../nodes/Feishu/client/http/Answer';
import type { Reply } from '../../../nodes/Feishu/client/http/Reply';
import { codes } from '../../../nodes/Feishu/errors/codes';
import { failed, failure, refusal, type Failure } from '../../../nodes/Feishu/errors/Failure';
import { sentenceOf } from '../../../nodes/Feishu/errors/sentence';
import { api as progressApi } from '../../../nodes/Feishu/operations/batchMessage/progress';
import { api, recall } from '../../../nodes/Feishu/operations/batchMessage/recall';
import type { Outcome } from '../../../nodes/Feishu/operations/Operation';
import { processAt } from '../../client/runs';
import { breaks, refuses, says } from '../../client/scriptedHttp';
import { VirtualClock } from '../../client/virtualClock';
import { anItem } from '../anItem';

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

/** The one task of an item with one batch message. */
function taskWith(options: object) {
	const [task, ...more] = recall.tasks(anItem({ batchMessageId: 'bm-1', options }));
	if (task === undefined || more.length > 0) throw new Error('The item does not name one message');
	return task;
}

function only(outcomes: Outcome[]): Outcome {
	const [outcome] = outcomes;
	if (outcome === undefined || outcomes.length > 1) throw new Error('There is not one outcome');
	return outcome;
}

/** How Feishu reacts to a request: always the same, or by the API that judges its answer. */
type Reaction = Answer | ((api: Api) => Answer);

const answerOf = (reaction: Reaction, asked: Api) =>
	typeof reaction === 'function' ? reaction(asked) : reaction;

/** A client that accepts the recall, and then tells of its progress, one answer after the other. */
async function ran(options: object, first: Reaction, ...then: Reaction[]) {
	const asked: Array<[Api, Call]> = [];
	const polled: Array<[Api, Call, withinMs: number]> = [];
	const unused = async () => await Promise.reject(new Error('A recall takes no such request'));
	const feishu: Feishu = {
		appId: 'cli_1',
		request: async (by, call) => {
			asked.push([by, call]);
			return answerOf(first, by);
		},
		poll: async (by, call, isWanted, withinMs) => {
			polled.push([by, call, withinMs]);
			const answers = then.map((each) => answerOf(each, by));
			return answers.find((answer) => !answer.ok || isWanted(answer.body));
		},
		list: unused,
		sideBySide: unused,
		withFile: unused,
		download: unused,
	};
	const task = taskWith(options);
	const outcome = only('refused' in task ? [failed(task.refused)] : await task.run(feishu));
	return { outcome, asked, polled };
}

test('Feishu is asked to recall the batch, as an app', async () => {
	const { asked, polled } = await ran({}, accepted);
	expect(asked).toMatchObject([
		[
			{ method: 'DELETE', alreadyDone: 'already_recalled' },
			{ path: '/open-apis/im/v1/batch_messages/bm-1' },
		],
	]);
	expect(polled).toEqual([]);
	expect(recall.identities).toEqual(['app']);
});

test('that Feishu accepted is not told as done', async () => {
	expect((await ran({}, accepted)).outcome).toEqual({
		ok: true,
		json: { batch_message_id: 'bm-1', deleted: false, accepted: true, log_id: '2026log' },
		effect: 'pending',
	});
});

test('what Feishu refuses is a failure', async () => {
	expect((await ran({}, failed(failure('message_not_found')))).outcome).toMatchObject({
		ok: false,
		failure: { reason: 'message_not_found' },
	});
});

test('that Feishu knows to be recalled after a lost answer is accepted', async () => {
	const clock = new VirtualClock();
	const { client } = processAt(clock, {
		recall: (_id, _request, times) => (times === 1 ? breaks('ECONNRESET') : refuses(230110)),
	}).execution();
	const task = taskWith({});
	if ('refused' in task) throw new Error('It is refused');
	expect(await clock.run(task.run(client))).toMatchObject([
		{ ok: true, json: { batch_message_id: 'bm-1', accepted: true } },
	]);
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
			[{ method: 'GET' }, { path: '/open-apis/im/v1/batch_messages/bm-1/get_progress' }, 60_000],
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
		if (!outcome.ok) throw new Error(outcome.failure.cause);
		const types = Object.entries(outcome.json).map(([name, value]) => [
			name,
			{ type: typeof value },
		]);
		expect(schema.properties).toEqual(Object.fromEntries(types));
	});

	test('that takes too long is told as such: it is being recalled', async () => {
		const { outcome } = await ran({ ...waiting, waitAtMost: 5 }, accepted, progress(9, 8));
		const cause = failureIn(outcome);
		expect(cause).toMatchObject({ reason: 'timed_out', effect: 'pending' });
		expect(told(cause)).toContain('is being recalled');
		expect(told(cause)).toContain('5 seconds');
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
		const causeOf = async (...answers: Answer[]) =>
			failureIn((await ran({ ...waiting, waitAtMost: 1 }, accepted, ...answers)).outcome).cause;
		expect(await causeOf(progress(9, 7), progress(9, 8))).toMatch(/within 1 second \(8 of 9\)$/);
		expect(await causeOf(progress(0, 0))).toMatch(/had not sent it to anyone within 1 second$/);
		const uncounted = [undefined, null, {}, { batch_message_recall_progress: { recall: true } }];
		const without = uncounted.map((data) => ({ ...accepted, body: { code: 0, data } }));
		for (const answers of [
			[progress(9, null)],
			[progress(null, 9)],
			...without.map((each) => [each]),
		]) {
			expect(await causeOf(...answers)).toMatch(/did not say within 1 second how far it is$/);
		}
	});

	test('says of progress that nobody heard of that no answer came, and of nobody that it was silent', async () => {
		const clock = new VirtualClock();
		const feishu = processAt(clock, { query: () => says(429, {}) });
		const { client } = feishu.execution();
		const task = taskWith({ waitForCompletion: true, waitAtMost: 1, requestsPerSecond: 1 });
		if ('refused' in task) throw new Error('The task is refused');
		const outcome = only(await clock.run(task.run(client)));
		expect(told(failureIn(outcome))).toBe(
			"Batch message bm-1 is being recalled, but no answer came within 1 second that says how far it is. Run it again later to see whether it is complete, or raise 'Wait at Most'.",
		);
	});

	test('that is stopped does not make the recall undone', async () => {
		const stopped = failed(refusal('execution_stopped'));
		expect((await ran(waiting, accepted, stopped)).outcome).toMatchObject({
			ok: true,
			json: { accepted: true, deleted: false },
			effect: 'pending',
		});
	});

	test.each([
		[{}, undefined],
		[{ waitAtMost: 5 }, undefined],
		[{ waitForCompletion: false, waitAtMost: 5 }, undefined],
		[{ waitForCompletion: true }, 60_000],
		[{ waitForCompletion: true, waitAtMost: 1 }, 1_000],
		[{ waitForCompletion: true, waitAtMost: '90' }, 90_000],
		[{ waitForCompletion: true, waitAtMost: 86_400 }, 86_400_000],
	])('with %j takes at most %p milliseconds', async (options, withinMs) => {
		const { polled } = await ran(options, accepted, progress(9, 9));
		expect(polled.map(([, , within]) => within)).toEqual(withinMs === undefined ? [] : [withinMs]);
	});

	test.each([0, -1, 86_401, Infinity, 'long', 'an hour', '', NaN, {}, undefined, null])(
		'is refused within %j seconds, and that is told only where it is asked for',
		async (waitAtMost) => {
			const named = expect.stringContaining("'Wait at Most'") as string;
			const { outcome, asked } = await ran({ ...waiting, waitAtMost }, accepted);
			expect(failureIn(outcome)).toMatchObject({
				reason: 'invalid_request',
				sent: false,
				attempts: 0,
				cause: named,
				nextStep: named,
				hint: named,
			});
			expect(asked).toEqual([]);
			expect((await ran({ waitAtMost }, accepted)).outcome.ok).toBe(true);
		},
	);
});

test.each(['true', 'yes', 1, {}, undefined, null])(
	'to wait is no %j',
	async (waitForCompletion) => {
		const { outcome, asked } = await ran({ waitForCompletion }, accepted);
		expect(failureIn(outcome)).toMatchObject({
			reason: 'invalid_request',
			nextStep: "Set 'Wait for Completion' to true or false.",
		});
		expect(asked).toEqual([]);
	},
);

describe('the options', () => {
	const shown = recall.fields.find(({ name }) => name === 'options')?.options as INodeProperties[];

	test('are those that all have, and the wait', () => {
		expect(shown.map(({ name }) => name)).toEqual([
			'requestsPerSecond',
			'timeout',
			'waitAtMost',
			'waitForCompletion',
		]);
	});

	test('go along, and are refused where they cannot be meant', async () => {
		const { asked } = await ran({ requestsPerSecond: 7, timeout: 8 }, accepted);
		expect(asked).toMatchObject([[{}, { requestsPerSecond: 7, timeoutMs: 8 }]]);
		expect((await ran({ timeout: 0 }, accepted)).outcome.ok).toBe(false);
	});

	test('have nothing to say about one that only single messages have', async () => {
		expect((await ran({ whenAlreadyRecalled: 'maybe' }, accepted)).outcome.ok).toBe(true);
	});

	test.each([
		[{}, false],
		[{ waitForCompletion: false }, false],
		[{ waitForCompletion: true }, true],
		[{ waitForCompletion: '={{ $json.wait }}' }, true],
	])("with %j show 'Wait at Most': %p", (given, isShown) => {
		const [waitAtMost] = shown.filter(({ name }) => name === 'waitAtMost');
		if (waitAtMost === undefined) throw new Error('There is no such option');
		expect(NodeHelpers.displayParameter(given, waitAtMost, null, null)).toBe(isShown);
	});
});

function failureIn(outcome: Outcome): Failure {
	if (outcome.ok) throw new Error('It is told as done');
	return outcome.failure;
}

/** The sentence that a person reads about a failure. */
function told(cause: Failure): string {
	return sentenceOf(cause, 'Batch message bm-1', 'recalled');
}

describe('what is said of a batch message', () => {
	const identity = { name: 'the app cli_1' } as Identity;

	const said =
		(reply: Reply): Reaction =>
		(by) => {
			const answer = readAnswer(reply, by);
			if (answer.ok) throw new Error('It is taken for a yes');
			return { ...answer, failure: namingWhoAsked(identity, answer.failure) };
		};

	const answered = (status: number, body?: unknown) =>
		said({ kind: 'response', status, headers: {}, body });

	const withCode = (code: number) => answered(400, { code, msg: "Feishu's own words" });

	const known = [codes, api.codes, progressApi.codes].flatMap((table) => Object.keys(table ?? {}));

	/** Feishu's refusals: every code that is known, one that is not, and every fault without a code. */
	const refusals = new Map<string, Reaction>([
		...[...new Set(known), '7'].map((code): [string, Reaction] => [code, withCode(Number(code))]),
		['rate_limited', answered(429)],
		['feishu_unavailable', answered(502)],
		['unreadable_answer', answered(404)],
		['unreachable', said({ kind: 'noResponse', failure: failure('unreachable') })],
		['timed_out', said({ kind: 'noResponse', failure: failure('timed_out') })],
	]);

	const refusalNamed = (name: string | number): Reaction => {
		const refusal = refusals.get(String(name));
		if (refusal === undefined) throw new Error(`There is no such refusal: ${name}`);
		return refusal;
	};

	/** Codes that no page on batch messages names: they tell of a chat. */
	const ofChats = [230002, 230011, 230013, 230020, 230050, 230054, 230110, 232009].map(String);

	const textOf = (cause: Failure) => `${told(cause)} ${cause.hint}`;

	const ofSingleMessages =
		/(?<!Batch )Message ID'|When Already Recalled|im:message:recall|im:message:send_as_bot|owns or manages|owner or administrator|one year/;

	describe.each([
		['the recall', {}, []],
		['its progress', { waitForCompletion: true }, [accepted]],
	])('when Feishu refuses %s', (what, options, before: Answer[]) => {
		const failureWith = async (refused: Reaction) => {
			const [first = refused, ...then] = [...before, refused];
			return failureIn((await ran(options, first, ...then)).outcome);
		};

		test.each([...refusals])('with %s, is not about single messages', async (name, refused) => {
			const text = textOf(await failureWith(refused));
			expect(text).not.toMatch(ofSingleMessages);
			if (codes[Number(name)] && !ofChats.includes(name)) expect(text).not.toMatch(/chat|group/);
		});

		const advice: Array<[code: number, advice: string]> = [
			[230001, "'Batch Message ID'"],
			[230006, 'Add Features'],
			[230027, 'im:message:send_multi_users or im:message:send_multi_depts'],
			[99991672, 'im:message:send_multi_users or im:message:send_multi_depts'],
		];
		const ownAdvice: typeof advice =
			what === 'the recall'
				? [
						[230009, '24 hours unless changed'],
						[230026, 'the app that sent it'],
					]
				: [[230012, 'the app that sent it']];

		test.each([...advice, ...ownAdvice])(
			'with %i, says what to do about it',
			async (code, todo) => {
				expect(textOf(await failureWith(refusalNamed(code)))).toContain(todo);
			},
		);

		test('keeps code, words, and who asked', async () => {
			expect(textOf(await failureWith(refusalNamed(230001)))).toMatch(
				/"Feishu's own words".*\(230001\)/,
			);
			const byIdentity = [230027, 230030, 99991672, 99991663];
			for (const code of what === 'the recall' ? [230026, ...byIdentity] : byIdentity) {
				const { hint } = await failureWith(refusalNamed(code));
				expect(hint).toMatch(/ Asked as the app cli_1\.$/);
			}
		});
	});

	test.each([...refusals])(
		'a refused progress (%s) does not deny the recall',
		async (_, refused) => {
			const cause = failureIn((await ran({ waitForCompletion: true }, accepted, refused)).outcome);
			const answer = answerOf(refused, progressApi);
			expect(told(cause)).toMatch(
				/^Batch message bm-1 is being recalled, but its progress is unknown, because \w+/,
			);
			expect(cause).toMatchObject({
				reason: answer.ok ? undefined : answer.failure.reason,
				effect: 'pending',
			});
			expect(told(cause)).not.toMatch(/not (have been )?recalled/);
		},
	);

	test.each([
		['99991672', /because the app lacks a permission$/],
		['230012', /only to the app that sent the message$/],
		['230030', /because it has no record at Feishu$/],
		['rate_limited', /rate limit/],
		['unreachable', /could not be reached$/],
	])('why a progress was refused (%s) is told', async (name, why) => {
		const { outcome } = await ran({ waitForCompletion: true }, accepted, refusalNamed(name));
		expect(failureIn(outcome).cause).toMatch(why);
	});

	test('a refusal before Feishu is asked keeps its own words', async () => {
		const own = refusal('invalid_request', { hint: "Choose a credential 'Feishu API'." });
		expect(failureIn((await ran({}, failed(own))).outcome)).toEqual(own);
	});
});
