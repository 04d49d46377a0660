import { request } from 'undici';

export interface RealApp {
	region: 'feishu' | 'lark';
	origin: string;
	appId: string;
	appSecret: string;
}

const origins = { feishu: 'https://open.feishu.cn', lark: 'https://open.larksuite.com' };

/** The app that the environment names, if it names one; half of one is a slip worth a sentence. */
export function realApp(
	environment: Record<string, string | undefined>,
	...alsoNeeded: string[]
): RealApp | undefined {
	const valueOf = (name: string) => environment[name]?.trim() ?? '';
	const names = ['FEISHU_APP_ID', 'FEISHU_APP_SECRET', ...alsoNeeded];
	const missing = names.filter((name) => valueOf(name) === '');
	if (missing.length === names.length) return undefined;
	if (missing.length > 0) {
		throw new Error(
			`To use your own app, set ${names.join(', ')}. Missing: ${missing.join(', ')}. ` +
				'To use the stand-in for Feishu, set none of them.',
		);
	}
	const region = valueOf('FEISHU_REGION') || 'feishu';
	if (region !== 'feishu' && region !== 'lark') {
		throw new Error(`FEISHU_REGION is feishu or lark, not "${region}".`);
	}
	const [appId, appSecret] = [valueOf('FEISHU_APP_ID'), valueOf('FEISHU_APP_SECRET')];
	if (!appId.startsWith('cli_')) {
		throw new Error(
			"FEISHU_APP_ID is the App ID on the app's Credentials & Basic Info page; it starts with cli_.",
		);
	}
	return { region, origin: origins[region], appId, appSecret };
}

/** Sends a text to the chat and gives its message_id. */
export async function sendText(
	{ origin, appId, appSecret }: RealApp,
	chatId: string,
): Promise<string> {
	if (!chatId.startsWith('oc_')) {
		throw new Error('FEISHU_CHAT_ID is the ID of a chat that the bot is in; it starts with oc_.');
	}
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
