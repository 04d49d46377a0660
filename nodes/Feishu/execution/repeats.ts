import { Repeats } from '../events/Repeats';

/** More triggers than that in one process: the one that heard nothing for longest starts anew. */
const mostTriggers = 200;

const byTrigger = new Map<string, Repeats>();

/** What a trigger of this process remembers. n8n keeps nothing that would do: it stores data after the answer. */
export function repeatsOf(trigger: string): Repeats {
	const repeats = byTrigger.get(trigger) ?? new Repeats();
	byTrigger.delete(trigger);
	byTrigger.set(trigger, repeats);
	const [oldest] = byTrigger.keys();
	if (byTrigger.size > mostTriggers && oldest !== undefined) byTrigger.delete(oldest);
	return repeats;
}
