import type { Identity } from '../../../nodes/Feishu/client/auth/Identity';
import { TokenSession } from '../../../nodes/Feishu/client/auth/TokenSession';
import type { Answer } from '../../../nodes/Feishu/client/http/Answer';
import { oneTry } from '../../../nodes/Feishu/client/retry';
import { Tries } from '../../../nodes/Feishu/client/Tries';
import {
	failed,
	failure,
	stopped,
	succeeded,
	type Failure,
	type Result,
} from '../../../nodes/Feishu/errors/Failure';
import type { Reason } from '../../../nodes/Feishu/errors/reasons';
import { anApp } from '../anApp';
import { verdictOf } from '../runs';
import { VirtualClock } from '../virtualClock';

const yes: Answer = { ok: true, body: {}, attempts: 1 };

const no = (reason: Reason, facts: Partial<Failure> = {}): Answer => failed(failure(reason, facts));

const rejected = no('token_rejected', { code: 99991663 });

/** One run of somebody whose tokens are t-1, t-2, and so on, unless told otherwise. */
function sessionOf(changed: Partial<Pick<Identity, 'token' | 'renew'>> = {}) {
	const clock = new VirtualClock();
	const sent: string[] = [];
	const renewed: string[] = [];
	let count = 1;
	const session = new TokenSession({
		...anApp,
		token: async () => succeeded(`t-${count}`),
		...changed,
		renew: async (token, ...more) => {
			renewed.push(token);
			return (await changed.renew?.(token, ...more)) ?? succeeded(`t-${++count}`);
		},
	});
	const ask = async (answer: (token: string) => Answer | Promise<Answer>, signal?: AbortSignal) => {
		const send = async (token: string) => {
			sent.push(token);
			return await answer(token);
		};
		return await session.ask(send, new Tries(oneTry, clock, signal), 10_000, signal);
	};
	return { ask, sent, renewed };
}

test('a rejected token is renewed, and the request sent once more', async () => {
	const { ask, sent } = sessionOf();
	expect(await ask((token) => (token === 't-1' ? rejected : yes))).toMatchObject({ ok: true });
	expect(sent).toEqual(['t-1', 't-2']);
});

test.each<[string, Answer, number]>([
	['a yes', yes, 2],
	['a refusal of something else', no('bot_not_in_chat', { code: 230002 }), 2],
	['a rate limit', no('rate_limited', { code: 99991400 }), 1],
	['a page in place of an answer', no('unreadable_answer'), 1],
	['no answer', no('timed_out'), 1],
	['another rejection', rejected, 1],
])(
	'after %s, a renewed token that is rejected is renewed as often: %#',
	async (_, answer, times) => {
		const { ask, renewed } = sessionOf();
		await ask((token) => (token === 't-1' ? rejected : answer));
		await ask((token) => (token === 't-2' ? rejected : yes));
		expect(renewed).toHaveLength(times);
	},
);

test('a late yes to the old token says nothing of the new one', async () => {
	const { ask, renewed } = sessionOf();
	let arrive: (answer: Answer) => void = () => {};
	const late = ask(async () => await new Promise<Answer>((resolve) => (arrive = resolve)));
	await Promise.resolve();
	await ask((token) => (token === 't-1' ? rejected : no('timed_out')));
	arrive(yes);
	await late;
	expect(verdictOf(await ask(() => rejected))).toBe('token_rejected');
	expect(renewed).toEqual(['t-1']);
});

test('what cannot be renewed is not asked for again, by requests on their way neither', async () => {
	const { ask, sent, renewed } = sessionOf({
		renew: async () => failed(failure('credentials_rejected')),
	});
	let arrive: (answer: Answer) => void = () => {};
	const late = ask(async () => await new Promise<Answer>((resolve) => (arrive = resolve)));
	await Promise.resolve();
	expect(verdictOf(await ask(() => rejected))).toBe('credentials_rejected');
	arrive(rejected);
	expect(verdictOf(await late)).toBe('credentials_rejected');
	expect(verdictOf(await ask(() => yes))).toBe('credentials_rejected');
	expect(renewed).toEqual(['t-1']);
	expect(sent).toHaveLength(2);
});

test('somebody else’s stop does not refuse the requests to come', async () => {
	const tokens: Array<Result<string>> = [stopped(), succeeded('t-1')];
	const { ask } = sessionOf({ token: async () => tokens.shift() ?? stopped() });
	expect(verdictOf(await ask(() => yes))).toBe('execution_stopped');
	expect((await ask(() => yes)).ok).toBe(true);
});

describe('a stop', () => {
	test('before the beginning asks for no token', async () => {
		let asked = 0;
		const token = async () => succeeded(`t-${++asked}`);
		const { ask, sent } = sessionOf({ token });
		expect(verdictOf(await ask(() => yes, AbortSignal.abort()))).toBe('execution_stopped');
		expect([asked, sent]).toEqual([0, []]);
	});

	test('while the token comes sends nothing', async () => {
		const stop = new AbortController();
		const token = async () => {
			stop.abort();
			return succeeded('t-1');
		};
		const { ask, sent } = sessionOf({ token });
		expect(verdictOf(await ask(() => yes, stop.signal))).toBe('execution_stopped');
		expect(sent).toEqual([]);
	});

	test('while the token is rejected renews nothing, and leaves that answer', async () => {
		const stop = new AbortController();
		const { ask, renewed } = sessionOf();
		const answer = await ask(() => {
			stop.abort();
			return rejected;
		}, stop.signal);
		expect(verdictOf(answer)).toBe('token_rejected');
		expect(renewed).toEqual([]);
	});

	test.each([succeeded('t-2'), stopped()])(
		'while it is renewed sends nothing more, and leaves the answer before: %j',
		async (result) => {
			const stop = new AbortController();
			const renew = async () => {
				stop.abort();
				return result;
			};
			const { ask, sent } = sessionOf({ renew });
			expect(verdictOf(await ask(() => rejected, stop.signal))).toBe('token_rejected');
			expect(sent).toEqual(['t-1']);
		},
	);
});
