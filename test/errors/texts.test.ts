import type { INode } from 'n8n-workflow';

import type { Failure, Result } from '../../nodes/Feishu/errors/Failure';
import type { Outcome } from '../../nodes/Feishu/operations/Operation';
import type { Said } from '../client/scriptedHttp';
import { anItem } from '../operations/anItem';

/** Nonsense in place of every text, once such that whoever looked for words would find the wrong ones. */
const nonsense = [
	'wug',
	'is being recalled, but was not recalled, because it may have been: already (230110) {scope}',
];

/** Replaces the texts of rows in their place, as far as they have any. */
function replaceTexts(rows: object[], words: string): void {
	for (const row of rows) {
		for (const name of ['cause', 'nextStep', 'hint']) {
			if (name in row) Object.assign(row, { [name]: words });
		}
	}
}

/** The node's modules loaded anew, with the words in place of all texts if there are any. */
async function load(words?: string) {
	const { reasons } = await import('../../nodes/Feishu/errors/reasons');
	const { codes } = await import('../../nodes/Feishu/errors/codes');
	const { apis } = await import('../operations/apis');
	if (words !== undefined) {
		const ofApis = apis.flatMap((api) => [api.codes ?? {}, api.texts ?? {}, api.userTexts ?? {}]);
		const rows = [reasons, codes, ...ofApis].flatMap((table) => Object.values<object>(table));
		const details = rows.flatMap((row) => ('details' in row ? (row.details as object[][]) : []));
		replaceTexts([...rows, ...details.flat()], words);
	}
	return {
		reasons,
		codes,
		apis,
		...(await import('../../credentials/FeishuApi.credentials')),
		...(await import('../../nodes/Feishu/client/auth/app/App')),
		...(await import('../../nodes/Feishu/client/auth/app/identity')),
		...(await import('../../nodes/Feishu/client/auth/apis')),
		...(await import('../../nodes/Feishu/client/auth/SingleFlight')),
		...(await import('../../nodes/Feishu/client/auth/TokenCache')),
		...(await import('../../nodes/Feishu/client/auth/user')),
		...(await import('../../nodes/Feishu/errors/toNodeError')),
		...(await import('../../nodes/Feishu/execution/output')),
		...(await import('../../nodes/Feishu/operations')),
		...(await import('../client/runs')),
		...(await import('../client/scriptedHttp')),
		...(await import('../client/virtualClock')),
	};
}

type House = Awaited<ReturnType<typeof load>>;

const node = { name: 'Feishu', type: 'feishu', typeVersion: 1, parameters: {} } as INode;

/** The node's results by Feishu's reactions, and the texts that it has for them. */
interface Behavior {
	facts: Record<string, unknown>;
	texts: string[];
}

/** Takes the texts out of what came of something. */
class Observer {
	readonly behavior: Behavior = { facts: {}, texts: [] };

	constructor(private readonly house: House) {}

	add(name: string, facts: unknown): void {
		if (name in this.behavior.facts) throw new Error(`${name} is observed twice`);
		this.behavior.facts[name] = facts;
	}

	withoutTexts({ cause, nextStep, hint, ...facts }: Failure): object {
		this.behavior.texts.push(cause, nextStep, hint);
		return facts;
	}

	outcome(outcome: Outcome): object {
		if (outcome.ok) return outcome;
		const { outputOf, countsOf, toNodeError } = this.house;
		const subject = { id: 'om_1', name: 'Message om_1' };
		const report = { item: 0, subject, outcome };
		const { json } = outputOf(report, { done: 'recalled', idKey: 'message_id' });
		const { message, hint, ...error } = json.error as Record<string, unknown>;
		this.behavior.texts.push(String(message), String(hint));
		const counts = countsOf([report], 'message_id');
		const final = { failure: outcome.failure, subject: subject.name, itemIndex: 0, counts };
		const words = { noun: 'message', done: 'recalled' };
		const thrown = toNodeError(node, { ...final, operation: words });
		const { failure: declared } = thrown as { failure?: unknown };
		return {
			...this.withoutTexts(outcome.failure),
			error,
			counts,
			thrown: [thrown.name, declared],
		};
	}

	result<T>(result: Result<T>): unknown {
		return result.ok ? result.value : this.withoutTexts(result.failure);
	}
}

/** How Feishu reacts to the first, second, … request of a kind. */
type Reaction = (times: number) => Said;

/** Every code, one of each reason after a lost answer and before a success, and every fault without a code. */
function reactionsOf({ codes, apis, refuses, recalled, breaks, hangs, says }: House) {
	const tables = [codes, ...apis.map((api) => api.codes ?? {})];
	const known = tables.flatMap((table) =>
		Object.entries(table).map(([code, { reason }]) => [reason, Number(code)] as const),
	);
	const one = new Map(known).values();
	const page = (status: number): Said => ({ status, chunks: ['<html>'] });
	const lacksScope = says(400, {
		code: 99991672,
		msg: 'need scope: im:message',
		error: {
			permission_violations: [{ subject: 'im:message' }],
			helps: [{ url: 'https://open.feishu.cn/app/cli_1/auth?q=im:message' }],
		},
	});
	return new Map<string, Reaction>([
		...[...new Set(known.map(([, code]) => code)), 7].map((code): [string, Reaction] => [
			`${code}`,
			() => refuses(code),
		]),
		...[...one].flatMap(
			(code): Array<[string, Reaction]> => [
				[
					`a lost answer, then ${code}`,
					(times) => (times === 1 ? breaks('ECONNRESET') : refuses(code)),
				],
				[`${code}, then a success`, (times) => (times === 1 ? refuses(code) : recalled())],
			],
		),
		...['ECONNREFUSED', 'ENOTFOUND', 'ECONNRESET', 'CERT_HAS_EXPIRED', 'ETIMEDOUT'].map(
			(fault): [string, Reaction] => [fault, () => breaks(fault)],
		),
		...[200, 302, 404, 429, 500, 502].map((status): [string, Reaction] => [
			`a page with ${status}`,
			() => page(status),
		]),
		['no answer', () => hangs],
		['a code under HTTP 503', () => refuses(7, 'msg', 503)],
		['a code under HTTP 429', () => refuses(7, 'msg', 429)],
		['a missing scope', () => lacksScope],
	]);
}

type Doing = [resource: string, operation: string, parameters: Record<string, unknown>];

const recalls: Array<[name: string, ...Doing]> = [
	['a recall', 'message', 'recall', {}],
	[
		'a recall that may be done before',
		'message',
		'recall',
		{ options: { whenAlreadyRecalled: 'succeed' } },
	],
	['a batch recall', 'batchMessage', 'recall', {}],
];

const text = { messageType: 'text', text: 'Hello' };

const file = {
	id: () => '',
	name: 'a.txt',
	mimeType: 'text/plain',
	size: async () => 1,
	read: async () => Buffer.from('a'),
};

/** Operations that post, put, or patch, and the API that answers each of them. */
const writes: Array<[apiId: string, ...Doing]> = [
	['im.message.create', 'message', 'send', { receiver: 'oc_1', ...text }],
	['im.message.reply', 'message', 'reply', text],
	['im.message.forward', 'message', 'forward', { receiver: 'oc_1' }],
	['im.message.update', 'message', 'edit', text],
	['im.message.patch', 'message', 'updateCard', { cardJson: '{}' }],
	[
		'im.file.create',
		'message',
		'send',
		{ receiver: 'oc_1', messageType: 'file', binaryPropertyName: 'data' },
	],
];

/** Operations that read, and the API that answers each of them. */
const reads: Array<[apiId: string, ...Doing]> = [
	['im.message.get', 'message', 'get', {}],
	[
		'im.message_resource.get',
		'message',
		'download',
		{ binaryPropertyName: 'data', options: { fileKey: 'file_1' } },
	],
	['im.message.get', 'message', 'recall', { options: { verify: true } }],
	['im.message.list', 'message', 'getAll', { chat: 'oc_1' }],
	['im.message.list', 'message', 'recallMany', { chat: 'oc_1', sentAfter: '2026-01-01' }],
	['im.chat.list', 'chat', 'getAll', {}],
	['im.chat.search', 'chat', 'getAll', { search: 'Lunch' }],
];

/** Runs an operation twice with one client, so that what holds for the whole run shows. */
async function runTwice(
	house: House,
	observer: Observer,
	[resource, operation, given]: Doing,
	script: { recall?: Reaction; post?: Reaction; query?: Reaction; token?: Reaction },
) {
	const { VirtualClock, processAt, operationNamed, recalled } = house;
	const clock = new VirtualClock();
	const { token } = script;
	const { execution, heard } = processAt(clock, {
		recall: (_id, _request, times) => script.recall?.(times) ?? recalled(),
		query: (_id, _request, times) => script.query?.(times) ?? recalled(),
		post: (_request, times) => script.post?.(times) ?? recalled(),
		...(token && { token: (times: number) => token(times) }),
	});
	const { client } = execution();
	const outcomes: object[] = [];
	for (const number of [1, 2]) {
		const ids = { messageId: `om_${number}`, batchMessageId: `bm-${number}` };
		const item = anItem({ ...ids, ...given }, { files: { data: file }, pass: `${number}` });
		for (const task of operationNamed(resource, operation).tasks(item)) {
			if ('refused' in task) throw new Error('It is refused');
			const ofTask = await clock.run(task.run(client));
			outcomes.push(...ofTask.map((outcome) => observer.outcome(outcome)));
		}
	}
	const requests = heard.map(({ at, method, path, token: sent }) => [at, method, path, sent]);
	return { outcomes, requests, elapsed: clock.elapsed };
}

/** A store app whose token endpoints refuse the ticket, the app token, and anything else. */
async function observeStoreApp(house: House, observer: Observer): Promise<void> {
	const { VirtualClock, TokenCache, appIdentity, readApp, scriptedHttp, refuses, says, codes } =
		house;
	const endpoints = ['app_access_token', 'tenant_access_token', 'app_ticket/resend'];
	for (const endpoint of endpoints) {
		for (const code of Object.keys(codes).map(Number)) {
			const clock = new VirtualClock();
			const { http, heard } = scriptedHttp(clock, ({ path }) =>
				path.endsWith(`/${endpoint}`)
					? refuses(code, 'msg', 200)
					: endpoint === 'app_ticket/resend' && path.endsWith('/app_access_token')
						? refuses(10012, 'msg', 200)
						: says(200, {
								code: 0,
								app_access_token: 'a-1',
								tenant_access_token: 't-1',
								expire: 9,
							}),
			);
			const app = readApp({
				region: 'feishu',
				appType: 'store',
				appId: 'cli_1',
				appSecret: 'the-secret',
				appTicket: 'the-ticket',
				tenantKey: 'tenant',
			});
			if (!app.ok) throw new Error(app.failure.cause);
			const identity = appIdentity(app.value, new TokenCache(clock), http, clock);
			const token = observer.result(await clock.run(identity.token()));
			const requests = heard.map(({ at, path }) => [at, path]);
			observer.add(`a store app, ${code} at ${endpoint}`, { token, requests });
		}
	}
}

/** A person's token that cannot be renewed, for each code that the endpoint may give. */
async function observeUser(house: House, observer: Observer): Promise<void> {
	const { VirtualClock, SingleFlight, userIdentity, codes, userToken } = house;
	const known = Object.keys({ ...codes, ...userToken.codes }).map(Number);
	for (const code of [...known, 7]) {
		const clock = new VirtualClock();
		const stored = {
			region: 'feishu',
			clientId: 'cli_1',
			oauthTokenData: { access_token: 'u-1', refresh_token: 'r-1' },
		};
		const refused = Object.assign(new Error('refused'), { body: { code } });
		const refresh = async () => await Promise.reject(refused);
		const store = { id: '1', read: async () => stored, refresh };
		const identity = userIdentity(stored, store, new SingleFlight(), clock);
		if (!identity.ok) throw new Error(identity.failure.cause);
		const renewed = await clock.run(identity.value.renew('u-1', 10_000));
		observer.add(`a person's renewal, ${code}`, observer.result(renewed));
	}
}

/** All that the node does about what Feishu does. */
async function observe(house: House): Promise<Behavior> {
	const observer = new Observer(house);
	const { FeishuApi, recalled } = house;
	const waiting = { options: { waitForCompletion: true, waitAtMost: 3 } };
	const progress: Doing = ['batchMessage', 'recall', waiting];
	for (const [name, reaction] of reactionsOf(house)) {
		for (const [what, ...operation] of recalls) {
			const ran = await runTwice(house, observer, operation, { recall: reaction });
			observer.add(`${what}: ${name}`, ran);
		}
		const polled = await runTwice(house, observer, progress, { query: reaction });
		observer.add(`a progress: ${name}`, polled);
		const token = { token: reaction, recall: recalled };
		observer.add(
			`a token: ${name}`,
			await runTwice(house, observer, ['message', 'recall', {}], token),
		);
	}
	for (const [apiId, ...doing] of [...writes, ...reads]) {
		const { codes = {} } = house.apis.find(({ id }) => id === apiId) ?? {};
		expect(Object.keys(codes)).not.toEqual([]);
		for (const code of Object.keys(codes).map(Number)) {
			const refused: Reaction = () => house.refuses(code, 'invalid container_id');
			const script = { post: refused, query: refused };
			const name = `${code} at ${apiId} for ${doing[1]}`;
			observer.add(name, await runTwice(house, observer, doing, script));
		}
	}
	await observeStoreApp(house, observer);
	await observeUser(house, observer);
	const { rules = [] } = new FeishuApi().test;
	observer.behavior.texts.push(...rules.map(({ properties }) => String(properties.message)));
	observer.add(
		'the rules of the credential test',
		rules.map(({ type, properties }) => ({ type, ...properties, message: undefined })),
	);
	return observer.behavior;
}

async function behaviorWith(words?: string): Promise<{ house: House; behavior: Behavior }> {
	const loaded: House[] = [];
	await jest.isolateModulesAsync(async () => {
		loaded.push(await load(words));
	});
	const [house] = loaded;
	if (house === undefined) throw new Error('Nothing was loaded');
	return { house, behavior: await observe(house) };
}

describe('texts are output, and nothing reads them back', () => {
	let asWritten: Awaited<ReturnType<typeof behaviorWith>>;

	beforeAll(async () => {
		asWritten = await behaviorWith();
	});

	test('every reason that an answer may have is among what is observed', () => {
		const { house, behavior } = asWritten;
		const seen = JSON.stringify(behavior.facts);
		/** These are found without an answer that says no. */
		const unasked = [
			'invalid_message_id',
			'execution_stopped',
			'too_many_matches',
			'invalid_receiver',
			'content_invalid',
			'invalid_chat',
		];
		const missing = Object.keys(house.reasons).filter(
			(reason) => !seen.includes(`"reason":"${reason}"`),
		);
		expect(missing).toEqual(unasked);
		for (const effect of ['none', 'unknown', 'pending']) {
			expect(seen).toContain(`"effect":"${effect}"`);
		}
	});

	test.each(nonsense)('with "%s" for every text, the node does the same', async (words) => {
		const { behavior } = await behaviorWith(words);
		const isNonsense = (text: string) => text.includes(words.replace('{scope}', ''));
		expect(behavior.texts.filter(isNonsense).length).toBeGreaterThan(1_000);
		expect(asWritten.behavior.texts.filter(isNonsense)).toEqual([]);
		for (const [name, facts] of Object.entries(behavior.facts)) {
			expect([name, facts]).toEqual([name, asWritten.behavior.facts[name]]);
		}
		expect(Object.keys(behavior.facts)).toEqual(Object.keys(asWritten.behavior.facts));
	});
});
