import { randomUUID } from 'node:crypto';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Credential } from '../client';
import { chain, workflow } from '../workflows/workflow';
import {
	chatById,
	feishu,
	merge,
	respond,
	splitOut,
	webhook,
	withFields,
} from '../workflows/nodes';
import type { Scene } from './scene';

/** An item of either output, with the text and ID that earlier nodes had for it. */
export interface Outcome extends IDataObject {
	branch: 'success' | 'failure';
	/** Read from the nodes before, by pairing. */
	text_asked: string;
	id_sent: string;
	error?: IDataObject;
}

export interface SendAndRecall {
	/** Sends these texts, recalls them, and answers with what left by which branch. */
	ask(...texts: string[]): Promise<Outcome[]>;
	workflowId: string;
}

/** The chain that people build: Webhook → send → recall → two branches → response. */
export async function sendAndRecall(
	{ client, feishu: { world } }: Scene,
	credential: Credential,
	{ chatId = world.chat.id, options = {} }: { chatId?: string; options?: INodeParameters } = {},
): Promise<SendAndRecall> {
	const path = randomUUID();
	const fields = (branch: Outcome['branch']) => ({
		branch,
		text_asked: "={{ $('Messages').item.json.text }}",
		id_sent: "={{ $('Send').item.json.message_id }}",
	});
	const send = {
		operation: 'send',
		receiver: chatById('={{ $json.chat_id }}'),
		text: '={{ $json.text }}',
	};
	const nodes = [
		webhook(path),
		splitOut('Messages', 'body.messages'),
		feishu('Send', credential, send, { onError: 'stopWorkflow' }),
		feishu('Recall', credential, { options }),
		withFields('Recalled', fields('success')),
		withFields('Not Recalled', fields('failure')),
		merge('Both'),
		respond(),
	];
	const json = workflow('Send and recall', nodes, [
		...chain('Webhook', 'Messages', 'Send', 'Recall', 'Recalled', 'Both', 'Respond'),
		{ from: 'Recall', output: 1, to: 'Not Recalled' },
		{ from: 'Not Recalled', to: 'Both', input: 1 },
	]);
	const workflowId = await client.importWorkflow(json);
	await client.activate(workflowId);
	const ask = async (...texts: string[]) => {
		const messages = texts.map((text) => ({ chat_id: chatId, text }));
		const { status, text } = await client.webhook(path, { messages });
		expect({ status, text }).toMatchObject({ status: 200 });
		return JSON.parse(text) as Outcome[];
	};
	return { ask, workflowId };
}
