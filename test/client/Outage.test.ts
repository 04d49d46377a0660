import type { Answer } from '../../nodes/Feishu/client/http/Answer';
import { Outage } from '../../nodes/Feishu/client/Outage';
import { failed, failure } from '../../nodes/Feishu/errors/Failure';
import type { Reason } from '../../nodes/Feishu/errors/reasons';
import { failureIn, ids, processAt, told } from './runs';
import { breaks, recalled, refuses, type Said } from './scriptedHttp';
import { VirtualClock } from './virtualClock';

const no = (reason: Reason): Answer => failed(failure(reason, { code: 1, logId: '2026' }));
const yes: Answer = { ok: true, body: {}, attempts: 1 };

/** An outage that has seen this many requests end so, one a millisecond. */
function after(count: number, answer: Answer, outage = new Outage(), from = 0) {
	for (let at = from; at < from + count; at++) {
		outage.heard(answer);
		outage.ended(answer, at);
	}
	return outage;
}

describe('an outage', () => {
	test.each<Reason>(['unreachable', 'timed_out', 'feishu_unavailable'])(
		'is known after 50 requests in a row that end as %s, and not before',
		(reason) => {
			expect(after(49, no(reason)).failure).toBeUndefined();
			expect(after(50, no(reason)).failure).toMatchObject({
				reason,
				sent: false,
				attempts: 0,
				effect: 'none',
			});
		},
	);

	test.each<Reason>(['rate_limited', 'unreadable_answer', 'token_rejected', 'message_not_found'])(
		'is none where Feishu answers %s',
		(reason) => {
			expect(after(60, no(reason)).failure).toBeUndefined();
		},
	);

	test.each([
		['a success', yes],
		['a refusal', no('message_not_found')],
		['a rate limit', no('rate_limited')],
	])('counts from the beginning after %s', (_, answer) => {
		const outage = after(49, no('unreachable'));
		outage.heard(answer);
		after(49, no('unreachable'), outage, 1_000);
		expect(outage.failure).toBeUndefined();
		after(1, no('unreachable'), outage, 2_000);
		expect(outage.failure?.cause).toContain(
			'50 requests in a row have failed since 1970-01-01T00:00:01.000Z',
		);
	});

	test('has lasted since the earliest of them began, whichever ended first', () => {
		const outage = new Outage();
		for (let at = 50; at > 0; at--) outage.ended(no('timed_out'), at);
		expect(outage.failure?.cause).toContain('since 1970-01-01T00:00:00.001Z');
	});

	test('is told once, and what belongs to another request is not told', () => {
		const outage = after(50, no('unreachable'));
		const { failure: first } = outage;
		after(50, no('timed_out'), outage);
		expect(outage.failure).toBe(first);
		expect(first).not.toHaveProperty('code');
		expect(first).not.toHaveProperty('logId');
	});
});

describe('one execution', () => {
	/** This many messages, 50 side by side. */
	async function recallAll(count: number, reaction: (id: string) => Said) {
		const clock = new VirtualClock();
		const feishu = processAt(clock, { recall: reaction });
		const { recall } = feishu.execution();
		const queue = ids(count).values();
		const answers: Answer[] = [];
		const worker = async () => {
			for (const id of queue) answers.push(await recall(id));
		};
		await clock.run(Promise.all(Array.from({ length: 50 }, worker)));
		return { answers, clock, feishu };
	}

	test('asks a host that is gone for little more than 50 of 2,000 messages', async () => {
		const { answers, clock, feishu } = await recallAll(2_000, () => breaks('ECONNREFUSED'));
		const untried = answers.map(failureIn).filter(({ attempts }) => attempts === 0);
		expect(answers).toHaveLength(2_000);
		expect(untried.length).toBeGreaterThanOrEqual(1_900);
		expect(feishu.recalls().length).toBeLessThanOrEqual(400);
		expect(clock.elapsed).toBeLessThan(30_000);
		const last = answers.filter((answer) => failureIn(answer).attempts === 0).at(-1);
		expect(last && told(last)).toMatch(
			/^Message om_1 was not recalled, because Feishu's host refused the connection: 50 requests in a row have failed since 1970-01-01T00:16:40\.\d+Z, and this one was not sent\. /,
		);
	});

	test('goes on where one message in ten is answered', async () => {
		const { answers } = await recallAll(200, (id) =>
			Number(id.slice(3)) % 10 === 9 ? refuses(230026) : breaks('ECONNREFUSED'),
		);
		expect(answers.map(failureIn).filter(({ attempts }) => attempts === 0)).toEqual([]);
	});

	test('does not outlive itself: the next one asks again', async () => {
		const clock = new VirtualClock();
		let isGone = true;
		const feishu = processAt(clock, {
			recall: () => (isGone ? breaks('ECONNREFUSED') : recalled()),
		});
		const { recall } = feishu.execution();
		await clock.run(Promise.all(ids(50).map(async (id) => await recall(id))));
		isGone = false;
		expect(await clock.run(recall('om_99'))).toMatchObject({ failure: { attempts: 0 } });
		expect(await clock.run(feishu.execution().recall('om_1'))).toMatchObject({ ok: true });
	});
});
