import { grantUrlIn, grantUrlOf, scopesIn } from '../../../nodes/Feishu/client/http/permissions';

describe('scopes', () => {
	test.each([
		[
			'Lack of necessary permissions, ext=need scope: im:message.group_msg:get_as_user',
			['im:message.group_msg:get_as_user'],
		],
		[
			'Lack of necessary permissions, ext=need scope: im:message.group_msg.',
			['im:message.group_msg'],
		],
		['ext=need scope: im:message...', ['im:message']],
		[
			'Lack of necessary permissions, ext=requires im:message.send_as_user scope.',
			['im:message.send_as_user'],
		],
		[
			'Access denied. One of the following scopes is required: [contact:contact.base:readonly, contact:contact:readonly].应用尚未开通所需的应用身份权限：[contact:contact.base:readonly]',
			['contact:contact.base:readonly', 'contact:contact:readonly'],
		],
		[
			'Unauthorized. You do not have permission to perform the requested operation on the resource. Please request user re-authorization and try again. required one of these privileges under the user identity: [im:message, im:message:readonly]',
			['im:message', 'im:message:readonly'],
		],
		['required one of these privileges: [im:chat]', ['im:chat']],
	])('are read from "%s"', (words, scopes) => {
		expect(scopesIn(words, undefined)).toEqual(scopes);
		// As some clients hand it on.
		expect(scopesIn(words, { permission_violations: '[Array]' })).toEqual(scopes);
	});

	test.each([
		'',
		'Lack of necessary permissions',
		'ext=need scope: ',
		'requires admin scope.',
		'One of the following scopes is required: []',
		'One of the following scopes is required: [<script>, "a b"…]',
		'[im:message]',
	])('are not read from "%s"', (words) => {
		expect(scopesIn(words, undefined)).toEqual([]);
	});

	test('of the violations count before those in the words', () => {
		const words = 'ext=need scope: im:chat';
		expect(scopesIn(words, { permission_violations: [{ subject: 'im:message' }] })).toEqual([
			'im:message',
		]);
		expect(scopesIn(words, { permission_violations: [{ subject: '<b>' }] })).toEqual(['im:chat']);
	});

	test('are a short list of different ones, however long the words are', () => {
		const many = Array.from({ length: 500 }, (_, n) => `im:scope${n % 100}`).join(', ');
		const scopes = scopesIn(`One of the following scopes is required: [${many}]`, undefined);
		expect(scopes).toHaveLength(20);
		expect(new Set(scopes).size).toBe(20);
	});
});

describe("the console's page for scopes", () => {
	const page = 'https://open.feishu.cn/app/cli_a41bc75349bc/auth?q=contact:user.id:readonly';
	const ofLark = 'https://open.larksuite.com/app/cli_1/auth?q=im:message,im:chat&op_from=openapi';

	test.each([page, ofLark])('is read from the words and from the helps: %s', (url) => {
		expect(grantUrlIn(`点击链接申请并开通任一权限即可：${url}`, undefined)).toBe(url);
		expect(grantUrlIn(`Open ${url}. Then publish.`, undefined)).toBe(url);
		expect(grantUrlIn(`Open ${url}...`, undefined)).toBe(url);
		const isSafeToShow = (text: string) => !text.includes('secret');
		expect(grantUrlIn('', { helps: [{}, { url: 7 }, { url }] }, isSafeToShow)).toBe(url);
	});

	test.each([
		'http://open.feishu.cn/app/cli_1/auth?q=im:message',
		'https://open.feishu.cn.evil.example/app/cli_1/auth?q=im:message',
		'https://evil.example/https://open.feishu.cn.example/app/cli_1/auth?q=im:message',
		'https://open-feishu.cn/app/cli_1/auth?q=im:message',
		'https://open.feishuxcn/app/cli_1/auth?q=im:message',
		'https://open.larksuitexcom/app/cli_1/auth?q=im:message',
		'https://openafeishu.cn/app/cli_1/auth?q=im:message',
		'https://open.feishu.cn@evil.example/app/cli_1/auth?q=im:message',
		'https://open.feishu.cn:8443/app/cli_1/auth?q=im:message',
		'https://accounts.feishu.cn/app/cli_1/auth?q=im:message',
		'https://open.feishu.cn/app/cli_1/delete?q=im:message',
		'https://open.feishu.cn/app/cli_1/../../evil/auth?q=im:message',
		'https://open.feishu.cn/app/xyz_1/auth?q=im:message',
		'https://open.feishu.cn/app/cli_1/auth',
		'https://open.feishu.cn/app/cli_1/auth?redirect=https://evil.example',
		'https://open.feishu.cn/evil?to=/app/cli_1/auth?q=im:message',
	])('is no other page: %s', (url) => {
		expect(grantUrlIn(url, { helps: [{ url }] })).toBeUndefined();
	});

	test('takes nothing along that does not belong to it', () => {
		expect(grantUrlIn(`${page}"><script>alert(1)</script>`, undefined)).toBe(page);
		expect(grantUrlIn(`${page}\nhttps://evil.example`, undefined)).toBe(page);
		expect(grantUrlIn(`${page}#@evil.example/`, undefined)).toBe(page);
	});

	test.each([undefined, {}, { helps: 'x' }, { helps: [null, 'x'] }])(
		'need not be there: %j',
		(error) => {
			expect(grantUrlIn('Access denied.', error)).toBeUndefined();
		},
	);

	test.each(['https://open.feishu.cn', 'https://open.larksuite.com'])(
		'is known by the App ID and the scopes at %s',
		(origin) => {
			const scopes = ['im:message.group_msg', 'im:message'];
			expect(grantUrlOf({ origin, appId: 'cli_a41b' }, scopes)).toBe(
				`${origin}/app/cli_a41b/auth?q=im:message.group_msg,im:message`,
			);
		},
	);

	test.each([
		['https://feishu.example.com', 'cli_1', ['im:chat']],
		['https://open.feishu.cn:8443', 'cli_1', ['im:chat']],
		['https://open.feishu.cn', 'a-secret', ['im:chat']],
		['https://open.feishu.cn', 'cli_1/..', ['im:chat']],
		['https://open.feishu.cn', 'cli_1', []],
	])('is not known at %s for %s and %j', (origin, appId, scopes) => {
		expect(grantUrlOf({ origin, appId }, scopes)).toBeUndefined();
	});
});
