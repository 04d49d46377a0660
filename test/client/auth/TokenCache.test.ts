import { failed, failure, succeeded, type Result } from '../../../nodes/Feishu/errors/Failure';
import { TokenCache, type IssuedToken } from '../../../nodes/Feishu/client/auth/TokenCache';
import { VirtualClock } from '../virtualClock';

const second = 1_000;
const minute = 60 * second;

/** A token endpoint that takes a while, and counts. */
function issuer(clock: VirtualClock, lifetimeSeconds = 7_200) {
	const issuer = {
		calls: 0,
		issue: async (): Promise<Result<IssuedToken>> => {
			const token = `t-${++issuer.calls}`;
			await clock.wait(200);
			return succeeded({ token, lifetimeSeconds });
		},
	};
	return issuer;
}

const clock = () => new VirtualClock();
const valueOf = (token: Result<string>) => (token.ok ? token.value : token.failure.reason);

test('a token is asked for once, however many want it at the same moment', async () => {
	const time = clock();
	const cache = new TokenCache(time);
	const endpoint = issuer(time);
	const wanted = Array.from({ length: 40 }, async () => await cache.get('app', endpoint.issue));
	const tokens = await time.run(Promise.all(wanted));
	expect(new Set(tokens.map(valueOf))).toEqual(new Set(['t-1']));
	expect(endpoint.calls).toBe(1);
});

test('a kept token is handed out without asking', async () => {
	const time = clock();
	const cache = new TokenCache(time);
	const endpoint = issuer(time);
	await time.run(cache.get('app', endpoint.issue));
	await time.pass(60 * minute);
	expect(valueOf(await time.run(cache.get('app', endpoint.issue)))).toBe('t-1');
});

test.each([
	['the machine has slept', 1, 120, 't-2'],
	['the time of day is put back', 120, -120, 't-2'],
	['the time of day is put back, and the token is new', 1, -120, 't-1'],
	['the time of day is put forward a little', 60, 1, 't-1'],
])(
	'when %s, a token is used while both clocks say that it is good',
	async (_, passed, jump, token) => {
		const time = clock();
		const cache = new TokenCache(time);
		const endpoint = issuer(time);
		await time.run(cache.get('app', endpoint.issue));
		await time.pass(passed * minute);
		time.jump(jump * minute);
		expect(valueOf(await time.run(cache.get('app', endpoint.issue)))).toBe(token);
	},
);

test.each([
	[7_200, 115 * minute, 118 * minute],
	[1_800, 26 * minute, 28 * minute],
	[60, 50 * second, 58 * second],
	[3, 2 * second, 3 * second],
])('of %d seconds, a token is used for %d ms and given up by %d ms', async (life, used, gone) => {
	const time = clock();
	const cache = new TokenCache(time);
	const endpoint = issuer(time, life);
	await time.run(cache.get('app', endpoint.issue));
	await time.pass(used - time.elapsed);
	expect(valueOf(await time.run(cache.get('app', endpoint.issue)))).toBe('t-1');
	await time.pass(gone - time.elapsed);
	expect(valueOf(await time.run(cache.get('app', endpoint.issue)))).toBe('t-2');
});

test('a token’s time counts from when it was asked for, not from a late answer', async () => {
	const time = clock();
	const cache = new TokenCache(time);
	const slowly = async () => {
		await time.wait(9 * second);
		return succeeded({ token: 't-slow', lifetimeSeconds: 10 });
	};
	await time.run(cache.get('app', slowly));
	expect(valueOf(await time.run(cache.get('app', issuer(time).issue)))).toBe('t-1');
});

test.each([0, -5, NaN])(
	'a lifetime of %d seconds serves those who asked, and no later one',
	async (life) => {
		const time = clock();
		const cache = new TokenCache(time);
		const endpoint = issuer(time, life);
		const both = [cache.get('app', endpoint.issue), cache.get('app', endpoint.issue)];
		expect((await time.run(Promise.all(both))).map(valueOf)).toEqual(['t-1', 't-1']);
		expect(valueOf(await time.run(cache.get('app', endpoint.issue)))).toBe('t-2');
	},
);

test('a no is given to all who asked, and not kept', async () => {
	const time = clock();
	const cache = new TokenCache(time);
	let calls = 0;
	const refuse = async () => {
		calls++;
		await time.wait(200);
		return failed(failure('unreachable'));
	};
	const both = await time.run(Promise.all([cache.get('app', refuse), cache.get('app', refuse)]));
	expect(both.map(valueOf)).toEqual(['unreachable', 'unreachable']);
	expect(calls).toBe(1);
	expect(valueOf(await time.run(cache.get('app', issuer(time).issue)))).toBe('t-1');
});

test('apps, and secrets of one app, have tokens of their own', async () => {
	const time = clock();
	const cache = new TokenCache(time);
	const endpoint = issuer(time);
	const keys = ['app old secret', 'app new secret', 'other app', '__proto__'];
	const tokens = await time.run(
		Promise.all(keys.map(async (key) => await cache.get(key, endpoint.issue))),
	);
	expect(new Set(tokens.map(valueOf)).size).toBe(4);
});

describe('a renewal', () => {
	test('is one, however many were rejected', async () => {
		const time = clock();
		const cache = new TokenCache(time);
		const endpoint = issuer(time);
		await time.run(cache.get('app', endpoint.issue));
		const renewals = Array.from(
			{ length: 40 },
			async () => await cache.renew('app', 't-1', endpoint.issue),
		);
		const renewed = await time.run(Promise.all(renewals));
		expect(new Set(renewed.map(valueOf))).toEqual(new Set(['t-2']));
		expect(endpoint.calls).toBe(2);
	});

	test('keeps the new token when the old one is rejected once more, late', async () => {
		const time = clock();
		const cache = new TokenCache(time);
		const endpoint = issuer(time);
		await time.run(cache.get('app', endpoint.issue));
		await time.run(cache.renew('app', 't-1', endpoint.issue));
		expect(valueOf(await time.run(cache.renew('app', 't-1', endpoint.issue)))).toBe('t-2');
		expect(endpoint.calls).toBe(2);
	});

	test('of one app leaves the token of another alone', async () => {
		const time = clock();
		const cache = new TokenCache(time);
		const endpoint = issuer(time);
		await time.run(cache.get('app', endpoint.issue));
		await time.run(cache.get('other', endpoint.issue));
		await time.run(cache.renew('app', 't-1', endpoint.issue));
		expect(valueOf(await time.run(cache.get('other', endpoint.issue)))).toBe('t-2');
	});
});

test('no more tokens are kept than the bound, the newest ones', async () => {
	const time = clock();
	const cache = new TokenCache(time, 2);
	const endpoint = issuer(time);
	for (const key of ['a', 'b', 'c']) await time.run(cache.get(key, endpoint.issue));
	expect(endpoint.calls).toBe(3);
	await time.run(cache.get('b', endpoint.issue));
	await time.run(cache.get('c', endpoint.issue));
	expect(endpoint.calls).toBe(3);
	await time.run(cache.get('a', endpoint.issue));
	expect(endpoint.calls).toBe(4);
});

describe('whoever stops waiting', () => {
	test('leaves the others their token', async () => {
		const time = clock();
		const cache = new TokenCache(time);
		const endpoint = issuer(time);
		const stop = new AbortController();
		const stopped = cache.get('app', endpoint.issue, stop.signal);
		const waiting = cache.get('app', endpoint.issue);
		stop.abort();
		expect(valueOf(await stopped)).toBe('execution_stopped');
		expect(valueOf(await time.run(waiting))).toBe('t-1');
		expect(endpoint.calls).toBe(1);
	});

	test('as the last one ends the asking, and the next one begins anew', async () => {
		const time = clock();
		const cache = new TokenCache(time);
		const stop = new AbortController();
		let abandoned: AbortSignal | undefined;
		const left = cache.get(
			'app',
			async (signal) => {
				abandoned = signal;
				await time.wait(60_000, signal);
				return failed(failure('rate_limited'));
			},
			stop.signal,
		);
		stop.abort();
		await left;
		expect(abandoned?.aborted).toBe(true);
		expect(valueOf(await time.run(cache.get('app', issuer(time).issue)))).toBe('t-1');
	});

	test('leaves the next ones their common request, though the one left behind ends in its midst', async () => {
		const time = clock();
		const cache = new TokenCache(time);
		const stop = new AbortController();
		const refuse = async () => {
			await time.wait(200);
			return failed(failure('unreachable'));
		};
		const left = cache.get('app', refuse, stop.signal);
		await time.pass(100);
		stop.abort();
		await left;
		const endpoint = issuer(time);
		const first = cache.get('app', endpoint.issue);
		await time.pass(150);
		const second = cache.get('app', endpoint.issue);
		expect((await time.run(Promise.all([first, second]))).map(valueOf)).toEqual(['t-1', 't-1']);
		expect(endpoint.calls).toBe(1);
	});

	test('before the beginning asks for nothing', async () => {
		const endpoint = issuer(clock());
		const token = await new TokenCache(clock()).get('app', endpoint.issue, AbortSignal.abort());
		expect(valueOf(token)).toBe('execution_stopped');
		expect(endpoint.calls).toBe(0);
	});
});
