import fastify from 'fastify';
import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import type { Api } from '../../nodes/Feishu/client/Api';
import { readApp } from '../../nodes/Feishu/client/auth/app/App';
import { appIdentity } from '../../nodes/Feishu/client/auth/app/identity';
import { TokenCache } from '../../nodes/Feishu/client/auth/TokenCache';
import { systemClock } from '../../nodes/Feishu/client/clock';
import { memoryOf } from '../../nodes/Feishu/client/ExecutionMemory';
import { FeishuClient } from '../../nodes/Feishu/client/FeishuClient';
import { RateLimiters } from '../../nodes/Feishu/client/limits/RateLimiters';
import { tier4 } from '../../nodes/Feishu/client/limits/tiers';
import { nodeNamed, nodeType } from './branches';
import { builtPackage } from './builtPackage';
import { startWorkflow } from './engine';

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x00, 0xff]);
const refusal = { code: 234003, msg: 'File not in msg.' };

/** A Feishu that takes files, and gives back the last one. */
function fileServer() {
	const server = fastify();
	const seen: { uploads: FormData[]; queries: unknown[] } = { uploads: [], queries: [] };
	const asBuffer = { parseAs: 'buffer' } as const;
	server.addContentTypeParser('multipart/form-data', asBuffer, (request, body, done) => {
		const headers = { 'content-type': String(request.headers['content-type']) };
		new Response(body, { headers }).formData().then((form) => done(null, form), done);
	});
	server.post('/open-apis/auth/v3/tenant_access_token/internal', () => ({
		code: 0,
		tenant_access_token: 't-1',
		expire: 7_200,
	}));
	server.post('/open-apis/im/v1/images', (request) => {
		seen.uploads.push(request.body as FormData);
		return { code: 0, data: { image_key: 'img_1' } };
	});
	server.get('/open-apis/im/v1/images/img_1', async (request, reply) => {
		seen.queries.push(request.query);
		const file = seen.uploads[0]?.get('image');
		if (!(file instanceof Blob)) return await reply.code(400).send(refusal);
		return await reply.type('image/png').send(Buffer.from(await file.arrayBuffer()));
	});
	server.get('/open-apis/im/v1/images/img_2', (_request, reply) => reply.code(400).send(refusal));
	return { server, seen };
}

/** Runs this with the helpers that n8n gives a node. */
async function inANode<T>(work: (context: IExecuteFunctions) => Promise<T>): Promise<T> {
	let result: { value: T } | undefined;
	const probe = nodeType('Probe', 1, async (context) => {
		result = { value: await work(context) };
		return [[]];
	});
	const run = await startWorkflow({
		package: { nodes: { 'test.probe': probe }, credentials: {} },
		nodes: [nodeNamed('Probe', 'test.probe')],
		connections: {},
		credentials: {},
	}).finished;
	if (result === undefined) throw run.data.resultData.error ?? new Error('The node did not run');
	return result.value;
}

const api = (method: Api['method']): Api => ({
	id: 'im.image',
	method,
	limits: tier4,
	repeat: 'safe',
	scopes: ['im:resource'],
});
const settings = { requestsPerSecond: 50, timeoutMs: 10_000 };

test("n8n's own helper sends a form with a file, and brings back a file, or its refusal", async () => {
	const { server, seen } = fileServer();
	const baseUrl = await server.listen({ host: '127.0.0.1', port: 0 });
	const app = readApp({ region: 'custom', baseUrl, appId: 'cli_1', appSecret: 'the-secret' });
	if (!app.ok) throw new Error(app.failure.cause);
	const body = new FormData();
	body.set('image_type', 'message');
	body.set('image', new Blob([png], { type: 'image/png' }), '撤回.png');
	const file = (key: string) => ({
		path: `/open-apis/im/v1/images/${key}`,
		query: { type: 'image', ids: ['a', 'b'], left_out: undefined },
		...settings,
	});

	const answers = await inANode(async ({ helpers }) => {
		const http = helpers.httpRequest;
		const client = new FeishuClient({
			identity: appIdentity(app.value, new TokenCache(systemClock), http, systemClock),
			http,
			clock: systemClock,
			limiters: new RateLimiters(systemClock),
			memory: memoryOf(undefined, 'Feishu'),
			node: 'workflow Feishu',
		});
		const upload = { path: '/open-apis/im/v1/images', body, ...settings };
		return {
			uploaded: await client.request(api('POST'), upload),
			downloaded: await client.download(api('GET'), file('img_1'), 1_000_000),
			tooLarge: await client.download(api('GET'), file('img_1'), png.length - 1),
			refused: await client.download(api('GET'), file('img_2'), 1_000_000),
		};
	});
	await server.close();

	expect(answers.uploaded).toMatchObject({ ok: true, body: { data: { image_key: 'img_1' } } });
	expect(seen.uploads[0]?.get('image_type')).toBe('message');
	expect(seen.uploads[0]?.get('image')).toMatchObject({ name: '撤回.png', type: 'image/png' });
	expect(answers.downloaded).toMatchObject({
		ok: true,
		file: { bytes: png, headers: { 'content-type': 'image/png' } },
	});
	expect(seen.queries[0]).toEqual({ type: 'image', ids: ['a', 'b'] });
	expect(answers.tooLarge).toMatchObject({ failure: { reason: 'unreadable_answer' } });
	expect(answers.refused).toMatchObject({ failure: { code: 234003, httpStatus: 400 } });
});

test("n8n's own helper leads the token of the credential test to no other host", async () => {
	const heard: string[] = [];
	const other = fastify();
	other.get('/*', (request) => {
		heard.push(String(request.headers.authorization));
		return { code: 0, bot: {} };
	});
	const elsewhere = await other.listen({ host: '127.0.0.1', port: 0 });
	const feishu = fastify();
	feishu.get('/*', async (_, reply) => await reply.redirect(`${elsewhere}/x`));
	const baseURL = await feishu.listen({ host: '127.0.0.1', port: 0 });
	const test = builtPackage().credentials.feishuApi?.test?.request;
	const headers = { Authorization: 'Bearer the-token' };
	const answer = await inANode<unknown>(
		async ({ helpers }) =>
			await helpers.httpRequest({ ...test, baseURL, headers } as IHttpRequestOptions),
	);
	await Promise.all([other.close(), feishu.close()]);
	expect(heard).toEqual([]);
	expect(answer).not.toHaveProperty('bot');
});
