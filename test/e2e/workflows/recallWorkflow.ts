import type { INode, INodeParameters } from 'n8n-workflow';
import type { Credential } from '../client';
import { chatById, code, feishu, manualTrigger, nothing, triggerType } from './nodes';
import { chain, node, placed, workflow, type WorkflowJson } from './workflow';

/** An item of an HTTP Request node that has sent a message; the id lies where Feishu puts it. */
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
	trigger: 'Feishu Trigger',
	messages: 'Messages',
	feishu: 'Feishu',
	send: 'Send message',
	recall: 'Recall message',
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

/** Start → Send message → Recall message → its two branches: the first workflow of the README. */
export function sendAndRecallWorkflow(
	name: string,
	credential: Credential,
	chatId: string,
): WorkflowJson {
	const { start, send, recall, recalled, notRecalled } = names;
	const parameters = { operation: 'send', receiver: chatById(chatId), text: 'Lunch is at 12' };
	const nodes = [
		manualTrigger(start),
		feishu(send, credential, parameters, { onError: 'stopWorkflow' }),
		feishu(recall, credential),
		nothing(recalled),
		nothing(notRecalled),
	];
	const json = workflow(name, nodes, [
		...chain(start, send, recall, recalled),
		{ from: recall, to: notRecalled, output: 1 },
	]);
	return placed(json, { [recalled]: [660, -100], [notRecalled]: [660, 100] });
}

/** Start → Feishu, with everything but the chat. */
export function sendWorkflow(name: string, credential: Credential, text: string): WorkflowJson {
	const send = feishu(names.feishu, credential, {
		operation: 'send',
		receiver: untouched,
		text,
	});
	return workflow(name, [manualTrigger(names.start), send], chain(names.start, names.feishu));
}

/** Start → Feishu, which lists what it would take back of a chat. */
export function panicWorkflow(name: string, credential: Credential, chatId: string): WorkflowJson {
	const recallMany = feishu(names.feishu, credential, {
		operation: 'recallMany',
		chat: chatById(chatId),
		sentAfter: '={{ $now.minus(1, "hour").toISO() }}',
		onlyList: true,
		options: {},
	});
	return workflow(name, [manualTrigger(names.start), recallMany], chain(names.start, names.feishu));
}

/** Start → the node with these parameters. */
export function panelWorkflow(
	name: string,
	type: string,
	{ type: credentialType, id, name: credentialName }: Credential,
	parameters: INodeParameters,
): WorkflowJson {
	const credentials = { [credentialType]: { id, name: credentialName } };
	const shown = node(names.feishu, type, 1, parameters, { credentials, webhookId: name });
	const isTrigger = type === triggerType;
	const nodes = isTrigger ? [shown] : [manualTrigger(names.start), shown];
	return workflow(name, nodes, isTrigger ? [] : chain(names.start, names.feishu));
}

const aChat = chatById('oc_a0553eda9014c201e6969b478895c230');
const untouched = { __rl: true, mode: 'list', value: '' };

/** Parameters for a look at each operation's panel: with the defaults, and filled in. */
export const panels: Record<string, INodeParameters & { type?: string }> = {
	trigger: { type: triggerType },
	'trigger-filled': {
		type: triggerType,
		events: ['messageReceived', 'cardAction', 'other'],
		otherEvents: 'app_ticket',
		options: { chatIds: 'oc_1', messageTypes: ['text'], onlyWhenMentioned: true, toast: 'Got it' },
	},
	send: { operation: 'send' },
	'send-filled': {
		operation: 'send',
		receiver: aChat,
		messageType: 'markdown',
		title: 'Release 2.1',
		markdown: '**Out now**, see the notes',
		options: { mention: 'ou_1', idempotencyKey: 'release-2.1' },
	},
	'send-card': { operation: 'send', receiver: aChat, messageType: 'card', cardSource: 'template' },
	'send-file': { operation: 'send', receiver: aChat, messageType: 'file' },
	'send-other': { operation: 'send', receiver: aChat, messageType: 'other' },
	reply: { operation: 'reply' },
	forward: { operation: 'forward' },
	edit: { operation: 'edit' },
	updateCard: { operation: 'updateCard' },
	get: { operation: 'get' },
	getAll: { operation: 'getAll', chat: untouched },
	'getAll-filled': {
		operation: 'getAll',
		chat: aChat,
		returnAll: true,
		filters: { sentAfter: '2026-11-24T10:00:00', sender: 'thisApp', contains: 'lunch' },
	},
	download: { operation: 'download' },
	recall: { operation: 'recall' },
	'recall-filled': { messageId: 'om_1', options: { whenAlreadyRecalled: 'succeed', verify: true } },
	recallMany: { operation: 'recallMany' },
	'recallMany-filled': {
		operation: 'recallMany',
		chat: aChat,
		sentAfter: '2026-11-24T10:00:00',
		onlyList: true,
		options: { sender: 'anyone', contains: 'lunch', types: ['text'], includeThreadReplies: true },
	},
	batchMessage: { resource: 'batchMessage', operation: 'recall' },
	chats: { resource: 'chat', operation: 'getAll' },
};

function source(messages: SentMessage[]): INode[] {
	const jsCode = `return ${JSON.stringify(messages, null, '\t')}.map((json) => ({ json }));`;
	return [manualTrigger(names.start), code(names.messages, jsCode)];
}
