/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a program run by hand; it never ships */
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { speedUpTime } from '../engine/builtPackage';
import { randomFrom, startFeishuProcess, type Chaos, type LogEntry } from '../feishu';
import { Account, type Episode, type JournalEntry } from './account';
import { askedText, recall, recallMany, send, type Setting } from './executions';
import { Listener } from './listener';
import { print, Progress } from './report';

const usage = `npm run soak -- [--deeds <number>] [--seed <number>]

Recalls and sends messages, takes back whole chats, and hears events through n8n's engine in many executions, while
the stand-in for Feishu is in trouble at random and executions are cancelled at random. The stand-in's own journal
and log judge what was told.
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

const deedsAtATime = 2_500;
const executionsAtATime = 6;

/** The rest is recalled by its ID. */
const shareSent = 0.3;
const shareInChats = 0.2;
const shareHeard = 0.1;

const chatsToSendTo = 40;
const mostInAChat = 120;
const shareOfForeign = 0.02;
const shareNamedTwice = 0.02;

/** The most rounds that only repeat open recalls. A message that is still there after them counts as left over. */
const mostExtraRounds = 20;

function readOptions() {
	const { values } = parseArgs({
		options: {
			deeds: { type: 'string', default: '50000' },
			seed: { type: 'string', default: String(Date.now() % 1_000_000) },
			help: { type: 'boolean', default: false },
		},
	});
	const deeds = Number(values.deeds);
	const seed = Number(values.seed);
	if (!Number.isInteger(deeds) || deeds < 1 || !Number.isInteger(seed)) throw new Error(usage);
	return { deeds, seed, help: values.help };
}

/** Whether nothing was lost, doubled, or told wrong, and whatever could be recalled is gone. */
async function soak(deeds: number, seed: number): Promise<boolean> {
	const random = randomFrom(seed);
	const settings = JSON.stringify({ chaos: { seed, ...trouble }, ownRecallsComeBack: false });
	const feishu = await startFeishuProcess(['--settings', settings]);
	const { url: baseUrl, appId, appSecret } = feishu;
	const credential = { region: 'custom', baseUrl, appId, appSecret };
	const setting: Setting = { credential, random };
	speedUpTime(timeFactor);
	const account = new Account();
	const progress = new Progress(deeds);
	const listener = await Listener.start(feishu, credential, random);

	const put = async (count: number, more: object = {}) => {
		if (count === 0) return [];
		return ((await feishu.control('POST', '/messages', { count, ...more })) as { ids: string[] })
			.ids;
	};
	const aChat = async () => ((await feishu.control('POST', '/chats', {})) as { id: string }).id;
	const chats = await inTurn(chatsToSendTo, aChat);
	const filledChats = async (count: number) => {
		const filled: Array<{ chatId: string; ids: string[] }> = [];
		for (let left = count; left > 0; ) {
			const size = Math.min(left, Math.ceil(random() * mostInAChat));
			left -= size;
			const chatId = await aChat();
			await put(Math.round(size * shareOfForeign), { chatId, sender: 'user' });
			filled.push({ chatId, ids: await put(size, { chatId }) });
		}
		return filled;
	};

	let fresh = deeds;
	let texts = 0;
	let recallable = 0;
	let extraRounds = 0;
	let open: string[] = [];
	let memoryAtStart: NodeJS.MemoryUsage | undefined;
	while (fresh > 0 || (open.length > 0 && extraRounds++ < mostExtraRounds)) {
		const count = Math.min(fresh, deedsAtATime);
		fresh -= count;
		const share = (part: number) => Math.round(count * part);
		const byId = count - share(shareSent) - share(shareInChats) - share(shareHeard);
		const foreign = Math.round(byId * shareOfForeign);
		const ids = [
			...open,
			...(await put(foreign, { sender: 'user' })),
			...(await put(byId - foreign)),
		];
		recallable += byId - foreign + share(shareInChats);
		const news = Array.from({ length: share(shareSent) }, () => `text ${++texts}`);
		const executions = shuffled(
			[
				...inParts(shuffled(ids, random), random).map(
					(some) => async () => await recall(namedTwice(some, random), setting),
				),
				...inParts(news, random).map((some) => async () => await send(some, chats, setting)),
				...inParts(await filledChats(share(shareInChats)), random, 5).map(
					(some) => async () => await recallMany(some, setting),
				),
			],
			random,
		).values();
		const episodes: Episode[] = [];
		const worker = async () => {
			for (const execute of executions) {
				episodes.push(await execute());
				const asked = episodes.reduce((sum, { asked: { length } }) => sum + length, account.asked);
				progress.show(asked + listener.said.size);
			}
		};
		const workers = Array.from({ length: executionsAtATime }, worker);
		await Promise.all([listener.hear(share(shareHeard)), ...workers]);
		// Requests of a cancelled execution may still arrive.
		await wait(1_500);
		const requests = (await feishu.control('GET', '/log?entries=1&route=recall')) as LogEntry[];
		await feishu.control('DELETE', '/log');
		open = account.judge(episodes, await journalOf(), requests);
		memoryAtStart ??= memory();
	}
	await listener.settle();
	const gone = ((await feishu.control('GET', '/recalls')) as JournalEntry[]).length;
	const left = recallable - gone;
	const memoryAtEnd = memory();
	await listener.close();
	feishu.close();
	progress.clear();
	print(account, listener, {
		deeds,
		left,
		memoryAtStart: memoryAtStart ?? memoryAtEnd,
		memoryAtEnd,
	});
	const heardAll = Object.values(listener.faults()).every(({ length }) => length === 0);
	return account.isClean && heardAll && left === 0;

	/** Feishu's own record: recalled messages by their IDs, and messages that the node sent by their texts. */
	async function journalOf(): Promise<JournalEntry[]> {
		const recalls = (await feishu.control('GET', '/recalls')) as JournalEntry[];
		const sends = (await feishu.control('GET', '/sends')) as Array<{ content: string; at: number }>;
		const textOf = (content: string) => (JSON.parse(content) as { text: string }).text;
		return [
			...recalls,
			...sends.map(({ content, at }) => ({ id: askedText(textOf(content)), at })),
		];
	}
}

/** Parts of any size, for one execution each. */
function inParts<T>(all: T[], random: () => number, most = 400): T[][] {
	const parts: T[][] = [];
	for (let next = 0; next < all.length; ) {
		const size = Math.ceil(random() ** 3 * most);
		parts.push(all.slice(next, next + size));
		next += size;
	}
	return parts;
}

function namedTwice(ids: string[], random: () => number): string[] {
	return [...ids, ...ids.filter(() => random() < shareNamedTwice)];
}

async function inTurn<T>(count: number, make: () => Promise<T>): Promise<T[]> {
	const made: T[] = [];
	while (made.length < count) made.push(await make());
	return made;
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

async function main(): Promise<boolean> {
	const { deeds, seed, help } = readOptions();
	// The trigger tells n8n's log of each event that it refuses.
	process.env.N8N_LOG_LEVEL = 'error';
	process.stdout.write(
		help ? usage : `Trouble like this again: npm run soak -- --deeds ${deeds} --seed ${seed}\n`,
	);
	return help || (await soak(deeds, seed));
}

main().then(
	(isClean) => process.exit(isClean ? 0 : 1),
	(error: unknown) => {
		process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
		process.exit(1);
	},
);
