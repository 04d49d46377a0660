import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { systemClock } from './client/clock';
import { FeishuClient } from './client/FeishuClient';
import { memoryOf } from './client/memory';
import { Paces } from './client/pace';
import { connections } from './credential';
import { toNodeError, type Counts } from './errors/toNodeError';
import { readItem, readOperation } from './item';
import { properties } from './operations';
import type { Operation, Outcome } from './operations/Operation';
import { outputOf } from './output';
import { run, type Ran } from './run';

/** Feishu counts the requests of an app, whichever execution they come from. */
const paces = new Paces(systemClock);

export class Feishu implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Feishu',
		name: 'feishu',
		icon: { light: 'file:feishu.svg', dark: 'file:feishu.dark.svg' },
		group: ['output'],
		version: [1],
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Recall Feishu (Lark) messages',
		defaults: { name: 'Feishu' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [
			{
				name: 'feishuApi',
				required: true,
				displayOptions: { show: { authentication: ['feishuApi'] } },
			},
			{
				name: 'feishuOAuth2Api',
				required: true,
				displayOptions: { show: { authentication: ['feishuOAuth2Api'] } },
			},
		],
		properties: [
			{
				displayName: 'Authentication',
				name: 'authentication',
				type: 'options',
				options: [
					{
						name: 'App',
						value: 'feishuApi',
						description: "Recalls what the app's bot has sent",
					},
					{
						name: 'User (OAuth2)',
						value: 'feishuOAuth2Api',
						description: 'Recalls messages in groups that the person owns or manages',
					},
				],
				default: 'feishuApi',
				description: 'Who asks Feishu to recall',
			},
			...properties,
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const operation = readOperation(this);
		const { reports, firstFailure } = await runAll(this, operation);
		const inputs = this.getInputData();
		const items = reports.map((report) => outputOf(report, operation.idKey, inputs[report.item]));
		const successes = reports.flatMap(({ outcome }) => (outcome.ok ? [outcome.json] : []));

		const remark = operation.remark(successes);
		if (remark !== undefined) this.addExecutionHints({ message: remark, location: 'outputPane' });
		if (this.continueOnFail()) return [items];

		if (firstFailure !== undefined) {
			const { outcome, target, item } = firstFailure;
			const others = reports.filter((report) => report !== firstFailure);
			const done = countOutcomes(others.map((report) => report.outcome));
			throw toNodeError(this.getNode(), outcome.failure, target.subject, item, done);
		}
		// A stopped execution ends here without a failure: n8n itself says that it was stopped.
		return [items.filter((_, index) => reports[index]?.outcome.ok)];
	}
}

/** Runs the operation over all items. Every failure is a value in the reports; nothing is thrown. */
async function runAll(context: IExecuteFunctions, operation: Operation): Promise<Ran> {
	const cancelled = context.getExecutionCancelSignal();
	const stop = new AbortController();
	const cancel = () => stop.abort();
	if (cancelled?.aborted) cancel();
	cancelled?.addEventListener('abort', cancel, { once: true });
	const connect = await connections(context, operation.appOnly, (identity) => {
		const node = context.getNode();
		return new FeishuClient({
			identity,
			http: context.helpers.httpRequest,
			clock: systemClock,
			paces,
			memory: memoryOf(cancelled, node.name),
			node: `${context.getWorkflow().id} ${node.name}`,
			signal: stop.signal,
		});
	});
	try {
		return await run({
			items: context.getInputData().length,
			stopAtFirstFailure: !context.continueOnFail(),
			stop,
			workOf(index) {
				const { item, targets } = readItem(context, operation, index);
				return {
					targets,
					whenNothingIsNamed: operation.whenNothingIsNamed,
					act: async (target) => {
						const feishu = await connect(index);
						return feishu.ok ? await operation.run(feishu.value, target, item) : feishu;
					},
				};
			},
		});
	} finally {
		cancelled?.removeEventListener('abort', cancel);
	}
}

/** What the description of a failure that ended the run tells of the run's other messages. */
function countOutcomes(outcomes: Outcome[]): Counts {
	return {
		done: outcomes.filter((each) => each.ok && each.json.deleted === true).length,
		accepted: outcomes.filter((each) => each.ok && each.json.accepted === true).length,
		uncertain: outcomes.filter((each) => !each.ok && each.failure.mayHaveHappened).length,
	};
}
