import type { IDataObject } from 'n8n-workflow';

import { runNode } from './runNode';
import { useFeishu } from './useFeishu';

const used = useFeishu();

const itemsOf = (ids: string[]) => ids.map((id) => ({ message_id: id }));

const recall = async (ids: string[]) =>
	await runNode({
		items: itemsOf(ids),
		credential: used.credential(),
	});

const errorsOf = (items: IDataObject[]) => items.map(({ error }) => error as IDataObject);

test('60 messages that each fail twice are all recalled', async () => {
	const ids = used.feishu.world.sendMessages(60);
	for (const messageId of ids) {
		used.feishu.script({ route: 'recall', messageId, kind: 'dropBefore', times: 2 });
	}
	const { success, failure } = await recall(ids);
	expect(failure).toEqual([]);
	expect(success.map(({ message_id }) => message_id)).toEqual(ids);
});

test('once as many in a row as run side by side have failed, the rest is told so at once', async () => {
	const ids = used.feishu.world.sendMessages(300);
	used.feishu.script({ route: 'recall', kind: 'status', httpStatus: 503, times: 'always' });
	const before = new Date(used.time.now()).toISOString();
	const { success, failure } = await recall(ids);
	expect(success).toEqual([]);
	const errors = errorsOf(failure);
	expect(errors.map(({ message_id }) => message_id)).toEqual(ids);
	expect(new Set(errors.map(({ reason }) => reason))).toEqual(new Set(['feishu_unavailable']));
	const untried = errors.filter(({ attempts }) => attempts === 0);
	expect(errors.filter(({ attempts }) => attempts === 4).length).toBeGreaterThanOrEqual(50);
	expect(untried.length).toBeGreaterThanOrEqual(100);
	const told =
		/^Message om_\w+ was not recalled, because Feishu could not handle the request: 50 requests in a row have failed since (\S+Z), and this one was not sent\. Run it again in a few minutes\.$/;
	for (const { message, code, http_status: status, log_id: logId, retryable } of untried) {
		expect(message).toMatch(told);
		expect((told.exec(String(message))?.[1] ?? '') >= before).toBe(true);
		expect([code, status, logId, retryable]).toEqual([undefined, undefined, undefined, true]);
	}
});

test('49 of 120 that come to nothing spend all their tries', async () => {
	const ids = used.feishu.world.sendMessages(120);
	const failing = ids.filter((_, item) => item % 20 < 8 || item === 119);
	expect(failing).toHaveLength(49);
	for (const messageId of failing) {
		used.feishu.script({ route: 'recall', messageId, kind: 'dropBefore', times: 'always' });
	}
	const { failure, success } = await recall(ids);
	expect(success).toHaveLength(71);
	expect(errorsOf(failure).map(({ message_id }) => message_id)).toEqual(failing);
	expect(new Set(errorsOf(failure).map(({ attempts }) => attempts))).toEqual(new Set([4]));
});
