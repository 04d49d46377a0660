import { Repeats } from '../events/Repeats';

/** The most triggers that a process remembers; beyond it, the one that was idle longest is forgotten. */
const mostTriggers = 200;

const byTrigger = new Map<string, Repeats>();

/** The events that a trigger has seen, kept in this process: n8n would store them only after the answer. */
export function repeatsOf(trigger: string): Repeats {
	const repeats = byTrigger.get(trigger) ?? new Repeats();
	byTrigger.delete(trigger);
	byTrigger.set(trigger, repeats);
	const [oldest] = byTrigger.keys();
	if (byTrigger.size > mostTriggers && oldest !== undefined) byTrigger.delete(oldest);
	return repeats;
}
