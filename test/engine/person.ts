import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { User } from '../feishu';
import type { UsedFeishu } from './useFeishu';

/** A person of the stand-in who may connect an account. */
export function personAt(used: UsedFeishu) {
	/** A group that the person owns, with messages of others in it. */
	function messagesInOwnGroup(count: number) {
		const { world } = used.feishu;
		const chat = world.addChat({ owner: world.user, members: [world.user, world.owner] });
		return world.sendMessages(count, { chat, sender: world.owner });
	}

	/** The credential as n8n stores it after the person agreed. */
	function connected(
		changes: { scopes?: string[]; user?: User } = {},
	): ICredentialDataDecryptedObject {
		const { world, url, settings } = used.feishu;
		const { accessToken, refreshToken } = world.authorize({ ...changes });
		return {
			region: 'custom',
			baseUrl: url,
			grantType: 'pkce',
			authentication: 'body',
			clientId: world.app.id,
			clientSecret: world.app.secret,
			authUrl: `${url}/open-apis/authen/v1/authorize`,
			accessTokenUrl: `${url}/open-apis/authen/v2/oauth/token`,
			oauthTokenData: {
				access_token: accessToken,
				...(changes.scopes?.includes('offline_access') !== false && {
					refresh_token: refreshToken,
				}),
				token_type: 'Bearer',
				expires_in: settings.userTokenTtlSeconds,
				refresh_token_expires_in: settings.refreshTokenTtlSeconds,
				n8n_expires_at: String(Date.now() + settings.userTokenTtlSeconds * 1_000),
			},
		};
	}

	return { messagesInOwnGroup, connected };
}
