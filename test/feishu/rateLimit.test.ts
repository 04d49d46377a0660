import { useStandIn } from './useStandIn';

const used = useStandIn();
beforeEach(() => {
	used.feishu.settings.rateLimit = { perSecond: 3, perMinute: 5 };
});

const recallOne = async () => await used.client.recall(used.world.sendMessage());
const codesOf = async (count: number) => {
	const codes = [];
	for (let i = 0; i < count; i++) codes.push((await recallOne()).json.code);
	return codes;
};

test('a call too many within a second is refused with 429 and the seconds to wait', async () => {
	expect(await codesOf(3)).toEqual([0, 0, 0]);
	const { status, json, headers } = await recallOne();
	expect({ status, code: json.code }).toEqual({ status: 429, code: 99991400 });
	expect(headers.get('x-ogw-ratelimit-limit')).toBe('3');
	expect(headers.get('x-ogw-ratelimit-reset')).toBe('1');
});

test('after a second there is room again, until the minute is full', async () => {
	await codesOf(3);
	used.world.clock.advance({ ms: 1001 });
	expect(await codesOf(3)).toEqual([0, 0, 99991400]);
	used.world.clock.advance({ seconds: 5 });
	const { headers } = await recallOne();
	expect(headers.get('x-ogw-ratelimit-limit')).toBe('5');
	expect(Number(headers.get('x-ogw-ratelimit-reset'))).toBeGreaterThan(50);
	used.world.clock.advance({ seconds: 60 });
	expect((await recallOne()).json.code).toBe(0);
});

test('each API and each app has its own allowance', async () => {
	await codesOf(3);
	expect((await used.client.api('/bot/v3/info')).json.code).toBe(0);
	const app = used.world.addApp();
	const id = used.world.sendMessage({ chat: used.world.addChat({ botIn: app }), sender: app });
	expect((await used.client.recall(id, await used.client.tenantToken(app))).json.code).toBe(0);
	expect((await recallOne()).json.code).toBe(99991400);
});

test('the status may be 400, the headers and the body missing', async () => {
	used.feishu.settings.rateLimitHttpStatus = 400;
	used.feishu.settings.rateLimitHeaders = false;
	await codesOf(3);
	const refused = await recallOne();
	expect(refused).toMatchObject({ status: 400, json: { code: 99991400 } });
	expect(refused.headers.get('x-ogw-ratelimit-reset')).toBeNull();
	used.feishu.settings.rateLimitHttpStatus = 429;
	used.feishu.settings.rateLimitBody = false;
	expect(await recallOne()).toMatchObject({ status: 429, text: '' });
});
