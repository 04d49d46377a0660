import type { Answer } from './answer';

export type Done = Extract<Answer, { ok: true }>;

/**
 * What one node knows of its requests for as long as an execution lasts. n8n's Retry On Fail and a loop run
 * the node again; what it has done before must not come back as a failure then.
 */
export interface Memory {
	/** Requests that were carried out. */
	done: Map<string, Done>;
	/** Requests that may have been carried out although no answer said so. */
	unclear: Set<string>;
}

/** The cancel signal is the one object that stands for an execution, and goes when the execution goes. */
const memories = new WeakMap<AbortSignal, Map<string, Memory>>();

export function memoryOf(signal: AbortSignal | undefined, node: string): Memory {
	const nodes = (signal && memories.get(signal)) ?? new Map<string, Memory>();
	const memory = nodes.get(node) ?? { done: new Map(), unclear: new Set() };
	nodes.set(node, memory);
	if (signal) memories.set(signal, nodes);
	return memory;
}
