import type { Call } from './Api';
import type { Moment } from './clock';
import type { Answer, FailedAnswer, SuccessAnswer } from './http/Answer';

/**
 * The write requests of one node, remembered for as long as the execution lasts. n8n's Retry On Fail and loops run
 * the node again, and a request that was carried out before must not count as a failure then.
 */
export interface ExecutionMemory {
	/** Requests that were carried out, and their answers. */
	done: Map<string, SuccessAnswer>;
	/** Requests that may have been carried out although no answer said so. */
	uncertain: Map<string, Uncertain>;
	/** The request that holds each idempotency key, within its scope. */
	keys: Map<string, KeyHolder>;
}

export interface Uncertain {
	/** As it was sent. */
	call: Call;
	/** When it was first sent. */
	since: Moment;
	/** The failure that was told of it. */
	answer: FailedAnswer;
}

export interface KeyHolder {
	request: string;
	/** Stands for the content that was sent with the key. */
	said: string;
	answer: Promise<Answer>;
}

/** The cancel signal is the one object that stands for an execution, and goes when the execution goes. */
const memories = new WeakMap<AbortSignal, Map<string, ExecutionMemory>>();

/** `node` tells the node from all others of the execution. */
export function memoryOf(signal: AbortSignal | undefined, node: string): ExecutionMemory {
	const nodes = (signal && memories.get(signal)) ?? new Map<string, ExecutionMemory>();
	const memory = nodes.get(node) ?? {
		done: new Map(),
		uncertain: new Map(),
		keys: new Map(),
	};
	nodes.set(node, memory);
	if (signal) memories.set(signal, nodes);
	return memory;
}
