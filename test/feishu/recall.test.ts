import { request } from 'undici';

import type { MessageSeed } from './index';
import { useStandIn } from './useStandIn';

const used = useStandIn();

test('the bot recalls its own message, once', async () => {
	const id = used.world.sendMessage();
	const { status, json } = await used.client.recall(id);
	expect({ status, json }).toEqual({ status: 200, json: { code: 0, msg: 'success', data: {} } });
	expect(used.world.isRecalled(id)).toBe(true);
	expect(used.world.message(id)?.recalledBy).toEqual({ type: 'app', id: used.world.app.id });
	expect((await used.client.recall(id)).json.code).toBe(230110);
});

test('ids look like real ones', () => {
	expect(used.world.sendMessage()).toMatch(/^om_x100b[0-9a-f]{27}$/);
	expect(used.world.chat.id).toMatch(/^oc_[0-9a-f]{32}$/);
	expect(used.world.app.id).toMatch(/^cli_a[0-9a-f]{15}$/);
});

test('log ids look like real ones, of both shapes', async () => {
	const seen = [];
	for (let i = 0; i < 4; i++) {
		const { headers } = await used.client.recall('om_unknown');
		seen.push(headers.get('x-tt-logid')?.replace(/\d{12}[0-9A-F]{20}$|1\d{12}[0-9a-f]{38}$/, '…'));
	}
	expect(seen.sort()).toEqual(['02…', '02…', '20…', '20…']);
});

test('the log id comes under the name that Feishu writes', async () => {
	const { headers } = await request(used.feishu.url, { responseHeaders: 'raw' });
	expect(Object.values(headers).map(String)).toContain('X-Tt-Logid');
});

describe('a recall is refused', () => {
	const causes: Array<[why: string, code: number, seed: () => MessageSeed | void]> = [
		['for what the API no longer has', 230001, () => ({ erased: true })],
		[
			'where the bot is not in the chat',
			230002,
			() => ({ chat: used.world.addChat({ botIn: false }) }),
		],
		['while the bot is switched off', 230006, () => void (used.world.app.botEnabled = false)],
		['after the window', 230009, () => ({ ageHours: 24.1 })],
		[
			'where recalling is switched off',
			230009,
			() => void (used.world.tenant.recallWindowHours = null),
		],
		[
			'in a chat with someone outside the availability range',
			230013,
			() => ({ chat: used.world.p2pChat(used.world.addUser({ available: false })) }),
		],
		[
			'in a chat with someone who has left',
			230013,
			() => ({ chat: used.world.p2pChat(used.world.addUser({ resigned: true })) }),
		],
		['for what others sent', 230026, () => ({ sender: used.world.user })],
		[
			'in an external group without external sharing',
			230027,
			() => ({ chat: used.world.addChat({ external: true }) }),
		],
		[
			'for what the bot cannot see',
			230050,
			() => ({ sender: used.world.user, hiddenFrom: [used.world.app] }),
		],
		['for a system message', 230054, () => ({ type: 'system' })],
		['for a red packet', 230054, () => ({ type: 'hongbao' })],
		['in a dissolved chat', 232009, () => ({ chat: used.world.addChat({ dissolved: true }) })],
		['without a scope', 99991672, () => void (used.world.app.scopes = [])],
		[
			'from an address not allowed',
			99991401,
			() => void (used.world.app.ipAllowlist = ['10.0.0.1']),
		],
		[
			'for a stopped app',
			99991673,
			() => void used.world.app.unusableIn.push(used.world.tenant.key),
		],
	];

	test.each(causes)('%s (%i)', async (_why, code, seed) => {
		const id = used.world.sendMessage(seed() ?? {});
		const { status, json } = await used.client.recall(id);
		expect({ status, code: json.code }).toEqual({ status: 400, code });
		expect(used.world.isRecalled(id)).toBe(false);
		expect(json.error).toMatchObject({ log_id: expect.any(String) });
	});

	test('when the app was disabled after its token was given (99991662)', async () => {
		const token = await used.client.tenantToken();
		used.world.app.enabled = false;
		expect((await used.client.recall(used.world.sendMessage(), token)).json.code).toBe(99991662);
	});

	test('for an id that nobody knows, naming the field (99992354)', async () => {
		const { status, json } = await used.client.recall('om_unknown');
		expect({ status, code: json.code }).toEqual({ status: 400, code: 99992354 });
		expect(json.error).toMatchObject({
			field_violations: [{ field: 'message_id', value: 'om_unknown' }],
		});
	});

	test('for a message of another tenant, as if unknown', async () => {
		const tenant = used.world.addTenant();
		const chat = used.world.addChat({ tenant });
		expect((await used.client.recall(used.world.sendMessage({ chat }))).json.code).toBe(99992354);
	});

	test('with the missing scopes listed as alternatives', async () => {
		used.world.app.scopes = ['im:chat'];
		const { json } = await used.client.recall(used.world.sendMessage());
		const subjects = ['im:message', 'im:message:recall', 'im:message:send_as_bot'];
		expect(json.error).toMatchObject({
			permission_violations: subjects.map((subject) => ({
				type: 'action_scope_required',
				subject,
			})),
			helps: [{ url: expect.stringContaining(used.world.app.id) }],
			troubleshooter: expect.stringMatching(
				/ https:\/\/open\.feishu\.cn\/search\?\S+&code=99991672&method_id=\d+$/,
			),
		});
	});
});

describe('a bot with a say in the group', () => {
	test.each(['owner', 'admin', 'creator'])('recalls what others sent, as its %s', async (role) => {
		const { app } = used.world;
		const chat = used.world.addChat({
			...(role === 'owner' ? { owner: app } : {}),
			...(role === 'admin' ? { admins: [app] } : {}),
			...(role === 'creator' ? { creator: app } : {}),
		});
		const young = used.world.sendMessage({ chat, sender: used.world.user, ageHours: 364 * 24 });
		const old = used.world.sendMessage({ chat, sender: used.world.user, ageHours: 366 * 24 });
		expect((await used.client.recall(young)).json.code).toBe(0);
		expect((await used.client.recall(old)).json.code).toBe(230009);
	});
});

describe('a user token', () => {
	test('of a member cannot take back what the bot sent, and the answer says why', async () => {
		const { accessToken } = used.world.authorize();
		const { json } = await used.client.recall(used.world.sendMessage(), accessToken);
		expect(json.code).toBe(230026);
		expect(json.msg).toBe(
			'No permission to recall this message, ext=User is NOT the group owner or group admin.',
		);
	});

	test('of the owner can', async () => {
		const { accessToken } = used.world.authorize({ user: used.world.owner });
		const id = used.world.sendMessage();
		expect((await used.client.recall(id, accessToken)).json.code).toBe(0);
		expect(used.world.message(id)?.recalledBy).toEqual({
			type: 'user',
			id: used.world.owner.openId,
		});
	});

	test('recalls what that person sent, unless the switch says no', async () => {
		const { accessToken } = used.world.authorize();
		const mine = () => used.world.sendMessage({ sender: used.world.user });
		expect((await used.client.recall(mine(), accessToken)).json.code).toBe(0);
		used.feishu.settings.userMayRecallOwn = false;
		expect((await used.client.recall(mine(), accessToken)).json.code).toBe(230026);
	});

	test('without the scope granted is refused with the scopes to ask for (99991679)', async () => {
		const { accessToken } = used.world.authorize({ scopes: ['offline_access'] });
		const { json } = await used.client.recall(used.world.sendMessage(), accessToken);
		expect(json.code).toBe(99991679);
		expect(json.error).toMatchObject({
			message: expect.stringMatching(/\/how-to-resolve-error-99991679$/),
			permission_violations: expect.arrayContaining([
				{ type: 'action_privilege_required', subject: 'im:message:recall' },
			]),
		});
	});

	test('that expired is refused with 99991677, a revoked one with 99991668', async () => {
		const { accessToken } = used.world.authorize({ ttlSeconds: 60 });
		used.world.clock.advance({ seconds: 61 });
		const expired = await used.client.recall('om_1', accessToken);
		expect(expired).toMatchObject({ status: 401, json: { code: 99991677 } });
		const again = used.world.authorize();
		used.world.revoke();
		expect((await used.client.recall('om_1', again.accessToken)).json.code).toBe(99991668);
	});
});

describe('what the documents leave open is a switch:', () => {
	test.each([230110, 230011, 0] as const)('a second recall answers %i', async (code) => {
		used.feishu.settings.secondRecallCode = code;
		const id = used.world.sendMessage();
		await used.client.recall(id);
		const { status, json } = await used.client.recall(id);
		expect({ status, code: json.code }).toEqual({ status: code === 0 ? 200 : 400, code });
		expect(used.world.recalls).toHaveLength(1);
	});

	test.each([99992354, 230001, 230002, 230050] as const)('an unknown id %i', async (code) => {
		used.feishu.settings.unknownIdCode = code;
		expect((await used.client.recall('om_unknown')).json.code).toBe(code);
	});

	test('a missing scope may be 230027', async () => {
		used.feishu.settings.missingScopeCode = 230027;
		used.world.app.scopes = [];
		const { json } = await used.client.recall(used.world.sendMessage());
		expect(json).toMatchObject({
			code: 230027,
			msg: 'Lack of necessary permissions, ext=need scope: im:message',
		});
		expect(json.error).not.toHaveProperty('permission_violations');
	});

	test('the log id may come in another header, or not at all', async () => {
		used.feishu.settings.logIdHeader = 'X-Request-Id';
		const id = used.world.sendMessage();
		expect((await used.client.recall(id)).headers.get('x-request-id')).toBeTruthy();
		used.feishu.settings.logIdHeader = null;
		used.feishu.settings.logIdInBody = false;
		const { headers, json } = await used.client.recall(id);
		expect(headers.get('x-tt-logid')).toBeNull();
		expect(json.error).toEqual({});
	});

	test('business errors may carry a detail', async () => {
		used.feishu.settings.msgExt = 'some detail';
		const { json } = await used.client.recall(used.world.sendMessage({ ageHours: 30 }));
		expect(json.msg).toBe('Message has expired when recall message, ext=some detail');
	});
});
