import type { IHookFunctions, IWebhookFunctions, IDataObject } from 'n8n-workflow';

import type { Request } from '../../nodes/Feishu/events/receive';
import { VirtualClock } from '../client/virtualClock';
import { says, scriptedHttp, type Said } from '../client/scriptedHttp';
import { appId, token } from '../events/sent';

interface Given {
	credential?: IDataObject;
	parameters?: IDataObject;
	mode?: string;
	/** How Feishu answers the question for the bot. */
	bot?: Said;
}

const bothTokens = { app_access_token: 'a-1', tenant_access_token: 't-1', expire: 7_200 };

const theBot = says(200, { code: 0, msg: 'ok', bot: { open_id: 'ou_bot' } });

let nodes = 0;

/** A trigger in a workflow of its own, as n8n calls it: its parameters, its credential, its static data. */
export function aTrigger({ credential, parameters, mode = 'webhook', bot = theBot }: Given = {}) {
	const { http, heard } = scriptedHttp(new VirtualClock(), ({ path }) =>
		path.startsWith('/open-apis/auth/') ? says(200, { code: 0, ...bothTokens }) : bot,
	);
	const id = `node ${++nodes}`;
	const staticData: IDataObject = {};
	const logged: string[] = [];
	const fields: IDataObject = {
		events: ['messageReceived'],
		otherEvents: '',
		simplify: true,
		options: {},
		...parameters,
	};
	const common = {
		getMode: () => mode,
		getNode: () => ({ id, name: 'Feishu Trigger' }),
		getWorkflow: () => ({ id: 'w1' }),
		getWorkflowStaticData: () => staticData,
		getNodeParameter: (name: string) => fields[name],
		getCredentials: async () => ({
			region: 'feishu',
			appId,
			appSecret: `secret of ${id}`,
			verificationToken: token,
			...credential,
		}),
		helpers: { httpRequest: http },
		logger: { warn: (line: string) => void logged.push(line) },
	};
	const hook = common as unknown as IHookFunctions;

	/** The context of one request, and what was answered on it. */
	function webhook(
		{ body, headers }: { body?: Buffer; headers: Request['headers'] },
		changed: object = {},
	) {
		const answered: Array<{ status: number; body: unknown; ended: boolean }> = [];
		const response = {
			status: (status: number) => ({
				json: (json: unknown) => {
					const answer = { status, body: json, ended: false };
					answered.push(answer);
					return { end: () => void (answer.ended = true) };
				},
			}),
		};
		const context = {
			...common,
			getRequestObject: () => ({ rawBody: body }),
			getHeaderData: () => headers,
			getResponseObject: () => response,
			...changed,
		} as unknown as IWebhookFunctions;
		return { context, answered };
	}

	return { hook, webhook, heard, staticData, logged, fields };
}
