/* eslint-disable @n8n/community-nodes/no-restricted-globals -- switches n8n's protection on, as an operator does */
import { isN8nV1 } from './engine';
import { runNode } from './runNode';
import { useFeishu } from './useFeishu';

// n8n reads its settings at the first request. The loopback addresses are among those that it then refuses.
process.env.N8N_SSRF_PROTECTION_ENABLED = 'true';
process.env.N8N_SSRF_ALLOWED_HOSTNAMES = 'localhost';

const used = useFeishu();

async function recallAt(host: string) {
	const ids = used.feishu.world.sendMessages(3);
	const baseUrl = used.feishu.url.replace('127.0.0.1', host);
	return await runNode({
		items: ids.map((message_id) => ({ message_id })),
		credential: used.credential({ baseUrl }),
	});
}

// n8n 1.x has no such protection: there the restriction of the credential to certain domains is all there is.
const stopsThem = isN8nV1 ? 'does not exist in n8n 1.x: they are sent' : 'lets none of them out';

describe("n8n's protection against requests to private addresses", () => {
	test(stopsThem, async () => {
		const { success, failure } = await recallAt('127.0.0.1');
		expect([success.length, failure.length]).toEqual(isN8nV1 ? [3, 0] : [0, 3]);
		expect(used.feishu.log.total).toBe(isN8nV1 ? 4 : 0);
	});

	if (!isN8nV1) {
		test('is named as what stands in the way', async () => {
			const error = {
				reason: 'credentials_rejected',
				message: expect.stringMatching(/n8n does not let its request through: .*restricted IP/),
				hint: expect.stringContaining('protection against requests to private addresses'),
				retryable: false,
			};
			expect((await recallAt('127.0.0.1')).failure).toMatchObject([
				{ error },
				{ error },
				{ error },
			]);
		});
	}

	test('lets a host pass that the operator allows', async () => {
		expect((await recallAt('localhost')).success).toHaveLength(3);
		expect(used.feishu.log.count('token', 'recall')).toBe(4);
	});
});
