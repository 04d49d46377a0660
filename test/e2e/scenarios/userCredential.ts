import type { Credential } from '../client';
import type { Scene } from './scene';

/** Connects a person's account as the form's button does; `feishu.settings.signedInUser` says whose. */
export async function connectUser(
	{ client, feishu, secrets, callback }: Scene,
	app = feishu.world.app,
): Promise<Credential> {
	secrets.know('app secret', app.secret);
	app.redirectUris = [callback];
	feishu.settings.autoAuthorize = true;
	const credential = await client.createCredential('Feishu user', 'feishuOAuth2Api', {
		region: 'custom',
		baseUrl: feishu.url,
		authorizationPage: `${feishu.url}/open-apis/authen/v1/authorize`,
		clientId: app.id,
		clientSecret: app.secret,
	});
	await client.connectOAuth2(credential);
	return credential;
}
