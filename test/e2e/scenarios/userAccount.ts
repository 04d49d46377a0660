import type { IDataObject } from 'n8n-workflow';
import { itemsOf, type Credential } from '../client';
import { chain, workflow } from '../workflows/workflow';
import { feishu, manualTrigger, messageItems } from '../workflows/nodes';
import type { Scene } from './scene';
import { connectUser } from './userCredential';

/** The OAuth2 credential, connected through n8n's own flow. */
export function userAccount(scene: Scene): void {
	let user: Credential;

	/** Messages of others in a group that the person owns. */
	const messagesInOwnGroup = (count: number) => {
		const { world } = scene.feishu;
		const chat = world.addChat({ owner: world.user, members: [world.user, world.owner] });
		return world.sendMessages(count, { chat, sender: world.owner });
	};

	const recall = async (ids: string[]) => {
		const nodes = [
			manualTrigger(),
			messageItems('Messages', ids),
			feishu('Recall', user, { authentication: 'feishuOAuth2Api' }),
		];
		const json = workflow('Recall as user', nodes, chain('Start', 'Messages', 'Recall'));
		const id = await scene.client.importWorkflow(json);
		scene.feishu.log.clear();
		const execution = await scene.client.ended(await scene.client.run(id, 'Start'));
		return {
			recalled: itemsOf(execution, 'Recall').map(({ json: { message_id } }) => message_id),
			errors: itemsOf(execution, 'Recall', 1).map(({ json: { error } }) => error as IDataObject),
		};
	};
	const tokensAsked = () => scene.feishu.log.codes('oauthToken');

	test.each([
		['Base URL', 'baseUrl'],
		['Authorization Page', 'authorizationPage'],
		['Token URL', 'newTokenUrl'],
	])('Connect says what is wrong with a %s that would show the secret', async (name, field) => {
		const credential = await scene.client.createCredential('Feishu user', 'feishuOAuth2Api', {
			region: 'custom',
			baseUrl: scene.feishu.url,
			authorizationPage: `${scene.feishu.url}/open-apis/authen/v1/authorize`,
			clientId: scene.feishu.world.app.id,
			clientSecret: scene.feishu.world.app.secret,
			[field]: 'http://feishu.example.com',
		});
		await expect(scene.client.authorizationPage(credential)).rejects.toThrow(
			new RegExp(
				`The ${name} cannot be used\\. Enter .+ this machine and private addresses only\\.`,
			),
		);
	});

	describe('a connected account', () => {
		beforeAll(async () => {
			scene.feishu.log.clear();
			user = await connectUser(scene);
		});

		test('was asked for with PKCE and S256, and the secret came once', () => {
			const [page] = scene.feishu.log.of('authorize');
			expect(page?.query).toMatchObject({
				client_id: scene.feishu.world.app.id,
				code_challenge_method: 'S256',
				code_challenge: expect.any(String),
				redirect_uri: scene.callback,
				scope: 'im:message im:message:recall offline_access',
			});
			const [token] = scene.feishu.log.of('oauthToken');
			expect(token?.code).toBe(0);
			expect(token?.body).toMatchObject({ code_verifier: expect.any(String) });
			// With PKCE n8n 1.x puts it into the header whatever the credential says; Feishu takes both.
			const { client_secret: inBody } = token?.body as { client_secret?: string };
			expect([token?.authorization, inBody].filter((each) => each !== undefined)).toHaveLength(1);
		});

		test('recalls what others have sent to the group of its owner', async () => {
			const ids = messagesInOwnGroup(2);
			expect(await recall(ids)).toEqual({ recalled: ids, errors: [] });
			const { openId } = scene.feishu.world.user;
			expect(scene.feishu.log.of('recall').map((entry) => entry.openId)).toEqual([openId, openId]);
		});

		test('is renewed once when its token has expired, for all items and the time after', async () => {
			const { clock } = scene.feishu.world;
			clock.advance({ hours: 3 });
			const ids = messagesInOwnGroup(10);
			expect(await recall(ids)).toEqual({ recalled: ids, errors: [] });
			expect(tokensAsked()).toEqual([0]);
			const more = messagesInOwnGroup(1);
			expect(await recall(more)).toEqual({ recalled: more, errors: [] });
			expect(tokensAsked()).toEqual([]);

			clock.advance({ hours: 3 });
			const again = messagesInOwnGroup(1);
			expect(await recall(again)).toEqual({ recalled: again, errors: [] });
			expect(tokensAsked()).toEqual([0]);
		});

		test('that was revoked is told to be connected again, and works once it is', async () => {
			const { world } = scene.feishu;
			world.revoke();
			const ids = messagesInOwnGroup(3);
			const { recalled, errors } = await recall(ids);
			expect(recalled).toEqual([]);
			expect(errors).toHaveLength(3);
			for (const error of errors) {
				expect(error).toMatchObject({
					reason: 'token_rejected',
					message: expect.stringMatching(/has to be connected again.*revoked/),
				});
			}
			await scene.client.connectOAuth2(user);
			expect(await recall(ids)).toEqual({ recalled: ids, errors: [] });
		});
	});
}
