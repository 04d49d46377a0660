import { randomBytes } from 'node:crypto';

import { startFeishu, type FeishuStandIn } from '../feishu';
import { speedUpTime } from './builtPackage';

/** How many times faster than real time the node lives in these tests. */
export const timeFactor = 8;

/** Options with a timeout that is long enough that a busy machine makes no faults of its own. */
export const patiently = { timeout: 120_000 };

export interface UsedFeishu {
	readonly feishu: FeishuStandIn;
	credential(changes?: Record<string, string>): Record<string, string>;
}

/** A stand-in for the tests of one file, as new for each, with an app that no token is kept for. */
export function useFeishu(): UsedFeishu {
	let feishu: FeishuStandIn | undefined;
	const used: UsedFeishu = {
		get feishu() {
			if (feishu === undefined) throw new Error('The stand-in is not started yet.');
			return feishu;
		},
		credential(changes = {}) {
			const { app } = used.feishu.world;
			const { url } = used.feishu;
			return { region: 'custom', baseUrl: url, appId: app.id, appSecret: app.secret, ...changes };
		},
	};
	beforeAll(async () => {
		speedUpTime(timeFactor);
		feishu = await startFeishu();
	});
	beforeEach(() => {
		used.feishu.reset();
		used.feishu.world.app.secret = randomBytes(16).toString('hex');
	});
	afterAll(async () => await feishu?.close());
	return used;
}
