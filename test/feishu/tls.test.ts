import { Agent, request } from 'undici';

import { selfSigned, startFeishu } from './index';

test('speaks TLS with a certificate made on the spot, and counts its connections', async () => {
	const tls = selfSigned();
	const feishu = await startFeishu({ tls });
	const dispatcher = new Agent({ connect: { ca: tls.cert } });
	try {
		expect(feishu.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
		const { statusCode, body } = await request(`${feishu.url}/nope`, { dispatcher });
		expect({ statusCode, text: await body.text() }).toEqual({
			statusCode: 404,
			text: '404 page not found',
		});
		await expect(request(feishu.url)).rejects.toThrow('self-signed');
		expect(feishu.log.of('notFound')).toMatchObject([{ connectionId: 1 }]);
		expect(feishu.log.connections.count()).toMatchObject({ open: 1 });
	} finally {
		await dispatcher.close();
		await feishu.close();
	}
});
