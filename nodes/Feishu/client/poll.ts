import { stopped } from '../errors/Failure';
import { onAbort } from './abort';
import type { Clock } from './clock';
import type { Answer, SuccessAnswer } from './http/Answer';

const interval = 1_000;

/**
 * When the time begins: at once, and then it includes all waits and ends them; or with Feishu's first answer, however
 * long that takes to come, and then whatever was asked before its end is let come.
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
