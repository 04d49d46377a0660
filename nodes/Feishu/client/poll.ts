import { stopped } from '../errors/Failure';
import { onAbort } from './abort';
import type { Clock } from './clock';
import type { Answer, SuccessAnswer } from './http/Answer';

const interval = 1_000;

/**
 * The start of the time. With `now`, its end also cuts off a wait or a request. With `firstAnswer`, a slow first
 * answer takes none of it, and a request that is under way at the end still gets its answer.
 */
export type Beginning = 'now' | 'firstAnswer';

/** Asks every second until the answer is a failure or `isWanted`; undefined when the time runs out. */
export async function poll(
	ask: (until: AbortSignal) => Promise<Answer>,
	isWanted: (body: SuccessAnswer['body']) => boolean,
	withinMs: number,
	clock: Clock,
	signal?: AbortSignal,
	from: Beginning = 'now',
): Promise<Answer | undefined> {
	if (signal?.aborted) return stopped();
	const over = new AbortController();
	const finish = () => over.abort();
	const unsubscribe = signal && onAbort(signal, finish);
	let end = from === 'now' ? clock.monotonic() + withinMs : undefined;
	if (from === 'now') void clock.wait(withinMs, over.signal).then(finish);
	try {
		for (;;) {
			const answer = await ask(over.signal);
			if (answer.ok && isWanted(answer.body)) return answer;
			if (signal?.aborted) return stopped();
			if (over.signal.aborted) return undefined;
			if (!answer.ok) return answer;
			end ??= clock.monotonic() + withinMs;
			if (clock.monotonic() + interval > end) return undefined;
			await clock.wait(interval, over.signal);
		}
	} finally {
		unsubscribe?.();
		finish();
	}
}
