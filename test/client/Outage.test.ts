import { readApp } from '../../nodes/Feishu/client/auth/app/App';
import { appIdentity } from '../../nodes/Feishu/client/auth/app/identity';
import { TokenCache } from '../../nodes/Feishu/client/auth/TokenCache';
import { memoryOf } from '../../nodes/Feishu/client/ExecutionMemory';
import { FeishuClient } from '../../nodes/Feishu/client/FeishuClient';
import type { Answer } from '../../nodes/Feishu/client/http/Answer';
import { RateLimiters } from '../../nodes/Feishu/client/limits/RateLimiters';
import { Outage } from '../../nodes/Feishu/client/Outage';
import { Places } from '../../nodes/Feishu/client/Places';
import { failed, failure } from '../../nodes/Feishu/errors/Failure';
import type { Reason } from '../../nodes/Feishu/errors/reasons';
import { api as recallApi } from '../../nodes/Feishu/operations/message/recall';
import { failureIn, ids, processAt, settings, told } from './runs';
import { breaks, hangs, recalled, refuses, says, scriptedHttp, type Said } from './scriptedHttp';
import { VirtualClock } from './virtualClock';

const no = (reason: Reason): Answer => failed(failure(reason, { code: 1, logId: '2026' }));
const yes: Answer = { ok: true, body: {}, attempts: 1 };

/** An outage that has seen this many requests end so, one a millisecond. */
function after(count: number, answer: Answer, outage = new Outage(), from = 0, who = 'one') {
	for (let at = from; at < from + count; at++) {
		outage.heard(answer);
		outage.ended(answer, at, who);
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
		for (let at = 50; at > 0; at--) outage.ended(no('timed_out'), at, 'one');
		expect(outage.failure?.cause).toContain('since 1970-01-01T00:00:00.001Z');
	});

	test('is that of one identity until another one has met it, with no answer in between', () => {
		const outage = after(50, no('unreachable'));
		const known = (who: string) => outage.failureFor(who) !== undefined;
		expect(['one', 'two', 'three'].map(known)).toEqual([true, false, false]);
		outage.heard(yes);
		after(49, no('unreachable'), outage, 1_000, 'two');
		expect(['one', 'two', 'three'].map(known)).toEqual([true, false, false]);
		after(1, no('unreachable'), outage, 2_000, 'two');
		expect(['one', 'two', 'three'].map(known)).toEqual([true, true, true]);
		const met = after(1, no('unreachable'), after(50, no('unreachable')), 1_000, 'two');
		expect(met.failureFor('three')).toBe(met.failure);
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

describe('one execution for many tenants of a store app', () => {
	/** A message for each turn, in the tenant that it names. */
	async function recallIn(tenants: string[], reaction: (tenant: string, path: string) => Said) {
		const clock = new VirtualClock();
		const [tokens, limiters, places] = [
			new TokenCache(clock),
			new RateLimiters(clock),
			new Places(),
		];
		const { http, heard } = scriptedHttp(clock, ({ path, token, options }) => {
			const body = JSON.stringify(options.body ?? {});
			return reaction(token ?? /"tenant_key":"([^"]+)"/.exec(body)?.[1] ?? '', path);
		});
		const clientOf = (tenantKey: string) => {
			const app = { region: 'feishu', appType: 'store', appId: 'cli_1', appSecret: 's' };
			const read = readApp({ ...app, appTicket: 't', tenantKey });
			if (!read.ok) throw new Error(read.failure.cause);
			const identity = appIdentity(read.value, tokens, http, clock);
			const memory = memoryOf(undefined, '');
			return new FeishuClient({ identity, http, clock, limiters, memory, places, node: 'n' });
		};
		const clients = new Map([...new Set(tenants)].map((each) => [each, clientOf(each)]));
		const answers = await clock.run(
			clients.get(tenants[0]!)!.sideBySide([...tenants.entries()], async ([at, tenant]) => {
				const path = `/open-apis/im/v1/messages/om_${at}`;
				return await clients.get(tenant)!.request(recallApi, { path, ...settings });
			}),
		);
		return { answers, clock, heard };
	}

	const issuing = (tenant: string) =>
		says(200, { code: 0, app_access_token: 'app', tenant_access_token: tenant, expire: 7_200 });

	test.each([
		['refuses connections, 1,000 tenants', 1_000, breaks('ECONNREFUSED'), 30],
		['hangs, 1,000 tenants', 1_000, hangs, 60],
		['is out of order, 1,000 tenants', 1_000, says(503, ''), 30],
		['refuses connections, 20 tenants one after the other', 20, breaks('ECONNREFUSED'), 60],
	])('a host that %s, costs the tries of a few', async (_, count, said, seconds) => {
		const tenants = ids(1_000, 't').map((each, at) =>
			count < 1_000 ? `t${Math.floor(at / 50)}` : each,
		);
		const { answers, clock } = await recallIn(tenants, () => said);
		expect(answers.filter(({ ok }) => ok)).toEqual([]);
		expect(clock.elapsed).toBeLessThan(seconds * 1_000);
	});

	test.each([
		['whose tokens are out of order', (path: string) => path.startsWith('/open-apis/auth')],
		['whose requests are out of order', (path: string) => path.startsWith('/open-apis/im')],
	])('a tenant %s takes nothing from another', async (_, isOutOfOrder) => {
		const tenants = ids(400, '').map((each) => (Number(each) % 2 === 0 ? 'bad' : 'good'));
		const { answers } = await recallIn(tenants, (tenant, path) =>
			tenant === 'bad' && isOutOfOrder(path)
				? says(503, '')
				: path.startsWith('/open-apis/auth')
					? issuing(tenant)
					: recalled(),
		);
		expect(answers.map(({ ok }) => ok)).toEqual(tenants.map((tenant) => tenant === 'good'));
	});
});

test('a question that is cut off from here is no silence of the host', async () => {
	const clock = new VirtualClock();
	const feishu = processAt(clock, { query: () => hangs });
	const { client, poll, recall } = feishu.execution();
	const polls = await clock.run(
		client.sideBySide(ids(120), async () => await poll(() => true, 3_000)),
	);
	expect(polls.filter((answer) => answer !== undefined)).toEqual([]);
	expect(feishu.queries()).toHaveLength(120);
	expect(await clock.run(recall('om_1'))).toMatchObject({ ok: true });
});
