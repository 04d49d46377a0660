/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- starts a proxy and a process behind it */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { selfSigned, startFeishu, type FeishuStandIn } from '../feishu';

let feishu: FeishuStandIn;
let proxy: Server;
let folder: string;
const tunnels: string[] = [];

beforeAll(async () => {
	const tls = selfSigned(['feishu.test', 'localhost', '127.0.0.1']);
	feishu = await startFeishu({ tls });
	folder = mkdtempSync(join(tmpdir(), 'proxy-'));
	writeFileSync(join(folder, 'ca.pem'), tls.cert);
	proxy = createServer();
	// A proxy may know names that the client does not: feishu.test exists only behind it.
	proxy.on('connect', (request, client, head) => {
		tunnels.push(String(request.url));
		const server = connect(Number(new URL(feishu.url).port), '127.0.0.1', () => {
			client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
			server.write(head);
			server.pipe(client).pipe(server);
		});
		server.on('error', () => client.destroy());
		client.on('error', () => server.destroy());
	});
	await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
	rmSync(folder, { recursive: true });
	proxy.closeAllConnections();
	proxy.close();
	await feishu.close();
});

test("every request goes through the operator's HTTPS_PROXY, token and recall alike", async () => {
	const id = feishu.world.sendMessage();
	const { app } = feishu.world;
	const { port } = proxy.address() as AddressInfo;
	const credential = {
		region: 'custom',
		baseUrl: 'https://feishu.test',
		appId: app.id,
		appSecret: app.secret,
	};
	const { stdout } = await promisify(execFile)(
		process.execPath,
		['--import', 'tsx', join(__dirname, 'recallOne.ts'), id, JSON.stringify(credential)],
		{
			env: {
				...process.env,
				HTTPS_PROXY: `http://127.0.0.1:${port}`,
				NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
			},
		},
	);
	expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toMatchObject([{ message_id: id }]);
	expect(feishu.world.isRecalled(id)).toBe(true);
	expect(tunnels).toEqual(['feishu.test:443', 'feishu.test:443']);
});
