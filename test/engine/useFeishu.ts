import { randomBytes } from 'node:crypto';

import { startFeishu, type FeishuStandIn } from '../feishu';
import { setTime } from './builtPackage';
import { IdleTime } from './idleTime';

export interface UsedFeishu {
	readonly feishu: FeishuStandIn;
	/** That of the node and the stand-in. */
	readonly time: IdleTime;
	credential(changes?: Record<string, string>): Record<string, string>;
}

/** A stand-in for the tests of one file, as new for each, with an app that no token is kept for. */
export function useFeishu(): UsedFeishu {
	let feishu: FeishuStandIn | undefined;
	const time = new IdleTime();
	const used: UsedFeishu = {
		time,
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
		time.start();
		setTime(time);
		feishu = await startFeishu({ time });
	});
	beforeEach(() => {
		used.feishu.reset();
		used.feishu.world.app.secret = randomBytes(16).toString('hex');
	});
	afterAll(async () => {
		await feishu?.close();
		time.stop();
	});
	return used;
}
