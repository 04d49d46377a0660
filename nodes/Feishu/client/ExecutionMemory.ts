import type { Call } from './Api';
import type { Moment } from './clock';
import type { Answer, FailedAnswer, SuccessAnswer } from './http/Answer';

/**
 * What one node knows of its write requests for as long as an execution lasts. n8n's Retry On Fail and a loop run
 * the node again; what it has done before must not come back as a failure then.
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
	/** Tells what was sent with the key from everything else. */
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
