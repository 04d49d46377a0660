import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { systemClock } from './client/clock';
import { FeishuClient, type Feishu as FeishuApi } from './client/FeishuClient';
import { memoryOf } from './client/memory';
import { Paces } from './client/pace';
import { readIdentity } from './credential';
import { failed, type Failure } from './errors/failures';
import { toNodeError } from './errors/toNodeError';
import { readItem, readOperation } from './item';
import { properties } from './operations';
import type { Operation } from './operations/Operation';
import { outputOf } from './output';
import { run, type Report } from './run';

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
		const reports = await runAll(this, operation);
		const items = reports.map((report) => outputOf(report, operation.idKey));
		const successes = reports.flatMap(({ outcome }) => (outcome.ok ? [outcome.json] : []));

		const remark = operation.remark(successes);
		if (remark !== undefined) this.addExecutionHints({ message: remark, location: 'outputPane' });
		if (this.continueOnFail()) return [items];

		const failing = reports.find(isFailure);
		if (failing !== undefined) {
			const { outcome, target, item } = failing;
			throw toNodeError(this.getNode(), outcome.failure, target.subject, item, successes.length);
		}
		// A stopped execution ends here without a failure: n8n itself says that it was stopped.
		return [items.filter((_, index) => reports[index]?.outcome.ok)];
	}
}

/** Runs the operation over all items. Every failure is a value in the reports; nothing is thrown. */
async function runAll(context: IExecuteFunctions, operation: Operation): Promise<Report[]> {
	const signal = context.getExecutionCancelSignal();
	const node = context.getNode();
	const items = context.getInputData();
	const identity = await readIdentity(context, operation.appOnly);
	const feishu: FeishuApi = identity.ok
		? new FeishuClient({
				identity: identity.value,
				http: context.helpers.httpRequest,
				clock: systemClock,
				paces,
				memory: memoryOf(signal, node.name),
				node: `${context.getWorkflow().id} ${node.name}`,
				signal,
			})
		: notConnected(identity.failure);

	return await run({
		items: items.length,
		stopAtFirstFailure: !context.continueOnFail(),
		signal,
		workOf(index) {
			const { item, targets } = readItem(context, operation, index);
			return {
				targets,
				act: async (target) =>
					target.refused ? failed(target.refused) : await operation.run(feishu, target, item),
			};
		},
	});
}

/** What an operation meets when nobody can ask Feishu. */
function notConnected(failure: Failure): FeishuApi {
	const answer = async () => ({ ...failed(failure), mayHaveHappened: false });
	return { request: answer, until: answer };
}

function isFailure(report: Report): report is Report & { outcome: { ok: false } } {
	return !report.outcome.ok && report.outcome.failure.reason !== 'execution_stopped';
}
