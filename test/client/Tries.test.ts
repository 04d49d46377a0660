import type { Answer } from '../../nodes/Feishu/client/http/Answer';
import { fourTriesWithinAMinute, type RetryPolicy } from '../../nodes/Feishu/client/retry';
import { Tries } from '../../nodes/Feishu/client/Tries';
import { failure } from '../../nodes/Feishu/errors/Failure';
import { limited, no } from './refusals';
import { VirtualClock } from './virtualClock';

const second = 1_000;
const policy = fourTriesWithinAMinute;

const yes: Answer = { ok: true, body: {}, attempts: 1 };

/** Answers one after the other; the last one stays. */
const script = (...answers: Answer[]) => {
	const asked: number[] = [];
	const clock = new VirtualClock();
	return {
		asked,
		clock,
		ask: async (): Promise<Answer> => {
			asked.push(clock.elapsed);
			return answers[Math.min(asked.length, answers.length) - 1] ?? yes;
		},
	};
};
const retried = async (
	{ clock, ask }: ReturnType<typeof script>,
	signal?: AbortSignal,
	its: RetryPolicy = policy,
) => await clock.run(new Tries(its, clock, signal).ask(ask));

test('stops at the first yes', async () => {
	const feishu = script(yes);
	expect(await retried(feishu)).toEqual(yes);
	expect(feishu.asked).toEqual([0]);
});

test('counts every try, a yes after faults too', async () => {
	const feishu = script(no('unreachable'), no('rate_limited'), no('timed_out'), yes);
	expect(await retried(feishu)).toMatchObject({ ok: true, attempts: 4 });
});

test('counts a try that sent two requests as two', async () => {
	const feishu = script(no('unreachable', { attempts: 2 }), {
		...yes,
		attempts: 2,
	});
	expect(await retried(feishu)).toMatchObject({ attempts: 4 });
});

test('gives up after four tries with the last failure', async () => {
	const feishu = script(no('unreachable'), no('unreachable'), no('timed_out'));
	expect(await retried(feishu)).toMatchObject({
		ok: false,
		failure: { reason: 'timed_out', attempts: 4 },
	});
	expect(feishu.asked).toHaveLength(4);
	expect(feishu.clock.pending).toBe(0);
});

test('remembers that an earlier try may have arrived', async () => {
	const lost = no('timed_out', { effect: 'unknown' });
	expect(await retried(script(lost, no('already_recalled')))).toMatchObject({
		failure: { reason: 'already_recalled', effect: 'unknown' },
	});
	expect(await retried(script(no('unreachable'), no('already_recalled')))).toMatchObject({
		failure: { effect: 'none' },
	});
});

test('a limited request has all its tries left afterwards', async () => {
	const limits = Array.from({ length: 12 }, () => limited(1));
	const feishu = script(...limits, no('unreachable'), no('unreachable'), no('unreachable'), yes);
	expect(await retried(feishu)).toMatchObject({ ok: true, attempts: 16 });
});

test('a stop ends the wait at once, with what the last try said', async () => {
	const feishu = script(limited(100));
	const stop = new AbortController();
	const stopping = feishu.clock.wait(3 * second).then(() => stop.abort());
	const answer = await retried(feishu, stop.signal);
	await stopping;
	expect(answer).toMatchObject({ failure: { reason: 'rate_limited', attempts: 1 } });
	expect(feishu.clock.elapsed).toBe(3 * second);
	expect(feishu.asked).toHaveLength(1);
	expect(feishu.clock.pending).toBe(0);
});

test('a stop while the first try is under way lets it end, and starts no second', async () => {
	const stop = new AbortController();
	const feishu = script(no('unreachable'));
	const stopped = async () => {
		stop.abort();
		return await feishu.ask();
	};
	await feishu.clock.run(new Tries(policy, feishu.clock, stop.signal).ask(stopped));
	expect(feishu.asked).toHaveLength(1);
});

test('a second try that the stop kept from starting does not hide what the first said', async () => {
	const stopped = no('execution_stopped', { sent: false, attempts: 0 });
	const lost = no('timed_out', { effect: 'unknown' });
	expect(await retried(script(lost, stopped))).toMatchObject({
		failure: { reason: 'timed_out', attempts: 1, effect: 'unknown' },
	});
	expect(await retried(script(stopped))).toMatchObject({
		failure: { reason: 'execution_stopped', attempts: 0 },
	});
});

test('the tries go on with another question, and with a failure from elsewhere', async () => {
	const lost = no('timed_out', { effect: 'unknown' });
	const { clock, ask } = script(lost, no('token_rejected'), no('feishu_unavailable'), yes);
	const tries = new Tries(policy, clock);
	const rejected = await clock.run(tries.ask(ask));
	expect(rejected).toMatchObject({ failure: { reason: 'token_rejected', attempts: 2 } });
	expect(await clock.run(tries.ask(ask))).toEqual({ ...yes, attempts: 4 });
	expect(tries.end(failure('credentials_rejected'))).toMatchObject({
		reason: 'credentials_rejected',
		attempts: 4,
		effect: 'unknown',
	});
});

test('what they have used up stays used up', async () => {
	const down = no('unreachable');
	const { clock, ask, asked } = script(down, down, no('token_rejected'), down, down, down);
	const tries = new Tries(policy, clock);
	await clock.run(tries.ask(ask));
	expect(await clock.run(tries.ask(ask))).toMatchObject({ failure: { attempts: 5 } });
	expect(asked).toHaveLength(5);
});

test('the wait that Feishu asks for is told, and no other', async () => {
	const told: number[] = [];
	const { clock, ask } = script(no('unreachable'), limited(2), limited(3_600));
	const tries = new Tries(policy, clock, undefined, { pause: (_, ms) => told.push(ms) });
	await clock.run(tries.ask(ask));
	expect(told).toEqual([2_000, 3_600_000]);
});
