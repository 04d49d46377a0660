import type { Answer } from '../../nodes/Feishu/client/answer';
import { appIdentity, readApp } from '../../nodes/Feishu/client/app';
import { FeishuClient, type Deed } from '../../nodes/Feishu/client/FeishuClient';
import { memoryOf } from '../../nodes/Feishu/client/memory';
import { Paces } from '../../nodes/Feishu/client/pace';
import { path } from '../../nodes/Feishu/client/path';
import { TokenCache } from '../../nodes/Feishu/client/token';
import { issues, recalled, scriptedHttp, type Heard, type Said } from './scriptedHttp';
import type { VirtualClock } from './virtualClock';

export interface Script {
	/** How Feishu reacts to a recall: the message, the request, and the how-manieth request for it this is. */
	recall(id: string, request: Heard, times: number): Said;
	/** How Feishu reacts to a question. */
	query?(id: string, request: Heard, times: number): Said;
	/** How the token endpoint reacts; it issues t-1, t-2, … unless told otherwise. */
	token?(times: number, request: Heard): Said;
}

/** One process, in which executions run against a scripted Feishu. */
export function processAt(clock: VirtualClock, script: Script) {
	const tokens = new TokenCache(clock);
	const paces = new Paces(clock);
	const counts = new Map<string, number>();
	const { http, heard } = scriptedHttp(clock, (request) => {
		const { method, path: url } = request;
		const count = (counts.get(`${method} ${url}`) ?? 0) + 1;
		counts.set(`${method} ${url}`, count);
		if (method === 'DELETE') return script.recall(idIn(request), request, count);
		if (method === 'GET') return script.query?.('', request, count) ?? recalled();
		return script.token?.(count, request) ?? { ...issues(`t-${count}`), afterMs: 100 };
	});

	/** One execution of one node. */
	function execution(
		options: {
			app?: string;
			node?: string;
			signal?: AbortSignal;
			/** The same object for two runs of the node in one execution. */
			of?: AbortSignal;
		} = {},
	) {
		const app = readApp({
			region: 'feishu',
			appType: 'custom',
			appId: options.app ?? 'cli_1',
			appSecret: 'the-secret',
		});
		if (!app.ok) throw new Error(app.failure.says);
		const client = new FeishuClient({
			identity: appIdentity(app.value, tokens, http, clock),
			http,
			clock,
			paces,
			memory: memoryOf(options.of ?? options.signal, 'Feishu'),
			node: options.node ?? 'workflow Feishu',
			signal: options.signal,
		});
		return {
			client,
			recall: async (id: string, deed: Partial<Deed> = {}): Promise<Answer> =>
				await client.request({
					method: 'DELETE',
					path: path`/open-apis/im/v1/messages/${id}`,
					api: 'im.message.delete',
					doneBefore: 'already_recalled',
					requestsPerSecond: 50,
					timeoutMs: 10_000,
					...deed,
				}),
			until: async (isWanted: (body: Readonly<Record<string, unknown>>) => boolean, ms: number) =>
				await client.until(
					{
						method: 'GET',
						path: '/open-apis/im/v1/batch_messages/bm-1/get_progress',
						api: 'im.batch_message.get_progress',
						requestsPerSecond: 50,
						timeoutMs: 10_000,
					},
					isWanted,
					ms,
				),
		};
	}

	return {
		execution,
		heard,
		queries: () => heard.filter(({ method }) => method === 'GET'),
		recalls: () => heard.filter(({ method }) => method === 'DELETE'),
		tokenCalls: () => heard.filter(({ method }) => method === 'POST').length,
	};
}

export function idIn({ path: url }: Heard): string {
	return decodeURIComponent(url.slice(url.lastIndexOf('/') + 1));
}

/** As many IDs as asked for. */
export const ids = (count: number, prefix = 'om_') =>
	Array.from({ length: count }, (_, index) => `${prefix}${index}`);

/** What an answer means to whoever asked. */
export function verdictOf(answer: Answer): string {
	return answer.ok ? 'recalled' : answer.failure.reason;
}
