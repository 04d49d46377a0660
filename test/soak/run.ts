/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a program run by hand; it never ships */
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { speedUpTime } from '../engine/builtPackage';
import { outputsOf } from '../engine/engine';
import { startNode } from '../engine/runNode';
import { randomFrom, startFeishuProcess, type Chaos, type LogEntry } from '../feishu';
import { Account, type RecallRecord, type Episode } from './account';
import { print, Progress } from './report';

const usage = `npm run soak -- [--recalls <number>] [--seed <number>]

Recalls messages through n8n's engine in many executions, while the stand-in for Feishu is in trouble at random
and executions are cancelled at random. The stand-in's own journal and log judge what was told.
`;

/** How many times faster than real time the node lives: 1,000 messages a minute would take most of an hour. */
const timeFactor = 16;

const trouble: Omit<Chaos, 'seed'> = {
	latencyMs: [0, 40],
	serverError: 0.01,
	html: 0.005,
	dropBefore: 0.01,
	dropAfter: 0.01,
	rateLimited: 0.005,
	staleToken: 0.001,
};

const messagesAtATime = 2_500;
const executionsAtATime = 6;
const shareOfForeign = 0.02;
const shareNamedTwice = 0.02;
const shareCancelled = 0.1;

/** Half a second: on a busy machine a request is logged later than it was sent. Rounds lie further apart. */
const slackMs = 500;

/** Long enough that only the stand-in's trouble is trouble, however busy the machine. */
const timeout = 160_000;

/** What is tried in so many rounds more than there are new messages for will never be recalled. */
const mostExtraRounds = 20;

function readOptions() {
	const { values } = parseArgs({
		options: {
			recalls: { type: 'string', default: '50000' },
			seed: { type: 'string', default: String(Date.now() % 1_000_000) },
			help: { type: 'boolean', default: false },
		},
	});
	const recalls = Number(values.recalls);
	const seed = Number(values.seed);
	if (!Number.isInteger(recalls) || recalls < 1 || !Number.isInteger(seed)) throw new Error(usage);
	return { recalls, seed, help: values.help };
}

/** Whether nothing was lost, doubled, or told wrong, and whatever could be recalled is gone. */
async function soak(recalls: number, seed: number): Promise<boolean> {
	const random = randomFrom(seed);
	const settings = JSON.stringify({ chaos: { seed, ...trouble } });
	const feishu = await startFeishuProcess(['--settings', settings]);
	const { url: baseUrl, appId, appSecret } = feishu;
	const credential = { region: 'custom', baseUrl, appId, appSecret };
	const send = async (count: number, sender?: 'user') => {
		if (count === 0) return [];
		const body = { count, ...(sender && { sender }) };
		return ((await feishu.control('POST', '/messages', body)) as { ids: string[] }).ids;
	};
	speedUpTime(timeFactor);
	const account = new Account();
	const progress = new Progress(recalls);

	let fresh = recalls;
	let foreignInAll = 0;
	let extraRounds = 0;
	let open: string[] = [];
	let memoryAtStart: NodeJS.MemoryUsage | undefined;
	while (fresh > 0 || (open.length > 0 && extraRounds++ < mostExtraRounds)) {
		const count = Math.min(fresh, messagesAtATime);
		const foreign = Math.round(count * shareOfForeign);
		fresh -= count;
		foreignInAll += foreign;
		const ids = [...open, ...(await send(foreign, 'user')), ...(await send(count - foreign))];
		const episodes: Episode[] = [];
		const jobs = executionsOf(shuffled(ids, random), random).values();
		const worker = async () => {
			for (const job of jobs) {
				episodes.push(await execute(job, credential, random));
				progress.show(account.asked + sum(episodes.map(({ asked }) => asked.length)));
			}
		};
		await Promise.all(Array.from({ length: executionsAtATime }, worker));
		// What was cancelled while it was under way may still arrive.
		await wait(1_500);
		const recalls = (await feishu.control('GET', '/recalls')) as RecallRecord[];
		const requests = (await feishu.control('GET', '/log?entries=1&route=recall')) as LogEntry[];
		await feishu.control('DELETE', '/log');
		open = account.judge(episodes, recalls, requests);
		memoryAtStart ??= memory();
	}
	const { recalled: gone } = (await feishu.control('GET', '/metrics')) as { recalled: number };
	const left = recalls - foreignInAll - gone;
	feishu.close();
	progress.clear();
	print(account, {
		messages: recalls,
		gone,
		left,
		memoryAtStart: memoryAtStart ?? memory(),
		memoryAtEnd: memory(),
	});
	return account.isClean && left === 0;
}

/** One execution, as n8n's engine runs it; some are cancelled. */
async function execute(
	ids: string[],
	credential: Record<string, string>,
	random: () => number,
): Promise<Episode> {
	const from = Date.now() - slackMs;
	const execution = startNode({
		items: ids.map((id) => ({ message_id: id })),
		credential,
		parameters: { options: { timeout } },
	});
	if (random() < shareCancelled) void wait(random() * 1_000).then(() => execution.cancel());
	const run = await execution.finished;
	const [success = [], failure = []] = outputsOf(run, 'Feishu');
	return {
		from,
		to: Date.now() + slackMs,
		asked: ids,
		success: success.map(({ json }) => json),
		failure: failure.map(({ json }) => json),
		stopped: run.status === 'canceled',
	};
}

/** Executions of any size, some of which name a message twice. */
function executionsOf(ids: string[], random: () => number): string[][] {
	const executions: string[][] = [];
	for (let next = 0; next < ids.length; ) {
		const size = Math.ceil(random() ** 3 * 400);
		const some = ids.slice(next, next + size);
		next += size;
		executions.push([...some, ...some.filter(() => random() < shareNamedTwice)]);
	}
	return executions;
}

function shuffled<T>(values: T[], random: () => number): T[] {
	return values
		.map((value) => ({ value, place: random() }))
		.sort((a, b) => a.place - b.place)
		.map(({ value }) => value);
}

function memory(): NodeJS.MemoryUsage {
	globalThis.gc?.();
	return process.memoryUsage();
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

async function main(): Promise<boolean> {
	const { recalls, seed, help } = readOptions();
	process.stdout.write(
		help ? usage : `Trouble like this again: npm run soak -- --recalls ${recalls} --seed ${seed}\n`,
	);
	return help || (await soak(recalls, seed));
}

main().then(
	(isClean) => process.exit(isClean ? 0 : 1),
	(error: unknown) => {
		process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
		process.exit(1);
	},
);
