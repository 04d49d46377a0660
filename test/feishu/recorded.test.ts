import type { Reply } from './TestHttpClient';
import recordedAnswers from './recordedAnswers.json';
import { useStandIn } from './useStandIn';

interface Recorded {
	source: string;
	situation: string;
	status: number | null;
	headers: Record<string, string>;
	body: { code?: number; msg?: string; error?: Record<string, unknown> } | string | null;
}

interface Scene {
	ask: () => Promise<Reply>;
	/** Why the words of the record are not the whole truth, and how far they go. */
	words?: ['begin like this' | 'differ', why: string];
}

const used = useStandIn();

const post = async (path: string, body: object, token?: string) =>
	await used.client.api(path, { method: 'POST', body, token });
const send = async (idType: string, receive_id: string, more: object = {}, token?: string) => {
	const body = { receive_id, msg_type: 'text', content: '{"text":"hello"}', ...more };
	return await post(`/im/v1/messages?receive_id_type=${idType}`, body, token);
};
const reply = async (id: string) =>
	await post(`/im/v1/messages/${id}/reply`, { msg_type: 'text', content: '{"text":"hello"}' });
const list = async (type: string, id: string, token?: string) =>
	await used.client.api(`/im/v1/messages?container_id_type=${type}&container_id=${id}`, { token });
const scripted = async (code: number) => {
	used.feishu.script({ route: 'send', kind: 'code', code });
	return await send('chat_id', used.world.chat.id);
};
const withdrawn = async (type = 'text') => {
	const id = used.world.sendMessage({ type });
	await used.client.recall(id);
	return id;
};
const withoutScopes = async () => {
	used.world.app.scopes = [];
	return await used.client.recall(used.world.sendMessage());
};
const notGranted = async () =>
	await used.client.recall(
		used.world.sendMessage(),
		used.world.authorize({ scopes: ['offline_access'] }).accessToken,
	);
const tooFast = async () => {
	used.feishu.settings.rateLimit = { perSecond: 1, perMinute: 100 };
	await used.client.recall('om_first');
	return await used.client.recall('om_second');
};
const bot = async (authorization?: string) =>
	await used.client.ask('/open-apis/bot/v3/info', {
		headers: authorization ? { authorization } : {},
	});
const malformedApp = async () =>
	await used.client.ask('/open-apis/auth/v3/tenant_access_token/internal', {
		method: 'POST',
		body: { app_id: 'nonsense', app_secret: 'x' },
	});

/** By the source of the record: how the stand-in comes into the same situation. */
const played: Record<string, Scene> = {
	'code comment in a Go project (stored file id 61438646200)': {
		ask: async () =>
			await used.client.api(`/im/v1/messages/${await withdrawn('interactive')}`, {
				method: 'PATCH',
				body: { content: '{}' },
			}),
	},
	'https://github.com/zarazhangrui/lark-coding-agent-bridge/issues/260': {
		ask: async () => await reply(await withdrawn()),
	},
	'E2E script of a project (stored file id 59233480486)': {
		ask: async () => {
			const parent = used.world.add();
			const id = used.world.sendMessage({ parent, inThread: true });
			await used.client.recall(id);
			await used.client.recall(parent.id);
			return await list('thread', parent.threadId ?? '');
		},
	},
	'note in a project (stored file id 56942473509)': {
		ask: async () => await reply('c-a5afcb3218249e722633d0204d9356db94833f95'),
		words: ['begin like this', 'the author shortened them'],
	},
	'https://github.com/larksuite/openclaw-lark/issues/149': {
		ask: async () => await send('open_id', `group:${used.world.chat.id}`),
	},
	'https://github.com/jumpserver/jumpserver/issues/7748': {
		ask: async () => await send('user_id', 'test'),
	},
	'https://open.feishu.cn/document/faq/trouble-shooting/how-to-resolve-error-230001': {
		ask: async () => await send('chat_id', 'oc_nobody'),
	},
	'notes of a project (stored file ids 27158571878, 26148270115)': {
		ask: async () => await send('chat_id', used.world.chat.id, { content: 'not JSON' }),
	},
	'https://github.com/NousResearch/hermes-agent/issues/7685': {
		ask: async () => await send('open_id', used.world.chat.id),
	},
	'comment at the end of a script (stored file id 52930491139), raw bytes': {
		ask: async () => {
			const { accessToken } = used.world.authorize({ scopes: ['im:message'] });
			return await list('chat', used.world.chat.id, accessToken);
		},
	},
	'https://github.com/coze-dev/coze-studio/issues/235': {
		ask: async () => {
			const { accessToken } = used.world.authorize({ scopes: ['im:message'] });
			return await send('chat_id', used.world.chat.id, {}, accessToken);
		},
	},
	'https://github.com/m1heng/clawdbot-feishu/issues/149': { ask: withoutScopes },
	'https://open.larkoffice.com/document/uAjLw4CM/ugTN1YjL4UTN24CO1UjN/trouble-shooting/how-to-fix-the-99991672-error.md':
		{
			ask: withoutScopes,
			words: ['begin like this', 'the page leaves out the Chinese half and the link'],
		},
	'official page obtain-oauth-code (mirror riba2534/feishu-open-docs)': {
		ask: notGranted,
		words: ['differ', 'the page shows an older wording than the answer recorded in 2025'],
	},
	'https://github.com/coze-dev/coze-studio/issues/2235': { ask: notGranted },
	'https://github.com/go-lark/lark/issues/28': {
		ask: async () => await bot(),
		words: ['differ', 'recorded in 2022; live probes of 2026 found the present words'],
	},
	'https://github.com/aipotheosis-labs/aci/issues/322': {
		ask: async () => await bot('Bearer Bearer t-1'),
		words: ['begin like this', 'the record is cut off'],
	},
	'https://github.com/riba2534/feishu-cli/pull/122': {
		ask: async () => {
			const { accessToken } = used.world.authorize({ ttlSeconds: 60 });
			used.world.clock.advance({ seconds: 61 });
			return await used.client.recall('om_1', accessToken);
		},
		words: ['begin like this', 'another record of 2026 goes on: "Please request a new one."'],
	},
	'https://github.com/excitedjs/dreamux/issues/417': { ask: malformedApp },
	'https://github.com/cso1z/Feishu-MCP/issues/17': { ask: malformedApp },
	'https://github.com/larksuite/cli/issues/738': {
		ask: async () =>
			await used.client.ask('/open-apis/authen/v2/oauth/token', {
				method: 'POST',
				body: {
					grant_type: 'refresh_token',
					client_id: used.world.app.id,
					client_secret: used.world.app.secret,
					refresh_token: 'nonsense',
				},
			}),
	},
	'https://github.com/imblowsnow/n8n-nodes-websockets-lite/issues/6': {
		ask: async () =>
			await used.client.ask(
				`/open-apis/authen/v1/authorize?client_id=${used.world.app.id}&redirect_uri=http://unknown`,
			),
	},
	'official page frequency control (mirror riba2534/feishu-open-docs)': { ask: tooFast },
	'https://github.com/Wsine/feishu2md/issues/137': { ask: tooFast },
	'https://github.com/larksuite/oapi-sdk-python/issues/15': {
		ask: async () => await scripted(2200),
	},
	'https://github.com/Wsine/feishu2md/issues/71': {
		ask: async () => await used.client.api('/im/v1/nowhere'),
	},
	'https://github.com/agentscope-ai/QwenPaw/issues/5757': {
		ask: async () => await scripted(230101),
	},
};

const notPlayed: Record<string, string> = {
	'https://github.com/openclaw/openclaw/issues/85587':
		'The record has neither the cause nor the body.',
	'https://github.com/nonebot/nonebot2/issues/523':
		'Ids of another tenant: which of the ids was the wrong one is not recorded.',
	'https://github.com/zhayujie/bot-on-anything/issues/436':
		'Here a person has one open_id, not one for each app.',
};

const recorded = recordedAnswers as unknown as Recorded[];

/** A text without its ids, scopes, log ids, and last period. */
const shape = (text: string) =>
	text
		.replace(/\[[^\]]*\]/g, '[…]')
		.replace(/auth\?q=[^&]*/g, 'auth?q=…')
		.replace(/\b(cli|ou)_[\w*]+/g, '$1_…')
		.replace(/\b(20\d{12}[0-9A-F]{20}|02\d{13}[0-9a-f]{38})\b/g, '…')
		.replace(/method_id=\d+/, 'method_id=…')
		.replace(/\.$/, '');

const linkIn = (text: unknown) => /https:\S+/.exec(String(text))?.[0] ?? '';

test('every recorded answer is played, or it is said why not', () => {
	const listed = [...Object.keys(played), ...Object.keys(notPlayed)];
	expect(listed.sort()).toEqual(recorded.map(({ source }) => source).sort());
});

test.each(recorded.filter(({ source }) => source in played))(
	'$situation, as in $source',
	async ({ source, status, headers, body }) => {
		const scene = played[source];
		const answer = await scene!.ask();
		if (status !== null) expect(answer.status).toBe(status);
		for (const name of Object.keys(headers)) expect(answer.headers.get(name)).toBeTruthy();
		if (typeof body === 'string') {
			for (const part of body.split('…')) expect(shape(answer.text)).toContain(shape(part.trim()));
			return;
		}
		if (body?.code !== undefined) expect(answer.json.code).toBe(body.code);
		if (body?.msg !== undefined) {
			const [said, wanted] = [
				shape(answer.json.msg ?? ''),
				shape(body.msg.split('\n', 1)[0] ?? ''),
			];
			if (!scene?.words) expect(said).toBe(wanted);
			else if (scene.words[0] === 'differ') expect(said).not.toBe(wanted);
			else expect(said.startsWith(wanted)).toBe(true);
		}
		const { message, troubleshooter } = body?.error ?? {};
		if (message) expect(answer.json.error?.message).toBe(message);
		if (troubleshooter) {
			expect(shape(linkIn(answer.json.error?.troubleshooter))).toBe(shape(linkIn(troubleshooter)));
		}
	},
);
