import { assert, property, string } from 'fast-check';

import { path } from '../../../nodes/Feishu/client/http/path';

const { pathname } = new URL('https://open.feishu.cn/open-apis/im/v1/messages/om_1');

test('an ordinary ID stands in the path as it is', () => {
	expect(path`/open-apis/im/v1/messages/${'om_1'}`).toBe(pathname);
	expect(path`/a/${'x-_y'}/b/${'z'}`).toBe('/a/x-_y/b/z');
	expect(path`/nothing/in/it`).toBe('/nothing/in/it');
});

test.each([
	['../chats/oc_1', '..%2Fchats%2Foc_1'],
	['om_1/../../x', 'om_1%2F..%2F..%2Fx'],
	['om_1?need=1', 'om_1%3Fneed%3D1'],
	['om_1#x', 'om_1%23x'],
	['om_1%2F..', 'om_1%252F..'],
	['om_1\r\nHost: evil', 'om_1%0D%0AHost%3A%20evil'],
	['撤回', '%E6%92%A4%E5%9B%9E'],
	['\\..\\x', '%5C..%5Cx'],
])('%j cannot leave its place', (id, encoded) => {
	expect(path`/messages/${id}`).toBe(`/messages/${encoded}`);
});

test('whatever the ID, it is one segment and adds neither query nor host', () => {
	// "." and ".." are segments with a meaning of their own, which no encoding takes away.
	const id = string({ minLength: 1, unit: 'grapheme' }).filter((text) => !/^\.\.?$/.test(text));
	assert(
		property(id, (text) => {
			const url = new URL(path`/im/v1/messages/${text}`, 'https://open.feishu.cn');
			expect(url.origin).toBe('https://open.feishu.cn');
			expect(url.search + url.hash).toBe('');
			expect(url.pathname.split('/')).toHaveLength(5);
			expect(decodeURIComponent(url.pathname.slice('/im/v1/messages/'.length))).toBe(text);
		}),
		{ seed: 1, numRuns: 500 },
	);
});
