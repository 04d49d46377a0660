import { readApp } from '../../nodes/Feishu/client/auth/app/App';
import { appIdentity } from '../../nodes/Feishu/client/auth/app/identity';
import type { Clock } from '../../nodes/Feishu/client/clock';
import { FeishuClient } from '../../nodes/Feishu/client/FeishuClient';
import { memoryOf } from '../../nodes/Feishu/client/ExecutionMemory';
import { RateLimiters } from '../../nodes/Feishu/client/limits/RateLimiters';
import { TokenCache } from '../../nodes/Feishu/client/auth/TokenCache';
import type { HttpHelper } from '../../nodes/Feishu/client/http/send';
import type { Report } from '../../nodes/Feishu/execution/jobs';
import { recall } from '../../nodes/Feishu/operations/message/recall';
import { secret } from './hostile';
import { anItem } from '../operations/anItem';

const credential = { region: 'feishu', appType: 'custom', appId: 'cli_1', appSecret: secret };

/** A process that has just begun, with a credential that is right unless told otherwise. */
export function clientOf(
	http: HttpHelper,
	clock: Clock,
	given: Readonly<Record<string, unknown>> = credential,
): FeishuClient {
	const app = readApp(given);
	if (!app.ok) throw new Error(app.failure.cause);
	return new FeishuClient({
		identity: appIdentity(app.value, new TokenCache(clock), http, clock),
		http,
		clock,
		limiters: new RateLimiters(clock),
		memory: memoryOf(undefined, 'Feishu'),
		node: 'workflow Feishu',
	});
}

/** Recalls one message, and reports it as a run does. */
export async function recallOne(client: FeishuClient): Promise<Report> {
	const item = anItem({ messageId: 'om_1', options: {} });
	const [task] = recall.tasks(item);
	if (!task || 'refused' in task) throw new Error('An ID that is one names no message');
	const [outcome] = await task.run(client);
	if (!outcome) throw new Error('A message has no outcome');
	return { item: 0, subject: task.subject, outcome };
}
