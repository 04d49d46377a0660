import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	type INodeListSearchResult,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { toEditorError, toNodeError } from './errors/toNodeError';
import { chatList } from './execution/chatList';
import { execute } from './execution/execute';
import { countsOf, outputOf } from './execution/output';
import { properties } from './operations';

export class Feishu implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Feishu',
		name: 'feishu',
		icon: { light: 'file:feishu.svg', dark: 'file:feishu.dark.svg' },
		group: ['output'],
		version: [1],
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Send, answer, edit, forward, and recall Feishu (Lark) messages',
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
						description: "Acts as the app's bot, in the chats that it is in",
					},
					{
						name: 'User (OAuth2)',
						value: 'feishuOAuth2Api',
						description: 'Acts as the person who connected the account',
					},
				],
				default: 'feishuApi',
				description: 'Who asks Feishu',
			},
			...properties,
		],
	};

	methods = {
		listSearch: {
			async searchChats(
				this: ILoadOptionsFunctions,
				filter?: string,
				paginationToken?: string,
			): Promise<INodeListSearchResult> {
				const list = await chatList(this, filter, paginationToken);
				if (!list.ok) throw toEditorError(this.getNode(), list.failure);
				return list.value;
			},
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { operation, reports, firstFailure } = await execute(this);
		const inputs = this.getInputData();
		const items = reports.map((report) => outputOf(report, operation, inputs[report.item]));
		const outcomes = reports.map(({ outcome }) => outcome);
		const successes = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.json] : []));

		const summary = operation.summary?.(successes, outcomes);
		if (summary !== undefined) {
			this.addExecutionHints({ message: summary, location: 'outputPane' });
		}
		if (this.continueOnFail()) return [items];
		if (firstFailure !== undefined) {
			throw toNodeError(this.getNode(), {
				failure: firstFailure.outcome.failure,
				subject: firstFailure.subject.name,
				itemIndex: firstFailure.item,
				operation,
				counts: countsOf(
					reports.filter((report) => report.outcome !== firstFailure.outcome),
					operation.idKey,
					operation.makesNew,
				),
			});
		}
		// A stopped execution ends here without a failure: n8n itself says that it was stopped.
		return [items.filter((_, index) => reports[index]?.outcome.ok)];
	}
}
