import { createCipheriv, createHash, randomBytes } from 'node:crypto';

import type { Door, Request } from '../../nodes/Feishu/events/receive';
import { Repeats } from '../../nodes/Feishu/events/Repeats';
import type { Settings } from '../../nodes/Feishu/events/settings';

export const token = 'v-token';
export const key = 'the Encrypt Key';
export const appId = 'cli_1';

/** 2026-11-24T09:30:15Z */
export const now = 1_795_512_615_000;

/** A message as Feishu tells of it. */
export const message = (more: object = {}, sender: object = {}) => ({
	sender: {
		sender_id: { open_id: 'ou_1', union_id: 'on_1', user_id: null },
		sender_type: 'user',
		tenant_key: 't1',
		...sender,
	},
	message: {
		message_id: 'om_1',
		chat_id: 'oc_1',
		chat_type: 'group',
		message_type: 'text',
		content: '{"text":"@_user_1 hello"}',
		create_time: '1795512614123',
		mentions: [
			{
				key: '@_user_1',
				id: { open_id: 'ou_bot', union_id: 'on_2', user_id: '' },
				mentioned_type: 'bot',
				name: 'Announcer',
				tenant_key: 't1',
			},
		],
		...more,
	},
});

/** The newer envelope. */
export const v2 = (event: object, header: object = {}) => ({
	schema: '2.0',
	header: {
		event_id: 'e1',
		event_type: 'im.message.receive_v1',
		create_time: '1795512614000',
		token,
		app_id: appId,
		tenant_key: 't1',
		...header,
	},
	event,
});

/** The older envelope. */
export const v1 = (event: object, more: object = {}) => ({
	ts: '1795512614.1',
	uuid: 'u1',
	token,
	type: 'event_callback',
	event: { type: 'app_ticket', app_id: appId, ...event },
	...more,
});

export const challenge = { challenge: 'c1', token, type: 'url_verification' };

export const plain = (body: unknown): Request => ({
	body: Buffer.from(JSON.stringify(body)),
	headers: {},
});

export function encrypt(text: string, encryptKey = key): string {
	const hash = createHash('sha256').update(encryptKey).digest();
	const vector = randomBytes(16);
	const cipher = createCipheriv('aes-256-cbc', hash, vector);
	return Buffer.concat([vector, cipher.update(text), cipher.final()]).toString('base64');
}

export const encrypted = (body: unknown, encryptKey = key): Request =>
	plain({ encrypt: encrypt(JSON.stringify(body), encryptKey) });

interface Signing {
	encryptKey?: string;
	timestamp?: string;
	nonce?: string;
}

/** With the headers that Feishu sends where an Encrypt Key is set. */
export function signed({ body }: Request, signing: Signing = {}): Request {
	const { encryptKey = key, timestamp = String(now / 1_000), nonce = 'n1' } = signing;
	const hash = createHash('sha256').update(timestamp + nonce + encryptKey);
	return {
		body,
		headers: {
			'x-lark-request-timestamp': timestamp,
			'x-lark-request-nonce': nonce,
			'x-lark-signature': hash.update(body).digest('hex'),
		},
	};
}

export const settings: Settings = {
	events: new Set(['messageReceived']),
	otherTypes: new Set(),
	simplify: true,
	onlyWhenMentioned: false,
	ignoreBots: true,
};

type Changes = Omit<Partial<Door>, 'secrets' | 'settings'> & {
	encryptKey?: string;
	settings?: Partial<Settings>;
};

/** The secrets and settings that a request is checked against, with an Encrypt Key only where one is named. */
export function door({ encryptKey, settings: changed, ...more }: Changes = {}): Door {
	return {
		secrets: { appId, verificationToken: token, encryptKey },
		settings: { ...settings, ...changed },
		repeats: new Repeats(),
		now,
		...more,
	};
}
