import type { INode } from 'n8n-workflow';
import type { Credential } from '../client';
import { code, feishu, manualTrigger, nothing } from './nodes';
import { chain, workflow, type WorkflowJson } from './workflow';

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
	credential: Credential,
): WorkflowJson {
	const { recalled, notRecalled } = names;
	const nodes = [
		...source(messages),
		feishu(names.feishu, credential),
		nothing(recalled),
		nothing(notRecalled),
	];
	const json = workflow(name, nodes, [
		...chain(names.start, names.messages, names.feishu, recalled),
		{ from: names.feishu, to: notRecalled, output: 1 },
	]);
	return placed(json, { [recalled]: [660, -100], [notRecalled]: [660, 100] });
}

/** Start → Feishu, with everything but the chat. */
export function sendWorkflow(name: string, credential: Credential, text: string): WorkflowJson {
	const send = feishu(names.feishu, credential, {
		operation: 'send',
		receiver: { __rl: true, mode: 'list', value: '' },
		text,
	});
	return workflow(name, [manualTrigger(names.start), send], chain(names.start, names.feishu));
}

/** Start → Feishu, which lists what it would take back of a chat. */
export function panicWorkflow(name: string, credential: Credential, chatId: string): WorkflowJson {
	const recallMany = feishu(names.feishu, credential, {
		operation: 'recallMany',
		chat: { __rl: true, mode: 'chatId', value: chatId },
		sentAfter: '={{ $now.minus(1, "hour").toISO() }}',
		onlyList: true,
		options: {},
	});
	return workflow(name, [manualTrigger(names.start), recallMany], chain(names.start, names.feishu));
}

function source(messages: SentMessage[]): INode[] {
	const jsCode = `return ${JSON.stringify(messages, null, '\t')}.map((json) => ({ json }));`;
	return [manualTrigger(names.start), code(names.messages, jsCode)];
}

function placed(json: WorkflowJson, positions: Record<string, [number, number]>): WorkflowJson {
	const nodes = json.nodes.map((each) => ({
		...each,
		position: positions[each.name] ?? each.position,
	}));
	return { ...json, nodes };
}
