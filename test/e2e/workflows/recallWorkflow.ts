import type { INode } from 'n8n-workflow';
import type { Credential } from '../client';
import { chain, node, workflow, type WorkflowJson } from './workflow';

/** What an HTTP Request node hands on after sending; the id lies where Feishu puts it. */
export interface SentMessage {
	data: { message_id: string };
	text: string;
}

export const sent = (id: string, text: string): SentMessage => ({
	data: { message_id: id },
	text,
});

/** Names a person sees on the canvas. */
export const names = {
	start: 'Start',
	messages: 'Messages',
	feishu: 'Feishu',
	recalled: 'Recalled',
	notRecalled: 'Not Recalled',
};

/** Start → Messages: where a person goes on by adding the Feishu node. */
export function messagesWorkflow(name: string, messages: SentMessage[]): WorkflowJson {
	return workflow(name, source(messages), chain(names.start, names.messages));
}

/** Start → Messages → Feishu → its two branches. */
export function recallWorkflow(
	name: string,
	messages: SentMessage[],
	{ type, id, name: credentialName }: Credential,
): WorkflowJson {
	const { feishu, recalled, notRecalled } = names;
	const nodes = [
		...source(messages),
		node(
			feishu,
			'n8n-nodes-feishu-message.feishu',
			1,
			{},
			{
				onError: 'continueErrorOutput',
				credentials: { [type]: { id, name: credentialName } },
			},
		),
		node(recalled, 'n8n-nodes-base.noOp', 1),
		node(notRecalled, 'n8n-nodes-base.noOp', 1),
	];
	const json = workflow(name, nodes, [
		...chain(names.start, names.messages, feishu, recalled),
		{ from: feishu, to: notRecalled, output: 1 },
	]);
	return placed(json, { [recalled]: [660, -100], [notRecalled]: [660, 100] });
}

function source(messages: SentMessage[]): INode[] {
	const jsCode = `return ${JSON.stringify(messages, null, '\t')}.map((json) => ({ json }));`;
	return [
		node(names.start, 'n8n-nodes-base.manualTrigger', 1),
		node(names.messages, 'n8n-nodes-base.code', 2, { jsCode }),
	];
}

function placed(json: WorkflowJson, positions: Record<string, [number, number]>): WorkflowJson {
	const nodes = json.nodes.map((each) => ({
		...each,
		position: positions[each.name] ?? each.position,
	}));
	return { ...json, nodes };
}
