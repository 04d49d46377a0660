import { randomUUID } from 'node:crypto';

import type { IExecuteFunctions } from 'n8n-workflow';

/** One pass of the node over its items, with all the tries that n8n's Retry On Fail makes of it. */
export interface Pass {
	/** An ID that no other pass has. */
	id: string;
	/** When its first try began, in milliseconds. */
	startedAt: number;
	/** Whether n8n tries it again. */
	isRetry: boolean;
}

/** The passes by an object that n8n keeps through all tries and drops with the execution. */
const passes = new WeakMap<object, Map<string, Pass>>();

/**
 * The pass that this run of the node is a try of. It is known by the instance of n8n, since two may use one app; by
 * workflow, execution, and the node's name, which no other node of the workflow has; and by the run index, which
 * counts the passes of a loop. Each call of a tool is a pass, and is known by the arguments that the model gave: n8n
 * counts each try of a call as a run, and may count calls for two items as one.
 */
export function passOf(context: IExecuteFunctions, now: () => number): Pass {
	const node = context.getNode();
	const { $runIndex } = context.getWorkflowDataProxy(0);
	const execution = context.getExecutionId();
	const place = [context.getInstanceId(), context.getWorkflow().id, execution, node.name];
	const isTool = node.type.endsWith('Tool');
	const known = [...place, ...(isTool ? [] : [$runIndex])];
	const isUnique = execution !== undefined && !isTool;
	const given: unknown = isTool
		? context.getInputData()[0]?.json
		: context.getExecutionCancelSignal();
	const stays = typeof given === 'object' && given !== null ? given : undefined;
	const ofIt = (stays && passes.get(stays)) ?? new Map<string, Pass>();
	const key = JSON.stringify(known);
	const earlier = ofIt.get(key);
	if (earlier) return { ...earlier, isRetry: true };
	const pass = {
		id: isUnique ? key : JSON.stringify([...known, randomUUID()]),
		startedAt: now(),
		isRetry: false,
	};
	if (stays) passes.set(stays, ofIt.set(key, pass));
	return pass;
}
