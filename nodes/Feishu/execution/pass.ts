import { randomUUID } from 'node:crypto';

import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * Tells this pass of the node from every other: by the instance of n8n, since two may use one app; by workflow,
 * execution, and node; and by the run index, which counts the passes of a loop and the calls of a tool, and which
 * n8n keeps as it is when it retries the node.
 */
export function passOf(context: IExecuteFunctions): string {
	const { $runIndex } = context.getWorkflowDataProxy(0);
	return JSON.stringify([
		context.getInstanceId(),
		context.getWorkflow().id,
		context.getExecutionId() ?? randomUUID(),
		context.getNode().id,
		$runIndex,
	]);
}
