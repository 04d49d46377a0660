import type { Api, Call } from '../../nodes/Feishu/client/Api';
import { readApp } from '../../nodes/Feishu/client/auth/app/App';
import { appIdentity } from '../../nodes/Feishu/client/auth/app/identity';
import { TokenCache } from '../../nodes/Feishu/client/auth/TokenCache';
import { memoryOf } from '../../nodes/Feishu/client/ExecutionMemory';
import { FeishuClient } from '../../nodes/Feishu/client/FeishuClient';
import type { Answer } from '../../nodes/Feishu/client/http/Answer';
import { path } from '../../nodes/Feishu/client/http/path';
import type { Places } from '../../nodes/Feishu/client/Places';
import { RateLimiters } from '../../nodes/Feishu/client/limits/RateLimiters';
import { tier4 } from '../../nodes/Feishu/client/limits/tiers';
import { sentenceOf } from '../../nodes/Feishu/errors/sentence';
import { api as recallApi } from '../../nodes/Feishu/operations/message/recall';
import { issues, recalled, says, scriptedHttp, type Heard, type Said } from './scriptedHttp';
import type { VirtualClock } from './virtualClock';

export interface Script {
	/** How Feishu reacts to a recall: the message, the request, and the how-manieth request for it this is. */
	recall?(id: string, request: Heard, times: number): Said;
	/** How Feishu reacts to a question. */
	query?(id: string, request: Heard, times: number): Said;
	/** How Feishu reacts to a post that asks for no token. */
	post?(request: Heard, times: number): Said;
	/** How the token endpoint reacts; it issues t-1, t-2, … unless told otherwise. */
	token?(times: number, request: Heard): Said;
}

/** Settings of every call, unless a test is about them. */
export const settings = { requestsPerSecond: 50, timeoutMs: 10_000 };

/** An API that asks for something. */
export const queryApi: Api = {
	id: 'im.batch_message.get_progress',
	method: 'GET',
	limits: tier4,
	repeat: 'safe',
	scopes: ['im:message'],
	codes: { 230026: { reason: 'not_allowed_to_recall', source: 'a test' } },
};

/** One process, in which executions run against a scripted Feishu. */
export function processAt(clock: VirtualClock, script: Script) {
	const tokens = new TokenCache(clock);
	const limiters = new RateLimiters(clock);
	const counts = new Map<string, number>();
	const { http, heard } = scriptedHttp(clock, (request) => {
		const { method, path: url } = request;
		const count = (counts.get(`${method} ${url}`) ?? 0) + 1;
		counts.set(`${method} ${url}`, count);
		if (method === 'DELETE') return script.recall?.(idIn(request), request, count) ?? recalled();
		if (method === 'GET') return script.query?.('', request, count) ?? recalled();
		if (!asksForToken(request)) return script.post?.(request, count) ?? says(200, { code: 0 });
		return script.token?.(count, request) ?? { ...issues(`t-${count}`), afterMs: 100 };
	});

	/** One execution of one node. */
	function execution(
		options: {
			app?: string;
			node?: string;
			signal?: AbortSignal;
			/** Two runs of the node in one execution share this object. */
			of?: AbortSignal;
			places?: Places;
		} = {},
	) {
		const app = readApp({
			region: 'feishu',
			appType: 'custom',
			appId: options.app ?? 'cli_1',
			appSecret: 'the-secret',
		});
		if (!app.ok) throw new Error(app.failure.cause);
		const client = new FeishuClient({
			identity: appIdentity(app.value, tokens, http, clock),
			http,
			clock,
			limiters,
			memory: memoryOf(options.of ?? options.signal, 'Feishu'),
			places: options.places,
			node: options.node ?? 'workflow Feishu',
			signal: options.signal,
		});
		return {
			client,
			recall: async (
				id: string,
				changed: Partial<Call> = {},
				api: Api = recallApi,
			): Promise<Answer> =>
				await client.request(api, {
					path: path`/open-apis/im/v1/messages/${id}`,
					...settings,
					...changed,
				}),
			poll: async (isWanted: (body: Readonly<Record<string, unknown>>) => boolean, ms: number) =>
				await client.poll(
					queryApi,
					{ path: '/open-apis/im/v1/batch_messages/bm-1/get_progress', ...settings },
					isWanted,
					ms,
				),
		};
	}

	return {
		execution,
		heard,
		queries: () => heard.filter(({ method }) => method === 'GET'),
		posts: () => heard.filter((request) => request.method === 'POST' && !asksForToken(request)),
		recalls: () => heard.filter(({ method }) => method === 'DELETE'),
		tokenCalls: () => heard.filter(asksForToken).length,
	};
}

function asksForToken({ path: url }: Heard): boolean {
	return url.startsWith('/open-apis/auth/');
}

export function idIn({ path: url }: Heard): string {
	return decodeURIComponent(url.slice(url.lastIndexOf('/') + 1));
}

/** As many IDs as asked for. */
export const ids = (count: number, prefix = 'om_') =>
	Array.from({ length: count }, (_, index) => `${prefix}${index}`);

/** The verdict on an answer in one word: "recalled", or the reason of its failure. */
export function verdictOf(answer: Answer): string {
	return answer.ok ? 'recalled' : answer.failure.reason;
}

export function failureIn(answer: Answer) {
	if (answer.ok) throw new Error('This answer is a success');
	return answer.failure;
}

/** The sentence that a person reads about a failure. */
export function told(answer: Answer): string {
	return sentenceOf(failureIn(answer), 'Message om_1', 'recalled');
}
