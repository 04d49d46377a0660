import type { ICredentialType, INodeProperties } from 'n8n-workflow';

import { privateHost } from '../nodes/Feishu/client/http/origin';
import { apiOrigin, region } from './region';

/** As `originOf` has it: https, or plain http to this machine and private addresses, without a user. */
const origin = String.raw`(?:https:\/\/(?:[^\s\/?#@:\\]+|\[[\da-f:.]+\])|http:\/\/(?:${privateHost.source}))(?::\d+)?`;

const originOnly = new RegExp(String.raw`^\s*${origin}\/?\s*$`, 'i');

const wholeUrl = new RegExp(String.raw`^\s*${origin}(?:[\/?#]\S*)?\s*$`, 'i');

/**
 * n8n connects to what the hidden URL fields say, and an expression is all that can stand there. From an
 * expression n8n hands on its own errors only; one that names what was called comes from the function that n8n
 * puts between an expression and its extensions. An n8n without that function gets no URL and does not connect.
 */
const refuses = (says: string) => `extend("", ${JSON.stringify(says)}, [])`;

const isCustom = '$self["region"] === "custom"';

const unless = (field: string, fits: RegExp, says: string) =>
	`!${String(fits)}.test($self["${field}"]) ? ${refuses(says)}`;

const plainHttp = 'Plain http is accepted for this machine and private addresses only.';

const refusals = [
	`${isCustom} && ${unless('baseUrl', originOnly, `The Base URL cannot be used. Enter scheme, host, and port, such as https://feishu.example.com. ${plainHttp}`)}`,
	`${isCustom} && ${unless('authorizationPage', wholeUrl, `The Authorization Page cannot be used. Enter a URL such as https://accounts.example.com/open-apis/authen/v1/authorize. ${plainHttp}`)}`,
	`$self["newTokenUrl"] && ${unless('newTokenUrl', wholeUrl, `The Token URL cannot be used. Enter a URL such as https://accounts.feishu.cn/oauth/v3/token, or leave it empty. ${plainHttp}`)}`,
].join(' : ');

export class FeishuOAuth2Api implements ICredentialType {
	name = 'feishuOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Feishu OAuth2 API';

	icon = {
		light: 'file:../nodes/Feishu/feishu.svg',
		dark: 'file:../nodes/Feishu/feishu.dark.svg',
	} as const;

	documentationUrl =
		'https://open.larksuite.com/document/uAjLw4CM/ukTMukTMukTM/authentication-management/access-token/get-user-access-token';

	properties: INodeProperties[] = [
		{
			displayName:
				"In the Developer Console, add the redirect URL above to the app's <b>Security Settings > Redirect URLs</b>, add the scopes above under <b>Permissions & Scopes</b>, and publish a version before you connect.",
			name: 'notice',
			type: 'notice',
			default: '',
		},
		region,
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			noDataExpression: true,
			default: '',
			required: true,
			placeholder: 'e.g. https://feishu.example.com',
			description:
				"Scheme, host, and port of the private deployment's API, without a path. Plain http is accepted for this machine and private addresses only, because it would show the Client Secret to the network.",
			displayOptions: { show: { region: ['custom'] } },
		},
		{
			displayName: 'Authorization Page',
			name: 'authorizationPage',
			type: 'string',
			noDataExpression: true,
			default: '',
			required: true,
			placeholder: 'e.g. https://accounts.example.com/open-apis/authen/v1/authorize',
			description: 'Where a person agrees to the connection',
			displayOptions: { show: { region: ['custom'] } },
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'string',
			default: 'im:message im:message:recall offline_access',
			description:
				'What the person agrees to, separated by spaces. Without offline_access, Feishu gives no refresh token and the connection ends after two hours.',
		},
		{
			displayName: 'Grant Type',
			name: 'grantType',
			type: 'hidden',
			// PKCE with S256; Feishu would take a plain challenge unless told.
			default: 'pkce',
		},
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default: `={{ ${refusals} : ${isCustom} ? $self["authorizationPage"].trim() : $self["region"] === "lark" ? "https://accounts.larksuite.com/open-apis/authen/v1/authorize" : "https://accounts.feishu.cn/open-apis/authen/v1/authorize" }}`,
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: `={{ ${refusals} : $self["newTokenUrl"]?.trim() || (${apiOrigin('$self', '$self["baseUrl"].trim().replace(/\\/$/, "")')}) + "/open-apis/authen/v2/oauth/token" }}`,
		},
		{
			displayName: 'Auth URI Query Parameters',
			name: 'authQueryParameters',
			type: 'hidden',
			default: '',
		},
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'hidden',
			// Feishu answers 20070 when the secret comes in the header as well.
			default: 'body',
		},
		{
			displayName: 'Token URL',
			name: 'newTokenUrl',
			type: 'string',
			noDataExpression: true,
			default: '',
			placeholder: 'e.g. https://accounts.feishu.cn/oauth/v3/token',
			description:
				'Leave empty unless Feishu asks you to change where tokens come from. It is moving from /open-apis/authen/v2/oauth/token to the one in the example.',
		},
	];
}
