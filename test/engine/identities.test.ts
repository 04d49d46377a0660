import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import { personAt } from './person';
import { runNode } from './runNode';
import { useFeishu } from './useFeishu';

const used = useFeishu();

const itemsOf = (ids: string[]) => ids.map((id) => ({ message_id: id }));
const errorOf = (result: { failure: IDataObject[] }) => result.failure[0]?.error as IDataObject;

describe('a person who has connected an account', () => {
	const { messagesInOwnGroup, connected } = personAt(used);

	async function run(ids: string[], credential: ICredentialDataDecryptedObject) {
		return await runNode({
			items: itemsOf(ids),
			credentials: { feishuOAuth2Api: credential },
			parameters: { authentication: 'feishuOAuth2Api' },
			node: {
				credentials: {
					feishuOAuth2Api: { id: String(credential.clientSecret), name: 'Feishu account' },
				},
			},
		});
	}

	const expire = () => used.feishu.world.clock.advance({ hours: 3 });

	test('recalls what others sent in a group of their own', async () => {
		const ids = messagesInOwnGroup(3);
		const result = await run(ids, connected());
		expect(result.success.map(({ message_id }) => message_id)).toEqual(ids);
		expect(result.databaseReads).toBe(1);
		expect(result.databaseWrites).toBe(0);
	});

	test("is told to use the app for the bot's own message", async () => {
		const result = await run([used.feishu.world.sendMessage()], connected());
		expect(errorOf(result)).toMatchObject({
			reason: 'not_allowed_to_recall',
			code: 230026,
			message: expect.stringContaining("choose the credential 'Feishu API'"),
			hint: expect.stringContaining('Asked as the person who connected the account.'),
		});
	});

	test.each([
		[99991677, 400],
		[99991668, 400],
		[99991677, 200],
		[99991677, 401],
	] as const)('with an expired token (%i, HTTP %i) is renewed once', async (code, status) => {
		used.feishu.settings.expiredUserTokenCode = code;
		used.feishu.settings.expiredUserTokenHttpStatus = status;
		const ids = messagesInOwnGroup(40);
		const credential = connected();
		expire();
		const result = await run(ids, credential);
		expect(result.success).toHaveLength(40);
		expect(used.feishu.log.count('oauthToken')).toBe(1);
		expect(result.databaseWrites).toBe(1);
	});

	test('is renewed once for two executions at the same time, and the new pair is kept', async () => {
		const [one, two] = [messagesInOwnGroup(10), messagesInOwnGroup(10)];
		const credential = connected();
		expire();
		const results = await Promise.all([run(one, credential), run(two, credential)]);
		expect(results.flatMap(({ success }) => success)).toHaveLength(20);
		expect(used.feishu.log.count('oauthToken')).toBe(1);
		expire();
		expect((await run(messagesInOwnGroup(1), credential)).success).toHaveLength(1);
		expect(used.feishu.log.count('oauthToken')).toBe(2);
	});

	test('acts with no token of another person in the same credential, though both are renewed at once', async () => {
		const { world, log } = used.feishu;
		const ids = ['alice', 'bob'].map((name) => {
			const user = world.addUser({ name });
			const chat = world.addChat({ owner: user, members: [user, world.owner] });
			return { user, ids: world.sendMessages(2, { chat, sender: world.owner }) };
		});
		const credentials = ids.map(({ user }) => ({
			...connected({ user }),
			clientSecret: world.app.secret,
		}));
		expire();
		const results = await Promise.all(
			ids.map(async (each, place) => await run(each.ids, credentials[place] ?? {})),
		);
		expect(results.map(({ success }) => success.length)).toEqual([2, 2]);
		expect(log.count('oauthToken')).toBe(2);
	});

	test('keeps to what another process has renewed in the meantime', async () => {
		const ids = messagesInOwnGroup(2);
		const credential = connected();
		const stale = structuredClone(credential);
		expire();
		await run(ids.slice(0, 1), credential);
		let reads = 0;
		const result = await runNode({
			items: itemsOf(ids.slice(1)),
			credentials: { feishuOAuth2Api: () => (reads++ === 0 ? stale : credential) },
			parameters: { authentication: 'feishuOAuth2Api' },
			node: { credentials: { feishuOAuth2Api: { id: 'shared', name: 'Feishu account' } } },
		});
		expect(result.success).toHaveLength(1);
		expect(used.feishu.log.count('oauthToken')).toBe(1);
	});

	test('whose access was revoked has to connect again', async () => {
		const credential = connected();
		used.feishu.world.revoke();
		const result = await run(messagesInOwnGroup(40), credential);
		expect(errorOf(result)).toMatchObject({
			reason: 'token_rejected',
			message: expect.stringMatching(
				/has to be connected again: .*revoked.* Connect the account again/,
			),
		});
		expect(result.failure).toHaveLength(40);
		expect(used.feishu.log.count('oauthToken')).toBe(1);
	});

	test('whose refresh token ran out has to connect again', async () => {
		const credential = connected();
		const ids = messagesInOwnGroup(1);
		Object.assign(credential.oauthTokenData as IDataObject, {
			n8n_expires_at: String(Date.now() - 8 * 86_400_000 + 7_200_000),
		});
		used.feishu.world.clock.advance({ days: 8 });
		const error = errorOf(await run(ids, credential));
		expect(error.message).toMatch(/has to be connected again: the refresh token has expired/);
	});

	test('who did not agree to offline_access has to connect again, and is told why', async () => {
		const credential = connected({ scopes: ['im:message', 'im:message:recall'] });
		expire();
		const error = errorOf(await run(messagesInOwnGroup(1), credential));
		expect(error.message).toMatch(/has to be connected again: .*offline_access is missing/);
	});

	test('who lacks the scope is told to add it and connect again', async () => {
		const credential = connected({ scopes: ['offline_access'] });
		const error = errorOf(await run(messagesInOwnGroup(1), credential));
		expect(error).toMatchObject({
			reason: 'permission_missing',
			hint: expect.stringContaining('connect the account again'),
		});
	});

	test('who has not connected yet is told to', async () => {
		const { oauthTokenData, ...credential } = connected();
		expect(oauthTokenData).toBeDefined();
		const error = errorOf(await run(messagesInOwnGroup(1), credential));
		expect(error.message).toMatch(/no account is connected/);
	});

	test('cannot recall a batch message', async () => {
		const result = await runNode({
			items: [{ data: { message_id: 'bm-1' } }],
			credentials: { feishuOAuth2Api: connected() },
			parameters: { authentication: 'feishuOAuth2Api', resource: 'batchMessage' },
			node: { credentials: { feishuOAuth2Api: { id: '1', name: 'Feishu account' } } },
		});
		expect(errorOf(result)).toMatchObject({
			reason: 'invalid_request',
			message: expect.stringContaining("Choose a credential 'Feishu API'"),
		});
	});
});

describe('a store app', () => {
	function storeApp() {
		const { world } = used.feishu;
		const app = world.addApp({ kind: 'store', tenantKeys: [world.tenant.key] });
		const chat = world.addChat({ botIn: app });
		const credential = (changes: Record<string, string> = {}) => ({
			region: 'custom',
			baseUrl: used.feishu.url,
			appType: 'store',
			appId: app.id,
			appSecret: app.secret,
			appTicket: app.ticket,
			tenantKey: world.tenant.key,
			...changes,
		});
		const send = (count: number) => world.sendMessages(count, { chat, sender: app });
		return { app, credential, send };
	}

	test('goes from ticket to app token to tenant token, once for forty items', async () => {
		const { credential, send } = storeApp();
		const result = await runNode({ items: itemsOf(send(40)), credential: credential() });
		expect(result.success).toHaveLength(40);
		expect(used.feishu.log.count('storeAppToken')).toBe(1);
		expect(used.feishu.log.count('storeTenantToken')).toBe(1);
	});

	test('keeps its token through a new ticket, and renews it when Feishu rejects it', async () => {
		const { app, credential, send } = storeApp();
		await runNode({ items: itemsOf(send(1)), credential: credential() });
		used.feishu.world.rotateTicket(app);
		await runNode({ items: itemsOf(send(1)), credential: credential({ appTicket: app.ticket }) });
		expect(used.feishu.log.count('storeTenantToken')).toBe(1);
		used.feishu.world.tokens.invalidate({ appId: app.id });
		const result = await runNode({
			items: itemsOf(send(40)),
			credential: credential({ appTicket: app.ticket }),
		});
		expect(result.success).toHaveLength(40);
	});

	test('with a stale ticket asks Feishu for a new one and says where it arrives', async () => {
		const { app, credential, send } = storeApp();
		const stale = credential();
		used.feishu.world.rotateTicket(app);
		const result = await runNode({ items: itemsOf(send(3)), credential: stale });
		expect(errorOf(result)).toMatchObject({
			reason: 'credentials_rejected',
			code: 10012,
			message: expect.stringContaining('arrives by the event callback'),
		});
		expect(used.feishu.log.count('ticketResend')).toBe(1);
	});

	test.each([
		['appTicket', /no App Ticket/],
		['tenantKey', /no Tenant Key/],
	])('without %s is told so', async (field, says) => {
		const { credential, send } = storeApp();
		const result = await runNode({
			items: itemsOf(send(1)),
			credential: credential({ [field]: '' }),
		});
		expect(errorOf(result).message).toMatch(says);
		expect(used.feishu.log.total).toBe(0);
	});
});

describe('a batch message', () => {
	const run = async (id: string, options: IDataObject = {}) =>
		await runNode({
			items: [{ code: 0, data: { message_id: id } }],
			credential: used.credential(),
			parameters: { resource: 'batchMessage', options },
		});

	test('is accepted for recall', async () => {
		const { id } = used.feishu.world.addBatch();
		const result = await run(id);
		expect(result.success).toEqual([
			{ batch_message_id: id, deleted: false, accepted: true, log_id: expect.any(String) },
		]);
		expect(used.feishu.log.count('batchProgress')).toBe(0);
	});

	test.each(['once accepted', 'once begun', 'once done'] as const)(
		'is waited for until everyone has lost it (recall is true %s)',
		async (batchRecallFlag) => {
			Object.assign(used.feishu.settings, { batchRecallFlag, batchRecallSteps: 3 });
			const { id } = used.feishu.world.addBatch();
			const result = await run(id, { waitForCompletion: true });
			expect(result.success).toMatchObject([
				{ batch_message_id: id, deleted: true, accepted: true, recall_count: expect.any(Number) },
			]);
			const { recall_count, success_user_ids_count } = result.success[0] ?? {};
			expect(recall_count).toBe(success_user_ids_count);
			expect(used.feishu.log.count('batchProgress')).toBeGreaterThanOrEqual(3);
		},
	);

	test('that is not complete in time is told to be under way', async () => {
		used.feishu.settings.batchRecallSteps = 1_000;
		const { id } = used.feishu.world.addBatch();
		const result = await run(id, { waitForCompletion: true, waitAtMost: 5 });
		expect(errorOf(result)).toMatchObject({ reason: 'timed_out', batch_message_id: id });
		expect(used.feishu.log.count('batchProgress')).toBeLessThanOrEqual(6);
	});

	test('that Feishu does not know', async () => {
		expect(errorOf(await run('bm-unknown'))).toMatchObject({
			reason: 'message_not_found',
			code: 230030,
			batch_message_id: 'bm-unknown',
		});
	});

	test('an om_ ID is refused with a hint to the other resource', async () => {
		const error = errorOf(await run(used.feishu.world.sendMessage()));
		expect(error).toMatchObject({
			reason: 'invalid_message_id',
			message: expect.stringContaining("resource 'Message'"),
		});
		expect(used.feishu.log.total).toBe(0);
	});
});
