import { memoryOf } from '../../nodes/Feishu/client/ExecutionMemory';
import { WriteRequests } from '../../nodes/Feishu/client/WriteRequests';
import { failed, failure } from '../../nodes/Feishu/errors/Failure';
import { api as recallApi } from '../../nodes/Feishu/operations/message/recall';
import { settings } from './runs';
import { VirtualClock } from './virtualClock';

test.each([{ logId: '2026log' }, {}])(
	'after a lost answer, that it had been done before means done, with the facts of that answer: %j',
	async (facts) => {
		const memory = memoryOf(undefined, 'Feishu');
		const clock = new VirtualClock();
		const call = { path: '/', ...settings };
		const lost = failed(failure('timed_out', { effect: 'unknown' }));
		const first = new WriteRequests('cli_1', memory, clock);
		expect(await first.send(recallApi, call, async () => lost)).toEqual(lost);
		const already = failed(failure('already_recalled', facts));
		const second = new WriteRequests('cli_1', memory, clock);
		expect(await second.send(recallApi, call, async () => already)).toStrictEqual({
			ok: true,
			body: {},
			attempts: 1,
			...facts,
		});
	},
);
