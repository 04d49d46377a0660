import { array, constantFrom, oneof, record, tuple } from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import {
	bytes,
	data,
	expectFitForPeople,
	holdsFor,
	isYes,
	messageId,
	text,
	written,
} from '../fuzz/hostile';
import { storedText } from './engine';
import { runNode } from './runNode';
import { useFeishu } from './useFeishu';

const used = useFeishu();

test("whatever items hold, n8n's engine ends, each item has its outcome, and no other path is asked", async () => {
	const given = oneof(
		data,
		messageId,
		tuple(text, messageId, text).map((each) => each.join('')),
	);
	await holdsFor(25, array(given, { minLength: 20, maxLength: 40 }), async (values) => {
		used.feishu.log.clear();
		const result = await runNode({
			items: values.map((each) => ({ given: each as IDataObject })),
			credential: used.credential(),
			parameters: { messageId: '={{ $json.given }}' },
		});
		expect(result.error).toBeUndefined();
		expect(result.failure.length + result.success.length).toBeGreaterThanOrEqual(values.length);
		// Nothing that is named here exists; only an empty list is no failure.
		for (const success of result.success) expect(success).toEqual({ deleted: false, matched: 0 });
		for (const { error } of result.failure) {
			const { message, hint } = error as IDataObject;
			expectFitForPeople(message, hint);
		}
		for (const { method, path } of used.feishu.log.entries) {
			expect(`${method} ${path}`).toMatch(
				/^(DELETE \/open-apis\/im\/v1\/messages\/om_[\w-]+|POST \/open-apis\/auth\/v3\/tenant_access_token\/internal)$/,
			);
		}
		const asked = JSON.stringify(values);
		for (const { messageId: id } of used.feishu.log.of('recall')) expect(asked).toContain(id);
	});
});

test('whatever comes over the wire, only a yes leaves by the success output', async () => {
	const envelope = tuple(
		written('code', oneof(constantFrom<unknown>(0, 0, '0', 1), data)),
		text,
	).map(([code, msg]) =>
		Buffer.from(`{${code === '' ? '' : `${code},`}"msg":${JSON.stringify(msg)}}`),
	);
	// 429 would be waited out, minute after minute.
	const answer = record({
		httpStatus: constantFrom(200, 200, 201, 299, 300, 302, 400, 401, 404, 418, 500, 503),
		body: oneof(envelope, envelope, bytes),
	});
	await holdsFor(6, array(answer, { minLength: 40, maxLength: 60 }), async (answers) => {
		const ids = used.feishu.world.sendMessages(answers.length);
		used.feishu.clearScript();
		used.feishu.script(
			...answers.map(({ httpStatus, body }, index) => ({
				route: 'recall' as const,
				messageId: ids[index],
				kind: 'raw' as const,
				bytes: body.toString('base64'),
				encoding: 'base64' as const,
				httpStatus,
				times: 'always' as const,
			})),
		);
		const result = await runNode({
			items: ids.map((id) => ({ message_id: id })),
			credential: used.credential(),
		});
		const yes = ids.filter((_, index) => {
			const { httpStatus = 0, body = Buffer.of() } = answers[index] ?? {};
			return isYes(httpStatus, body);
		});
		expect(result.success.map(({ message_id }) => message_id)).toEqual(yes);
		expect(result.failure).toHaveLength(ids.length - yes.length);
		for (const { error } of result.failure)
			expectFitForPeople((error as IDataObject).message, error);
		expect(storedText(result.run)).not.toContain(used.credential().appSecret);
	});
});
