import type { Api } from '../client/Api';
import type { Feishu } from '../client/FeishuClient';
import { asRecord, textOf } from '../client/http/record';
import { path } from '../client/http/path';
import { tier4 } from '../client/limits/tiers';
import { failed, failure, succeeded, type Result } from '../errors/Failure';

/** Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/bot-v3/bot_info */
export const botInfo: Api = {
	id: 'bot.info',
	method: 'GET',
	limits: tier4,
	repeat: 'safe',
	scopes: [],
};

/** The open ID of the app's own bot, by which a message mentions it. */
export async function botIdOf(feishu: Feishu): Promise<Result<string>> {
	const answer = await feishu.request(botInfo, {
		path: path`/open-apis/bot/v3/info`,
		requestsPerSecond: 50,
		timeoutMs: 10_000,
	});
	if (!answer.ok) return answer;
	const id = textOf(asRecord(answer.body.bot)?.open_id);
	// The ID is kept in the workflow's static data, so its length is bounded.
	return !/^[\w-]{1,128}$/.test(id) ? failed(failure('bot_not_enabled')) : succeeded(id);
}
