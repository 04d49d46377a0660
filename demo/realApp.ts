import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { request } from 'undici';

export interface RealApp {
	origin: string;
	credential: ICredentialDataDecryptedObject;
	/** Sends a text to the chat and gives its message_id. */
	sendMessage(): Promise<string>;
}

const names = ['FEISHU_APP_ID', 'FEISHU_APP_SECRET', 'FEISHU_CHAT_ID'] as const;

/** The app that the environment names, if it names one; half of one is a slip worth a sentence. */
export function realApp(environment: Record<string, string | undefined>): RealApp | undefined {
	const missing = names.filter((name) => !environment[name]?.trim());
	if (missing.length === names.length) return undefined;
	if (missing.length > 0) {
		throw new Error(
			`To use the real Feishu, set ${names.join(', ')}. Missing: ${missing.join(', ')}. ` +
				'To use the stand-in, set none of them.',
		);
	}
	const [appId, appSecret, chatId] = names.map((name) => String(environment[name]).trim()) as [
		string,
		string,
		string,
	];
	const region = environment.FEISHU_REGION ?? 'feishu';
	if (region !== 'feishu' && region !== 'lark') {
		throw new Error(`FEISHU_REGION is feishu or lark, not "${region}".`);
	}
	if (!chatId.startsWith('oc_')) {
		throw new Error('FEISHU_CHAT_ID is the ID of a chat that the bot is in; it starts with oc_.');
	}
	const origin = region === 'lark' ? 'https://open.larksuite.com' : 'https://open.feishu.cn';
	return {
		origin,
		credential: { region, appId, appSecret },
		sendMessage: async () => await sendText(origin, { appId, appSecret, chatId }),
	};
}

async function sendText(
	origin: string,
	{ appId, appSecret, chatId }: Record<'appId' | 'appSecret' | 'chatId', string>,
): Promise<string> {
	const issued = await post(`${origin}/open-apis/auth/v3/tenant_access_token/internal`, {
		app_id: appId,
		app_secret: appSecret,
	});
	const sent = await post(
		`${origin}/open-apis/im/v1/messages?receive_id_type=chat_id`,
		{ receive_id: chatId, msg_type: 'text', content: '{"text":"This message recalls itself."}' },
		String(issued.tenant_access_token),
	);
	return String((sent.data as Record<string, unknown>).message_id);
}

async function post(
	url: string,
	body: Record<string, string>,
	token?: string,
): Promise<Record<string, unknown>> {
	const headers = {
		'content-type': 'application/json; charset=utf-8',
		...(token && { authorization: `Bearer ${token}` }),
	};
	const answer = await request(url, { method: 'POST', headers, body: JSON.stringify(body) }).catch(
		() => {
			throw new Error(`${new URL(url).host} could not be reached. Check the network.`);
		},
	);
	const { code, msg, ...rest } = (await answer.body.json()) as Record<string, unknown>;
	if (code !== 0) {
		throw new Error(`Feishu refused to send the demo's message: ${String(msg)} (${String(code)})`);
	}
	return rest;
}
