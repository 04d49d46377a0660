import { startFeishu } from './standIn';
import type { FeishuStandIn } from './standIn';
import { TestHttpClient } from './TestHttpClient';
import type { Reply } from './TestHttpClient';
import type { World } from './world';

export interface Sent {
	to?: string;
	as?: string;
	type?: string;
	uuid?: string;
	token?: string;
}

/** A stand-in for the tests of one file, as new for each, and who talks to it in plain HTTP. */
export function useStandIn() {
	let feishu: FeishuStandIn | undefined;
	const used = {
		get feishu(): FeishuStandIn {
			if (!feishu) throw new Error('The stand-in is not started yet.');
			return feishu;
		},
		get world(): World {
			return used.feishu.world;
		},
		client: undefined as unknown as TestHttpClient,
		/** Sends to the default chat, as text, unless said otherwise; an object as content becomes JSON. */
		async send(content: unknown = { text: 'hello' }, sent: Sent = {}): Promise<Reply> {
			const { to = used.world.chat.id, as = 'chat_id', type = 'text', uuid, token } = sent;
			return await used.client.api(`/im/v1/messages?receive_id_type=${as}`, {
				method: 'POST',
				body: { receive_id: to, msg_type: type, content: asText(content), uuid },
				token,
			});
		},
		async reply(id: string, more: object = {}): Promise<Reply> {
			const body = { msg_type: 'text', content: '{"text":"yes"}', ...more };
			return await used.client.api(`/im/v1/messages/${id}/reply`, { method: 'POST', body });
		},
		async forward(id: string, to: string, as = 'chat_id', uuid = ''): Promise<Reply> {
			const query = `receive_id_type=${as}${uuid && `&uuid=${uuid}`}`;
			const path = `/im/v1/messages/${id}/forward?${query}`;
			return await used.client.api(path, { method: 'POST', body: { receive_id: to } });
		},
		async edit(id: string, content: unknown = { text: 'edited' }, type = 'text'): Promise<Reply> {
			const body = { msg_type: type, content: asText(content) };
			return await used.client.api(`/im/v1/messages/${id}`, { method: 'PUT', body });
		},
		async patch(id: string, content: unknown, token?: string): Promise<Reply> {
			const body = { content: asText(content) };
			return await used.client.api(`/im/v1/messages/${id}`, { method: 'PATCH', body, token });
		},
		/** A file as a form; what is left out of `form` is not sent. */
		async upload(kind: 'images' | 'files', form: FormData, token?: string): Promise<Reply> {
			return await used.client.api(`/im/v1/${kind}`, { method: 'POST', body: form, token });
		},
		async get(id: string, query = ''): Promise<Reply> {
			return await used.client.api(`/im/v1/messages/${id}${query}`);
		},
	};
	beforeAll(async () => {
		feishu = await startFeishu();
	});
	beforeEach(() => {
		used.feishu.reset();
		used.client = new TestHttpClient(used.feishu);
	});
	afterAll(async () => await feishu?.close());
	return used;
}

const asText = (content: unknown) =>
	typeof content === 'string' ? content : JSON.stringify(content);

/** The message of an answer, read as far as tests look at it. */
export const dataOf = ({ json }: Reply) =>
	(json.data ?? {}) as {
		message_id?: string;
		body?: { content?: string };
		items?: Array<{ message_id: string; body: { content?: string } }>;
	};
