import type { INode, INodeParameters } from 'n8n-workflow';
import type { Credential } from '../client';
import { chatById, feishu, items, manualTrigger } from './nodes';
import { chain, node, placed, workflow, type WorkflowJson } from './workflow';

/** Two chats that the bot is in, and a batch message that can be recalled. */
interface WorksWith {
	chatId: string;
	otherChatId: string;
	batchMessageId: string;
}

/** One start, and a row for each thing that people do; together every operation at least once. */
export function eachOperationWorkflow(
	name: string,
	credential: Credential,
	{ chatId, otherChatId, batchMessageId }: WorksWith,
): WorkflowJson {
	const does = (title: string, operation: string, parameters: INodeParameters = {}) =>
		feishu(title, credential, { operation, ...parameters });
	const [chat, receiver] = [chatById(chatId), chatById(chatId)];
	const card = (text: string) => ({
		schema: '2.0',
		body: { elements: [{ tag: 'markdown', content: text }] },
	});
	const asCard = (text: string) => ({ cardSource: 'json', cardJson: JSON.stringify(card(text)) });
	const rows: INode[][] = [
		[
			does('Send', 'send', { receiver, text: 'Lunch is at 12' }),
			does('Reply', 'reply', { text: 'At 13, I hear' }),
			does('Edit', 'edit', { text: 'At 13, it is said' }),
			does('Forward', 'forward', { receiver: chatById(otherChatId) }),
			does('Get', 'get'),
			does('Recall', 'recall', { options: { verify: true } }),
		],
		[
			does('Send Card', 'send', { receiver, messageType: 'card', ...asCard('Deploying …') }),
			does('Update Card', 'updateCard', asCard('Deployed')),
		],
		[
			items('Notes', [{ text: 'Release 2.1 is out.' }]),
			node('File', 'n8n-nodes-base.convertToFile', 1.1, {
				operation: 'toText',
				sourceProperty: 'text',
				options: { fileName: 'notes.txt' },
			}),
			does('Send File', 'send', { receiver, messageType: 'file' }),
			does('Download File', 'download'),
		],
		[does('Get Many', 'getAll', { chat, limit: 5, filters: { sender: 'thisApp' } })],
		[
			does('List What Would Go', 'recallMany', {
				chat,
				sentAfter: '={{ $now.minus(1, "hour").toISO() }}',
				onlyList: true,
			}),
		],
		[does('Recall Batch', 'recall', { resource: 'batchMessage', batchMessageId })],
		[does('Get Chats', 'getAll', { resource: 'chat' })],
	];
	const links = rows.flatMap((row) => chain('Start', ...row.map((each) => each.name)));
	const positions = rows.flatMap((row, y) =>
		row.map((each, x): [string, [number, number]] => [each.name, [(x + 1) * 220, y * 180]]),
	);
	return placed(
		workflow(name, [manualTrigger(), ...rows.flat()], links),
		Object.fromEntries(positions),
	);
}
