import type { IExecuteFunctions } from 'n8n-workflow';

import { onAbort } from '../client/abort';
import { systemClock } from '../client/clock';
import { memoryOf } from '../client/ExecutionMemory';
import { FeishuClient } from '../client/FeishuClient';
import { Places } from '../client/Places';
import type { Operation } from '../operations/Operation';
import { connections } from './connections';
import { limiters } from './limiters';
import { readOperation, readTasks } from './item';
import { passOf } from './pass';
import { run, type RunResult } from './run';

/** Runs the node's operation over all items. Every failure is a value in the reports; nothing is thrown. */
export async function execute(
	context: IExecuteFunctions,
): Promise<RunResult & { operation: Operation }> {
	const operation = readOperation(context);
	const cancelled = context.getExecutionCancelSignal();
	const { id: pass, startedAt, isRetry } = passOf(context, () => Math.floor(systemClock.now()));
	const thisRun = { pass, startedAt, timezone: context.getTimezone() };
	const node = `${context.getWorkflow().id} ${context.getNode().name}`;
	const stop = new AbortController();
	const places = new Places();
	if (cancelled?.aborted) stop.abort();
	const unsubscribe = cancelled && onAbort(cancelled, () => stop.abort());
	const connect = connections(
		context,
		operation.identities,
		(identity) =>
			new FeishuClient({
				identity,
				http: context.helpers.httpRequest,
				clock: systemClock,
				limiters,
				memory: memoryOf(cancelled, node),
				places,
				node,
				signal: stop.signal,
			}),
	);
	const result = await run({
		items: context.getInputData().length,
		stopAtFirstFailure: !context.continueOnFail(),
		stop,
		places,
		isRetry,
		connect,
		workOf: (index) => ({
			tasks: readTasks(context, operation, index, thisRun),
			emptyOutput: operation.emptyOutput,
		}),
	});
	unsubscribe?.();
	return { ...result, operation };
}
