import type { Answer } from '../../../nodes/Feishu/client/http/Answer';
import type { Item } from '../../../nodes/Feishu/operations/Operation';

/** Feishu's answer to whatever leaves a message behind. */
export const aMessage: Answer = {
	ok: true,
	attempts: 1,
	logId: '2026log',
	body: {
		code: 0,
		data: {
			message_id: 'om_new',
			chat_id: 'oc_1',
			msg_type: 'text',
			body: { content: '{"text":"Hi"}' },
		},
	},
};

/** The item that it makes, as the contract has it. */
export const messageItem = {
	message_id: 'om_new',
	chat_id: 'oc_1',
	msg_type: 'text',
	text: 'Hi',
	content: { text: 'Hi' },
	log_id: '2026log',
};

/** Files in memory, by the name of their field. */
export function files(bytes: Record<string, string>): Item['files'] {
	return Object.fromEntries(
		Object.entries(bytes).map(([field, content]) => [
			field,
			{
				id: () => `hash of ${content}`,
				name: 'a.bin',
				mimeType: 'application/octet-stream',
				size: async () => content.length,
				read: async () => Buffer.from(content),
			},
		]),
	);
}
