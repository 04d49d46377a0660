import type {
	IAuthenticateGeneric,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestHelper,
	INodeProperties,
} from 'n8n-workflow';

import { readApp } from '../nodes/Feishu/client/auth/app/App';
import { issueToken } from '../nodes/Feishu/client/auth/app/issueToken';
import { TokenCache } from '../nodes/Feishu/client/auth/TokenCache';
import { systemClock } from '../nodes/Feishu/client/clock';
import { classify } from '../nodes/Feishu/client/http/classify';
import { oneTry } from '../nodes/Feishu/client/retry';
import { codes } from '../nodes/Feishu/errors/codes';
import { causeOf } from '../nodes/Feishu/errors/sentence';
import { apiOrigin, region } from './region';

/** The API of the credential test; the scope is the one that covers messages as a whole. */
const botInfo = { scopes: ['im:message'] };

/**
 * A constant, because the linter of n8n's verification does not know this name for a secret's and warns of a
 * masked field in the list "unless the field holds a secret". This one does.
 */
const appTicket: INodeProperties = {
	displayName: 'App Ticket',
	name: 'appTicket',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	description:
		'The app_ticket of the latest app_ticket event. Feishu sends a new one every hour, so let a workflow, an expression, or an external secret fill it in. Empty until the first has come.',
	displayOptions: { show: { appType: ['store'] } },
};

/** A constant for the same reason. */
const encryptKey: INodeProperties = {
	displayName: 'Encrypt Key',
	name: 'encryptKey',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	description:
		'For Feishu Trigger only. Set in the Developer Console beside the Verification Token; the same here as there, or empty in both. With it, Feishu encrypts and signs what it sends.',
};

export class FeishuApi implements ICredentialType {
	name = 'feishuApi';

	displayName = 'Feishu API';

	icon = {
		light: 'file:../nodes/Feishu/feishu.svg',
		dark: 'file:../nodes/Feishu/feishu.dark.svg',
	} as const;

	documentationUrl =
		'https://open.larksuite.com/document/server-docs/authentication-management/access-token/tenant_access_token_internal';

	properties: INodeProperties[] = [
		region,
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://feishu.example.com',
			description:
				'Scheme, host, and port of the private deployment, without a path. Plain http is accepted for this machine and private addresses only, because it would show the App Secret to the network.',
			displayOptions: { show: { region: ['custom'] } },
		},
		{
			displayName: 'App Type',
			name: 'appType',
			type: 'options',
			options: [
				{
					name: 'Custom App',
					value: 'custom',
					description: "Made by your organization for itself; almost everyone's choice",
				},
				{
					name: 'Store App',
					value: 'store',
					description: 'Listed in the app directory and installed by other organizations',
				},
			],
			default: 'custom',
			description: 'Who may install the app',
		},
		{
			displayName: 'App ID',
			name: 'appId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. cli_a1b2c3d4e5f6',
			description:
				"Shown on the app's Credentials & Basic Info page in the Developer Console. The app that sends a message is the one that can recall it.",
		},
		{
			displayName: 'App Secret',
			name: 'appSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Shown below the App ID',
		},
		appTicket,
		{
			displayName: 'Tenant Key',
			name: 'tenantKey',
			type: 'string',
			default: '',
			placeholder: 'e.g. 2ed263bf32cf1651',
			description:
				'The organization that has installed the app. Every event of that organization carries its tenant_key.',
			displayOptions: { show: { appType: ['store'] } },
		},
		{
			displayName: 'Verification Token',
			name: 'verificationToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'For Feishu Trigger only. Shown in the Developer Console under Events & Callbacks > Encryption Strategy. Feishu puts it into every event.',
		},
		encryptKey,
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
	];

	/**
	 * For the credential test and for n8n's HTTP Request node; the Feishu node keeps its tokens itself.
	 * Errors that are thrown here are shown to the person word for word.
	 *
	 * With a token that is returned, n8n 1.x stores the whole credential as it is resolved, so that the expression
	 * in a store app's App Ticket would become the ticket of this hour. Put into the credential at hand, the
	 * token is sent all the same, and nothing is stored.
	 */
	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		const app = readApp(credentials);
		const issued = app.ok
			? await issueToken(
					app.value,
					new TokenCache(systemClock),
					this.helpers.httpRequest,
					systemClock,
					oneTry,
				)
			: app;
		if (!issued.ok) throw new Error(causeOf(issued.failure));
		const accessToken = issued.value.token;
		if (credentials.appType !== 'store') return { accessToken };
		credentials.accessToken = accessToken;
		return {};
	}

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{$credentials.accessToken}}' } },
	};

	/** The token has proven the secret; the app's bot proves the region, the IP allowlist, and itself. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ ${apiOrigin('$credentials', '$credentials["baseUrl"].trim()')} }}`,
			url: '/open-apis/bot/v3/info',
			// Feishu's code decides, and n8n would read it for HTTP 200 only.
			ignoreHttpStatusErrors: true,
			// Where an answer leads elsewhere, the token would follow. Feishu's API leads nowhere.
			disableFollowRedirect: true,
		},
		rules: [
			...Object.keys(codes)
				.map((code) => classify(Number(code), botInfo))
				// The test sends no message, so codes that speak of one are left out.
				.filter(({ speaksOf }) => speaksOf === 'request')
				.map((cause) => ({
					type: 'responseSuccessBody' as const,
					properties: { key: 'code', value: cause.code, message: causeOf(cause) },
				})),
			// n8n has no rule for "anything else"; an answer without the bot is one.
			{
				type: 'responseSuccessBody' as const,
				properties: {
					key: 'bot',
					value: undefined,
					message:
						"The answer does not tell about the app's bot. Check the Region, turn on the bot in the Developer Console, and publish a version.",
				},
			},
		],
	};
}
