import { itemsOf, type Credential, type Execution } from '../client';
import { chain, workflow } from '../workflows/workflow';
import { feishu, httpRequest, manualTrigger, messageItems } from '../workflows/nodes';
import type { Scene } from './scene';
import { connectUser } from './userCredential';

/** n8n's own HTTP Request node with our credentials as predefined types; docs/http-request.md says what n8n does there. */
export function httpRequestNode(scene: Scene): void {
	const ask = async (credential: Credential, path: string): Promise<Execution> => {
		const url = `${scene.feishu.url}/open-apis${path}`;
		const nodes = [manualTrigger(), httpRequest('Ask', credential, { url })];
		const id = await scene.client.importWorkflow(
			workflow('Ask Feishu', nodes, chain('Start', 'Ask')),
		);
		scene.feishu.log.clear();
		return await scene.client.ended(await scene.client.run(id, 'Start'));
	};
	const asked = () => scene.feishu.log.entries.map(({ route, code }) => `${route} ${code}`);
	const answered = (execution: Execution) => {
		const { status, data } = execution;
		return itemsOf(execution, 'Ask')[0]?.json ?? { status, error: data.resultData.error };
	};

	describe('the HTTP Request node with the credential Feishu API', () => {
		const bot = '/bot/v3/info';
		const { credential, expire } = spoilable(scene);

		test('gets a token for the first request, and keeps it for the next execution', async () => {
			expect(answered(await ask(credential(), bot))).toMatchObject({ code: 0, bot: {} });
			expect(asked()).toEqual(['token 0', 'bot 0']);
			expect(answered(await ask(credential(), bot))).toMatchObject({ code: 0 });
			expect(asked()).toEqual(['bot 0']);
		});

		test('renews an expired token and asks again', async () => {
			expire();
			expect(answered(await ask(credential(), bot))).toMatchObject({ code: 0, bot: {} });
			expect(asked()).toEqual(['bot 99991663', 'token 0', 'bot 0']);
		});

		test('sends whatever fails twice, with a new token in between', async () => {
			const { status } = await ask(credential(), '/im/v1/messages/om_unknown');
			expect(status).toBe('error');
			expect(asked()).toEqual(['get 99992354', 'token 0', 'get 99992354']);
		});

		test('goes on after n8n was started anew', async () => {
			await scene.restart();
			expect(answered(await ask(credential(), bot))).toMatchObject({ code: 0, bot: {} });
			expect(asked()).toEqual(['bot 0']);
			expire();
			expect(answered(await ask(credential(), bot))).toMatchObject({ code: 0, bot: {} });
		});
	});

	describe('the HTTP Request node with the credential of a store app', () => {
		test('gets a token for each request, which n8n does not store, and sends none twice', async () => {
			const app = scene.feishu.world.addApp({ kind: 'store' });
			const credential = await scene.client.createCredential('Store app', 'feishuApi', {
				...scene.appData(app),
				appType: 'store',
				appTicket: app.ticket,
				tenantKey: app.tenantKeys[0],
			});
			for (let round = 0; round < 2; round++) {
				expect(answered(await ask(credential, '/bot/v3/info'))).toMatchObject({ code: 0, bot: {} });
				expect(asked()).toEqual(['storeAppToken 0', 'storeTenantToken 0', 'bot 0']);
			}
			await ask(credential, '/im/v1/messages/om_unknown');
			expect(asked().filter((each) => each.startsWith('get'))).toHaveLength(1);
			expect(await scene.client.storedCredential(credential)).not.toHaveProperty('accessToken');
		});
	});

	describe('the HTTP Request node with the credential Feishu OAuth2 API', () => {
		const me = '/authen/v1/user_info';
		let user: Credential;
		beforeAll(async () => {
			user = await connectUser(scene);
		});

		test('asks as the person', async () => {
			const { openId } = scene.feishu.world.user;
			const execution = await ask(user, me);
			expect(answered(execution)).toMatchObject({ code: 0, data: { open_id: openId } });
		});

		test('renews an expired token, since Feishu says so with HTTP 401', async () => {
			scene.feishu.world.clock.advance({ hours: 3 });
			expect(answered(await ask(user, me))).toMatchObject({ code: 0 });
			expect(asked()).toEqual(['userInfo 99991677', 'oauthToken 0', 'userInfo 0']);
		});

		test('does not renew a token that Feishu rejects with HTTP 400', async () => {
			const { tokens, user: person } = scene.feishu.world;
			tokens.invalidate({ openId: person.openId });
			const execution = await ask(user, me);
			expect(execution.data.resultData.error).toMatchObject({
				message: 'Bad request - please check your parameters',
				description: expect.stringMatching(/^Invalid access token for authorization\./),
			});
			expect(asked()).toEqual(['userInfo 99991668']);
		});

		test('works again once a Feishu node has renewed the token of the credential', async () => {
			const { world } = scene.feishu;
			const chat = world.addChat({ owner: world.user, members: [world.user] });
			const nodes = [
				manualTrigger(),
				messageItems('Messages', [world.sendMessage({ chat })]),
				feishu('Recall', user, { authentication: 'feishuOAuth2Api' }),
			];
			const json = workflow('Recall as user', nodes, chain('Start', 'Messages', 'Recall'));
			const id = await scene.client.importWorkflow(json);
			const recalled = await scene.client.ended(await scene.client.run(id, 'Start'));
			expect(itemsOf(recalled, 'Recall')).toMatchObject([{ json: { deleted: true } }]);
			expect(answered(await ask(user, me))).toMatchObject({ code: 0 });
			expect(asked()).toEqual(['userInfo 0']);
		});
	});
}

/** A credential whose app's token the tests may spoil. */
function spoilable(scene: Scene) {
	let made: Awaited<ReturnType<Scene['otherApp']>>;
	beforeAll(async () => {
		made = await scene.otherApp();
	});
	return {
		credential: () => made.credential,
		expire: () => scene.feishu.world.tokens.invalidate({ appId: made.app.id }),
	};
}
