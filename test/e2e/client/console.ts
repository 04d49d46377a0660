import type { App, FeishuStandIn } from '../../feishu';
import { until } from '../harness/until';

type RequestUrl = Parameters<FeishuStandIn['world']['events']['saveUrl']>[1];

/** Saves the URL in Feishu's console; once more where a busy machine was too late for the challenge. */
export async function saveUrl(
	{ world }: FeishuStandIn,
	app: App,
	requestUrl: RequestUrl,
): Promise<void> {
	await until('the console keeps the URL', 30_000, async () => {
		const why = await world.events.saveUrl(app, requestUrl);
		if (why !== undefined && why !== 'no answer in time') throw new Error(why);
		return why === undefined;
	});
}
