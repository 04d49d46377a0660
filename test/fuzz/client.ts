import { appIdentity, readApp } from '../../nodes/Feishu/client/app';
import type { Clock } from '../../nodes/Feishu/client/clock';
import { FeishuClient } from '../../nodes/Feishu/client/FeishuClient';
import { memoryOf } from '../../nodes/Feishu/client/memory';
import { Paces } from '../../nodes/Feishu/client/pace';
import { TokenCache } from '../../nodes/Feishu/client/token';
import type { HttpRequest } from '../../nodes/Feishu/client/transport';
import { secret } from './hostile';

const credential = { region: 'feishu', appType: 'custom', appId: 'cli_1', appSecret: secret };

/** A process that has just begun, with a credential that is right unless told otherwise. */
export function clientOf(
	http: HttpRequest,
	clock: Clock,
	given: Readonly<Record<string, unknown>> = credential,
): FeishuClient {
	const app = readApp(given);
	if (!app.ok) throw new Error(app.failure.says);
	return new FeishuClient({
		identity: appIdentity(app.value, new TokenCache(clock), http, clock),
		http,
		clock,
		paces: new Paces(clock),
		memory: memoryOf(undefined, 'Feishu'),
		node: 'workflow Feishu',
	});
}
