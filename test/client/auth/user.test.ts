import type { Clock } from '../../../nodes/Feishu/client/clock';
import { SingleFlight } from '../../../nodes/Feishu/client/auth/SingleFlight';
import { userIdentity, type OAuth2Store } from '../../../nodes/Feishu/client/auth/user';
import { classify } from '../../../nodes/Feishu/client/http/classify';
import type { Result } from '../../../nodes/Feishu/errors/Failure';
import { api as recallApi } from '../../../nodes/Feishu/operations/message/recall';
import { VirtualClock } from '../virtualClock';

const now = 1_800_000_000_000;

/** A moment in which nothing takes any time. */
const clock: Clock = {
	now: () => now,
	monotonic: () => 0,
	random: () => 0.5,
	wait: async (_, signal) =>
		await new Promise((resolve) => signal?.addEventListener('abort', () => resolve())),
};

const tokens = (access_token: unknown, more: object = {}) => ({
	access_token,
	refresh_token: 'r-secret',
	...more,
});

const credential = (oauthTokenData: unknown, more: object = {}) => ({
	region: 'feishu',
	clientId: 'cli_1',
	clientSecret: 'the-secret',
	oauthTokenData,
	...more,
});

/** n8n's side: what it has stored, and what a renewal gives or throws. n8n stores what a renewal gives. */
function storeWith({
	stored = tokens('u-1'),
	renewed,
	id = 'stored',
}: { stored?: unknown; renewed?: unknown; id?: string } = {}) {
	const counts = { reads: 0, refreshes: 0 };
	let kept = stored;
	const store: OAuth2Store & { counts: typeof counts } = {
		counts,
		id,
		read: async () => {
			counts.reads++;
			return credential(kept);
		},
		refresh: async () => {
			const given = renewed ?? tokens(`u-${++counts.refreshes + 1}`);
			await Promise.resolve();
			if (given instanceof Error) throw given;
			kept = given;
			return given as Record<string, unknown>;
		},
	};
	return store;
}

function personWith(
	store: OAuth2Store,
	data: unknown = tokens('u-1'),
	renewals = renewalsOfAProcess(),
) {
	const identity = userIdentity(credential(data), store, renewals, clock);
	if (!identity.ok) throw new Error(identity.failure.cause);
	return identity.value;
}

const renewalsOfAProcess = () => new SingleFlight<Result<string>>();

const valueOf = (token: Result<string>) => (token.ok ? token.value : token.failure.reason);

async function refusalOf(store: OAuth2Store) {
	const renewed = await personWith(store).renew('u-1', 10_000);
	if (renewed.ok) throw new Error('It was renewed');
	return renewed.failure;
}

describe('a person', () => {
	test('asks with the token that n8n has stored', async () => {
		const store = storeWith();
		expect(valueOf(await personWith(store).token())).toBe('u-1');
		expect([store.counts.reads, store.counts.refreshes]).toEqual([0, 0]);
	});

	test.each([undefined, null, {}, tokens(''), tokens(7), tokens('u 1'), tokens('u-1\r\nX: 1')])(
		'whose stored token is %j has no account connected',
		(data) => {
			const identity = userIdentity(credential(data), storeWith(), renewalsOfAProcess(), clock);
			expect(identity).toMatchObject({
				ok: false,
				failure: { reason: 'credentials_rejected', sent: false },
			});
		},
	);

	test('of a private deployment asks there, and nowhere in clear text', () => {
		const at = (baseUrl: string) =>
			userIdentity(
				credential(tokens('u-1'), { region: 'custom', baseUrl }),
				storeWith(),
				renewalsOfAProcess(),
				clock,
			);
		expect(at('https://feishu.example.com')).toMatchObject({
			value: { origin: 'https://feishu.example.com' },
		});
		expect(at('http://feishu.example.com')).toMatchObject({ ok: false });
	});

	test('keeps secrets secret', () => {
		const { secrets, name, rateLimitKey } = personWith(storeWith());
		expect(secrets).toEqual(expect.arrayContaining(['the-secret', 'u-1', 'r-secret']));
		expect(`${name} ${rateLimitKey}`).not.toMatch(/secret|u-1/);
		expect(personWith(storeWith(), { access_token: 'u-1' }).secrets).toStrictEqual([
			'the-secret',
			'u-1',
		]);
	});

	test('who may not recall is told of the app', () => {
		const { nextStep, hint } = classify(230026, recallApi, personWith(storeWith()));
		expect(nextStep).toContain("'Feishu API'");
		expect(hint).toContain("'Feishu API'");
	});
});

describe('a rejected token', () => {
	test('is renewed by n8n', async () => {
		const store = storeWith();
		const person = personWith(store);
		expect(valueOf(await person.renew('u-1', 10_000))).toBe('u-2');
		expect(valueOf(await person.token())).toBe('u-2');
		expect(store.counts.refreshes).toBe(1);
	});

	test('is renewed once, however many were rejected: a refresh token is good for one use', async () => {
		const store = storeWith();
		const person = personWith(store);
		const renewed = await Promise.all(
			Array.from({ length: 40 }, async () => await person.renew('u-1', 10_000)),
		);
		expect(new Set(renewed.map(valueOf))).toEqual(new Set(['u-2']));
		expect(store.counts.refreshes).toBe(1);
		const { reads } = store.counts;
		expect(valueOf(await person.renew('u-1', 10_000))).toBe('u-2');
		expect(store.counts).toEqual({ reads, refreshes: 1 });
	});

	test('is renewed once for all executions of the process', async () => {
		const store = storeWith();
		const renewals = renewalsOfAProcess();
		const people = [1, 2, 3].map(() => personWith(store, tokens('u-1'), renewals));
		const renewed = await Promise.all(people.map(async ({ renew }) => await renew('u-1', 10_000)));
		expect(renewed.map(valueOf)).toEqual(['u-2', 'u-2', 'u-2']);
		expect(store.counts.refreshes).toBe(1);
	});

	test('of another person in the same credential is renewed by itself, at the same time', async () => {
		const renewals = renewalsOfAProcess();
		const renewed = ['alice', 'bob'].map(async (name) => {
			const old = tokens(`u-${name}`);
			const store = storeWith({ stored: old, renewed: tokens(`u-${name}-new`) });
			const person = personWith(store, old, renewals);
			return [valueOf(await person.renew(`u-${name}`, 10_000)), valueOf(await person.token())];
		});
		expect(await Promise.all(renewed)).toEqual([
			['u-alice-new', 'u-alice-new'],
			['u-bob-new', 'u-bob-new'],
		]);
	});

	test('of another credential is renewed by itself', async () => {
		const stores = [storeWith({ id: 'one' }), storeWith({ id: 'two' })];
		const renewals = renewalsOfAProcess();
		const people = stores.map((store) => personWith(store, tokens('u-1'), renewals));
		await Promise.all(people.map(async ({ renew }) => await renew('u-1', 10_000)));
		expect(stores.map(({ counts }) => counts.refreshes)).toEqual([1, 1]);
	});

	test.each([
		['at another host', { region: 'lark' }],
		['of another app', { clientId: 'cli_2' }],
	])('of the same credential %s is renewed by itself', async (_, changes) => {
		const renewals = renewalsOfAProcess();
		const stores = [storeWith(), storeWith()] as const;
		const person = (store: OAuth2Store, more: object) =>
			userIdentity(credential(tokens('u-1'), more), store, renewals, clock);
		const people = [person(stores[0], {}), person(stores[1], changes)];
		await Promise.all(
			people.map(async (each) => each.ok && (await each.value.renew('u-1', 10_000))),
		);
		expect(stores.map(({ counts }) => counts.refreshes)).toEqual([1, 1]);
	});

	test('that another process has renewed already is read, not renewed', async () => {
		const store = storeWith({ stored: tokens('u-elsewhere') });
		expect(valueOf(await personWith(store).renew('u-1', 10_000))).toBe('u-elsewhere');
		expect(store.counts.refreshes).toBe(0);
	});

	test('is renewed again when the new one is rejected, too', async () => {
		const store = storeWith();
		const person = personWith(store);
		await person.renew('u-1', 10_000);
		await person.renew('u-2', 10_000);
		expect(store.counts.refreshes).toBe(2);
	});

	test('says nothing of what a token endpoint echoes', async () => {
		for (const secret of ['the-secret', 'r-secret', 'u-1']) {
			const store = storeWith({ renewed: new Error(`no such client: ${secret}`) });
			const refusal = await refusalOf(store);
			expect(refusal.reason).toBe('unreachable');
			expect(JSON.stringify(refusal)).not.toContain(secret);
		}
	});

	test('is renewed though n8n has none stored any more', async () => {
		const store = storeWith({ stored: {} });
		expect(valueOf(await personWith(store).renew('u-1', 10_000))).toBe('u-2');
	});

	test('stays what is asked with where the renewal fails', async () => {
		for (const stored of [tokens('u-1'), undefined]) {
			const person = personWith({
				...storeWith({ renewed: new Error('the line is cut') }),
				read: async () => credential(stored),
			});
			const renewed = await person.renew('u-1', 10_000);
			expect(renewed.ok ? '' : renewed.failure.cause).toContain(
				stored ? 'the line is cut' : 'offline_access',
			);
			expect(valueOf(await person.token())).toBe('u-1');
		}
	});

	test('is not waited for any longer than a request', async () => {
		const time = new VirtualClock();
		const hanging: OAuth2Store = {
			...storeWith(),
			refresh: async () => await new Promise(() => {}),
		};
		const renewing = async (signal?: AbortSignal) => {
			const person = userIdentity(credential(tokens('u-1')), hanging, renewalsOfAProcess(), time);
			return person.ok ? valueOf(await time.run(person.value.renew('u-1', 10_000, signal))) : '';
		};
		expect(await renewing()).toBe('timed_out');
		expect(time.elapsed).toBe(10_000);
		expect(await renewing(AbortSignal.abort())).toBe('execution_stopped');
		expect(time.elapsed).toBe(10_000);
	});

	test('is not replaced by what is no token', async () => {
		for (const renewed of [{}, tokens(''), tokens('u\n2')]) {
			expect((await refusalOf(storeWith({ renewed }))).reason).toBe('unreadable_answer');
		}
	});
});
