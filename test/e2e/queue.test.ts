/* eslint-disable @n8n/community-nodes/no-restricted-globals -- drives real n8n servers from outside; never ships */
import { randomUUID } from 'node:crypto';
import { request } from 'undici';
import { startFeishu, type FeishuStandIn } from '../feishu';
import { itemsOf, N8nClient, webhookPaths, type Credential, type Execution } from './client';
import { saveUrl } from './client/console';
import type { N8nProcess } from './harness/n8nProcess';
import { startQueueMode, type QueueMode } from './harness/queue';
import { tarball } from './harness/installPackage';
import { redisUrl } from './harness/services';
import { until } from './harness/until';
import { forgeriesFor } from './scenarios/forgeries';
import {
	feishu as recall,
	feishuTrigger,
	increment,
	nothing,
	removeDuplicates,
	splitOut,
	webhook,
} from './workflows/nodes';
import { chain, workflow } from './workflows/workflow';

/** A lost worker is noticed in seconds instead of the two minutes that n8n takes by default. */
const noticeLostWorkersSoon = {
	QUEUE_WORKER_LOCK_DURATION: '5000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '1000',
	QUEUE_WORKER_STALLED_INTERVAL: '2000',
};

let feishu: FeishuStandIn;
let queue: QueueMode;
let n8n: N8nClient;
let credential: Credential;

beforeAll(async () => {
	feishu = await startFeishu();
	queue = await startQueueMode({ workers: 2, tarballs: [tarball()], env: noticeLostWorkersSoon });
	await queue.restLogin();
	n8n = new N8nClient(queue);
	credential = await n8n.saveApp(feishu);
});

afterAll(async () => {
	await queue?.stop();
	await feishu?.close();
});

test('600 messages in six executions at once are all recalled, each of them once', async () => {
	const lists = sixHundredIn(6);
	const all = await runAtOnce(await activate(), lists);

	expectAllReportedRight(all, lists);
	for (const worker of queue.workers) expect(worker.log()).toMatch(/started execution/i);
	tell(`600 messages, each worker at up to 50 a second: ${figures()}`);
});

test('two workers that are given half of the limit each are hardly told to wait', async () => {
	const lists = sixHundredIn(6);
	const all = await runAtOnce(await activate({ requestsPerSecond: 25 }), lists);

	expectAllReportedRight(all, lists);
	// Not never: on a busy machine requests that left in time arrive in a bunch.
	expect(refused()).toBeLessThan(100);
	tell(`600 messages, each worker at up to 25 a second: ${figures()}`);
});

test('after the loss of a worker a person starts the workflow again, and each message ends recalled', async () => {
	begin();
	const lists = Array.from({ length: 4 }, () => feishu.world.sendMessages(100));
	const flow = await activate({ whenAlreadyRecalled: 'succeed' });
	await Promise.all(lists.map((ids) => n8n.webhook(flow.path, messages(ids))));
	await until('a quarter of the messages is recalled', 60_000, async () => {
		return feishu.world.recalls.length >= 100;
	});
	await worksOn(await n8n.executionIds(flow.id)).kill();
	const killedAt = Date.now();

	// n8n keeps only the fact that these executions failed, and none of their items.
	const lost = (await endedAll(flow.id, 4)).filter(({ status }) => status !== 'success');
	const noticed = Math.round((Date.now() - killedAt) / 1000);
	expect(lost.length).toBeGreaterThan(0);
	for (const { status, data } of lost) {
		expect(status).toBe('error');
		expect(data.resultData.runData).toEqual({});
	}
	expect(recalled().length).toBeLessThan(400);
	tell(`A worker was killed: n8n noticed after ${noticed} s, lost ${lost.length} of 4 executions`);
	tell(`and with them the outcome of their messages; ${recalled().length} of 400 were recalled`);

	// n8n's own Retry has no node to go on from.
	await queue.addWorker();
	const asked = feishu.log.count('recall');
	const retried = await n8n.ended(await n8n.retry(lost[0]?.id ?? ''), 60_000);
	expect(feishu.log.count('recall')).toBe(asked);
	tell(`n8n's Retry of a lost execution ended as "${retried.status}" and asked for no message`);

	// A person who does not know how far it got sends the whole data once more.
	const again = await activate({ whenAlreadyRecalled: 'succeed' });
	const all = await runAtOnce(again, lists);
	expect(recalled()).toEqual(lists.flat().sort());
	const reports = all.map(reportOf);
	for (const { failed } of reports) expect(failed).toEqual([]);
	const reported = reports.map((report) => [...report.recalled, ...report.recalledBefore].sort());
	for (const ids of lists) expect(reported).toContainEqual([...ids].sort());
	const before = reports.reduce((sum, { recalledBefore }) => sum + recalledBefore.length, 0);
	tell(`started again: 400 of 400 on the success output, ${before} of them as recalled before`);
});

test('four workers share the limit as two do', async () => {
	await Promise.all([queue.addWorker(), queue.addWorker()]);
	// Three for each worker: of six, some would have twice as many as others.
	const lists = sixHundredIn(12);
	const all = await runAtOnce(await activate(), lists);

	expectAllReportedRight(all, lists);
	expect(busyWith(all.map(({ id }) => id)).length).toBeGreaterThan(2);
	tell(`600 messages, four workers, each at up to 50 a second: ${figures()}`);
});

describe('with webhook processes', () => {
	let processes: [N8nProcess, N8nProcess];
	let redis: Credential;

	beforeAll(async () => {
		processes = [await queue.addWebhookProcess(), await queue.addWebhookProcess()];
		const { hostname: host, port, username: user, password, pathname } = redisUrl;
		redis = await n8n.createCredential('Redis', 'redis', {
			host,
			port: Number(port || 6379),
			user: decodeURIComponent(user),
			password: decodeURIComponent(password),
			database: Number(pathname.slice(1)),
		});
	});

	test('one of them starts once for each of 21 messages, in 61 events, and for no forgery', async () => {
		const { world } = feishu;
		const { events } = world;
		const { app, chat, workflowId, urls } = await listening();
		const saved = events.deliveries.list.length;
		events.deliveries.hold();
		const ids = Array.from({ length: 20 }, () => world.say({ chat }).id);
		for (const delivery of events.deliveries.list.slice(saved)) {
			events.repeat(delivery);
			events.repeat(delivery, true);
		}
		const { content } = events.deliveries.list[saved] as { content: { event?: object } };
		const forgeries = forgeriesFor(app, { ...content.event });
		for (const { what, body, headers } of forgeries) {
			const json = { 'content-type': 'application/json', ...headers };
			const answer = await request(urls[0], { method: 'POST', body, headers: json });
			expect([what, answer.statusCode, await answer.body.text()]).toEqual([what, 401, '{}']);
		}
		// Their IDs are random, and so is the order that they give.
		await events.deliveries.release((held) => held.sort((a, b) => (a.id < b.id ? -1 : 1)));
		// n8n starts the execution for this last message after those for all earlier ones.
		ids.push(world.say({ chat }).id);
		await events.deliveries.settled();

		const told = events.deliveries.list.slice(saved);
		const taken = expect.objectContaining({ status: 200, body: '{}' }) as unknown;
		expect(told.map(({ attempts }) => attempts)).toEqual(Array(61).fill([taken]));
		expect((await messagesOf(workflowId, 21)).sort()).toEqual(ids.sort());
		const refusals = processes[0].log().match(/refused a request/g) ?? [];
		expect(refusals).toHaveLength(forgeries.length);
	});

	test('each of two starts once for a message, whose number in Redis tells the first from the second', async () => {
		const { world } = feishu;
		const { events } = world;

		// Some time later, as when Feishu has seen no answer.
		const later = await listening();
		const saved = events.deliveries.list.length;
		const ids = Array.from({ length: 20 }, () => world.say({ chat: later.chat }).id);
		await endedAll(later.workflowId, 20);
		later.app.eventUrl = later.urls[1];
		for (const delivery of events.deliveries.list.slice(saved)) events.repeat(delivery);
		const passedLater = await expectTwice(later.workflowId, ids);

		// At the same moment, and to each of them once more.
		const atOnce = await listening();
		const others: string[] = [];
		while (others.length < 20) {
			others.push(world.say({ chat: atOnce.chat }).id);
			const delivery = events.deliveries.list.at(-1);
			for (const url of [atOnce.urls[1], ...atOnce.urls]) {
				atOnce.app.eventUrl = url;
				if (delivery) events.repeat(delivery);
			}
			await events.deliveries.settled();
			atOnce.app.eventUrl = atOnce.urls[0];
		}
		const passedAtOnce = await expectTwice(atOnce.workflowId, others);
		tell('20 messages, each told to two webhook processes: 40 executions');
		tell(`Repeats that Remove Duplicates lets through: ${passedLater} of 20 that come later,`);
		tell(`${passedAtOnce} of 20 that come at the same moment; Redis counts them all`);
	});

	/** Two executions for each message, which Redis has numbered. Gives how many Remove Duplicates took for new. */
	async function expectTwice(workflowId: string, ids: string[]): Promise<number> {
		expect((await messagesOf(workflowId, 40)).sort()).toEqual([...ids, ...ids].sort());
		const all = await endedAll(workflowId, 40);
		const outOf = (name: string) =>
			all.flatMap((execution) => itemsOf(execution, name).map(({ json }) => json));
		const numbers = outOf('Count').flatMap((json) => Object.values(json));
		expect(numbers.sort()).toEqual([...Array(20).fill(1), ...Array(20).fill(2)]);
		// It loses no message, but its list is written as a whole, by each worker over that of the other.
		const passed = outOf('Only New').map((json) => json.message_id);
		expect([...new Set(passed)].sort()).toEqual([...ids].sort());
		return passed.length - ids.length;
	}

	/** An app whose URL, that of the first process, is saved in the console; and its workflow. */
	async function listening() {
		const { world } = feishu;
		const app = world.addApp({ encryptKey: 'a key of the app' });
		const chat = world.addChat({ botIn: app });
		const start = feishuTrigger('Feishu Trigger', await n8n.saveApp(feishu, app));
		const key = `=${queue.keyPrefix}{{ $json.message_id }}`;
		const nodes = [
			start,
			removeDuplicates('Only New', '={{ $json.message_id }}'),
			increment('Count', redis, key),
		];
		const links = [...chain(start.name, 'Only New'), ...chain(start.name, 'Count')];
		const json = workflow('Triggered', nodes, links);
		const workflowId = await n8n.importWorkflow(json);
		await n8n.activate(workflowId);
		const urlAt = ({ url }: N8nProcess) => `${url}/webhook/${webhookPaths(json)[0]}`;
		const urls = [urlAt(processes[0]), urlAt(processes[1])] as const;
		await saveUrl(feishu, app, { url: urls[0] });
		return { app, chat, workflowId, urls };
	}

	/** Message IDs that the executions started with, once there are `count` executions. Any further one would show. */
	async function messagesOf(workflowId: string, count: number) {
		const all = await endedAll(workflowId, count);
		return all.map((execution) => itemsOf(execution, 'Feishu Trigger')[0]?.json.message_id);
	}
});

/** As new, with Feishu's limits for one app. */
function begin(): void {
	feishu.reset();
	feishu.settings.rateLimit = { perSecond: 50, perMinute: 1_000 };
}

/** So many lists, in each of them one more that cannot be recalled. */
function sixHundredIn(lists: number): string[][] {
	begin();
	const { world } = feishu;
	return Array.from({ length: lists }, () => [
		...world.sendMessages(600 / lists),
		world.sendMessage({ ageHours: 30 }),
	]);
}

function expectAllReportedRight(all: Execution[], lists: string[][]): void {
	expect(recalled()).toEqual(lists.flatMap((ids) => ids.slice(0, -1)).sort());
	expect(all.map(({ status }) => status)).toEqual(lists.map(() => 'success'));
	const reports = all.map(reportOf);
	for (const ids of lists) {
		expect(reports).toContainEqual({
			recalled: ids.slice(0, -1),
			recalledBefore: [],
			failed: [[ids.at(-1), 'recall_window_passed']],
		});
	}
}

/** The workers that have, or had, one of the executions. */
function busyWith(executionIds: string[]): N8nProcess[] {
	return queue.workers.filter((worker) =>
		executionIds.some((id) => new RegExp(`started execution ${id}\\b`, 'i').test(worker.log())),
	);
}

function worksOn(executionIds: string[]): N8nProcess {
	const [busy] = busyWith(executionIds);
	if (busy === undefined) throw new Error('No worker has one of the executions.');
	return busy;
}

/** Webhook → one item a message → Feishu → its two branches. The webhook answers at once. */
async function activate(options = {}): Promise<{ id: string; path: string }> {
	const path = randomUUID();
	const nodes = [
		webhook(path, 'onReceived'),
		splitOut('Messages', 'body.messages'),
		recall('Feishu', credential, { options }),
		nothing('Recalled'),
		nothing('Not Recalled'),
	];
	const links = [
		...chain('Webhook', 'Messages', 'Feishu', 'Recalled'),
		{ from: 'Feishu', to: 'Not Recalled', output: 1 },
	];
	const id = await n8n.importWorkflow(workflow('Recall by webhook', nodes, links));
	await n8n.activate(id);
	return { id, path };
}

function messages(ids: string[]): { messages: Array<{ data: { message_id: string } }> } {
	return { messages: ids.map((id) => ({ data: { message_id: id } })) };
}

async function runAtOnce(
	{ id, path }: { id: string; path: string },
	lists: string[][],
): Promise<Execution[]> {
	await Promise.all(lists.map((ids) => n8n.webhook(path, messages(ids))));
	return await endedAll(id, lists.length);
}

async function endedAll(workflowId: string, count: number): Promise<Execution[]> {
	const ids = await until(`${count} executions`, 30_000, async () => {
		const known = await n8n.executionIds(workflowId);
		return known.length >= count && known;
	});
	return await Promise.all(ids.map((id) => n8n.ended(id, 150_000)));
}

/** The results that the items report, to be compared with those of the stand-in. */
function reportOf(execution: Execution) {
	const idsOf = (before: boolean) =>
		itemsOf(execution, 'Feishu')
			.filter(({ json }) => json.already_recalled === before)
			.map(({ json }) => json.message_id);
	const failures = itemsOf(execution, 'Feishu', 1).map(({ json }) => json.error);
	const failed = failures.map((error) => {
		const { message_id: id, reason } = error as unknown as Record<string, string>;
		return [id, reason];
	});
	return { recalled: idsOf(false), recalledBefore: idsOf(true), failed };
}

/** The stand-in's word on it: every recall, so that a second one for a message would show. */
function recalled(): string[] {
	return feishu.world.recalls.map(({ id }) => id).sort();
}

/** How often Feishu said that it was too much at once. */
function refused(): number {
	return feishu.log.of('recall').filter(({ code }) => code === 99991400).length;
}

function figures(): string {
	const done = feishu.log.of('recall').filter(({ code }) => code === 0);
	const seconds = ((done.at(-1)?.at ?? 0) - (done[0]?.at ?? 0)) / 1000;
	const perSecond = Math.round(done.length / seconds);
	return `${seconds.toFixed(1)} s, ${perSecond} a second, told to wait ${refused()} times`;
}

function tell(line: string): void {
	process.stdout.write(`  ${line}\n`);
}
