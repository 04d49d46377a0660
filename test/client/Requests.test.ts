import type { Api, Call } from '../../nodes/Feishu/client/Api';
import { Places } from '../../nodes/Feishu/client/Places';
import { processAt, queryApi, settings } from './runs';
import { says, type Said } from './scriptedHttp';
import { VirtualClock } from './virtualClock';

const second = 1_000;

const api: Api = { ...queryApi, method: 'POST', repeat: 'safe', codes: {} };

/** 60 calls side by side, and how many of them Feishu has been asked for within ten seconds. */
async function askedWithinTenSeconds(callOf: (number: number) => Partial<Call>, first: Said) {
	const clock = new VirtualClock();
	const places = new Places();
	const feishu = processAt(clock, {
		post: (_, times) => (times === 1 ? first : says(200, { code: 0 })),
	});
	const { client } = feishu.execution({ places });
	const all = Array.from({ length: 60 }, (_, number) => number);
	const answers = await clock.run(
		client.sideBySide(all, async (number) => {
			const path = `/open-apis/im/v1/messages/${number}`;
			return await client.request(api, { path, ...settings, ...callOf(number) });
		}),
	);
	expect(answers.map(({ ok }) => ok)).toEqual(all.map(() => true));
	const [begin = 0] = feishu.posts().map(({ at }) => at);
	const early = feishu.posts().filter(({ at }) => at < begin + 10 * second);
	return new Set(early.map(({ path }) => path)).size;
}

const ok = says(200, { code: 0 });
const refused = says(400, { code: 230020 }, { 'x-ogw-ratelimit-reset': '30' });

test('who waits for a limit of its own holds up nobody else', async () => {
	const limits = [{ key: 'chat', windows: [{ requests: 1, ms: 20 * second }] }];
	const callOf = (number: number) => (number < 55 ? { limits } : {});
	expect(await askedWithinTenSeconds(callOf, ok)).toBe(6);
});

test('who was refused for a limit holds up nobody else', async () => {
	expect(await askedWithinTenSeconds(() => ({}), refused)).toBe(60);
});

test('a file keeps its place while it waits, for it is in memory', async () => {
	const callOf = () => ({ body: new FormData() });
	expect(await askedWithinTenSeconds(callOf, refused)).toBe(50);
});
