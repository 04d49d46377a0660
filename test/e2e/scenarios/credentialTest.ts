import type { Scene } from './scene';

/** n8n shows expressions in full, and the search for secrets must not find one spelled out. */
const expressionFor = (value = '') => `={{ ${JSON.stringify([...value])}.join("") }}`;

/** The Test button of the credential's form, which is pressed by saving. */
export function credentialTest(scene: Scene): void {
	const tested = async (data: Record<string, unknown>) => {
		const saved = await scene.client.createCredential('Tested', 'feishuApi', data);
		scene.secrets.know('app secret', String(data.appSecret));
		return await scene.client.testCredential(saved, data);
	};
	const appData = () => scene.appData(scene.feishu.world.app);
	const refused = (says: RegExp) => ({ status: 'Error', message: expect.stringMatching(says) });

	describe('the credential test', () => {
		test('is content with the right secret and a bot', async () => {
			expect(await tested(appData())).toMatchObject({ status: 'OK' });
		});

		test.each<[what: string, data: () => Record<string, unknown>, says: RegExp]>([
			['a wrong secret', () => ({ appSecret: 'not-the-secret' }), /secret invalid.*App Secret/i],
			[
				'an app that this region does not know',
				() => ({ appId: 'cli_madeelsewhere' }),
				/Region Feishu.*Region Lark/,
			],
			[
				'an app without a bot',
				() => scene.appData(scene.feishu.world.addApp({ botEnabled: false })),
				/bot.*Developer Console/i,
			],
			[
				'an address outside the IP allowlist',
				() => scene.appData(scene.feishu.world.addApp({ ipAllowlist: ['203.0.113.7'] })),
				/Security Settings > IP Allowlist/,
			],
			[
				'a host that nobody answers at',
				() => ({ baseUrl: 'http://127.0.0.1:9' }),
				/refused the connection.*network/,
			],
			['a base URL with a path', () => ({ baseUrl: `${scene.feishu.url}/open-apis` }), /Base URL/],
			['a base URL that would show the secret', () => ({ baseUrl: 'http://example.com' }), /http/],
			[
				'a server that is not Feishu',
				() => ({ baseUrl: scene.n8n.url }),
				/did not come from the Feishu API/,
			],
		])('says of %s what is wrong', async (_, data, says) => {
			expect(await tested({ ...appData(), ...data() })).toEqual(refused(says));
		});

		test('leaves the expressions of a store app as they are', async () => {
			const app = scene.feishu.world.addApp({ kind: 'store' });
			const expressions = {
				appSecret: expressionFor(app.secret),
				appTicket: expressionFor(app.ticket),
				tenantKey: expressionFor(app.tenantKeys[0]),
			};
			const data = { ...scene.appData(app), appType: 'store', ...expressions };
			const saved = await scene.client.createCredential('Store app', 'feishuApi', data);
			expect(await scene.client.testCredential(saved, data)).toMatchObject({ status: 'OK' });
			expect(await scene.client.storedCredential(saved)).toMatchObject(expressions);
		});

		test('is content with a store app, and tells of a stale ticket', async () => {
			const { world } = scene.feishu;
			const app = world.addApp({ kind: 'store' });
			const data = {
				...scene.appData(app),
				appType: 'store',
				appTicket: app.ticket,
				tenantKey: app.tenantKeys[0],
			};
			expect(await tested(data)).toMatchObject({ status: 'OK' });
			world.rotateTicket(app);
			expect(await tested(data)).toEqual(refused(/ticket/i));
		});
	});
}
