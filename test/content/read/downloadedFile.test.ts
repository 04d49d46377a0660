import { assert, property, string } from 'fast-check';

import {
	fileNameIn,
	fileNameOf,
	mimeTypeIn,
} from '../../../nodes/Feishu/content/read/downloadedFile';

const latin1 = (text: string) => Buffer.from(text).toString('latin1');

test.each([
	[`attachment; filename="%E6%8A%A5.pdf"; filename*=UTF-8''%E6%8A%A5%E5%91%8A.pdf`, '报告.pdf'],
	[`attachment; filename*=utf-8'zh'%E6%8A%A5%20.pdf; filename=x`, '报 .pdf'],
	['attachment; filename="a b.pdf"', 'a b.pdf'],
	['attachment; filename="a \\"b\\".pdf"', 'a "b".pdf'],
	['attachment; filename=a.pdf; size=7', 'a.pdf'],
	['attachment; filename = "a b.pdf"', 'a b.pdf'],
	["attachment; filename* = UTF-8''a%20b.pdf; filename=x", 'a b.pdf'],
	['attachment; filename="caf\xe9 报.pdf"', 'caf\xe9 报.pdf'],
	['attachment; filename="%E6%8A%A5.pdf"', '报.pdf'],
	[`attachment; filename="${latin1('报告.pdf')}"`, '报告.pdf'],
	['attachment; filename="caf\xe9.pdf"', 'caf\xe9.pdf'],
	['attachment; filename="100%.pdf"', '100%.pdf'],
	['attachment; filename="../../etc/passwd"', 'passwd'],
	['attachment; filename="C:\\\\temp\\\\a.txt"', 'a.txt'],
	['attachment; filename=".."', undefined],
	['attachment; filename="a\x07b.txt"', 'ab.txt'],
	[`attachment; filename="${'x'.repeat(300)}"`, 'x'.repeat(255)],
	[`attachment; filename="${'x'.repeat(300)}.pdf"`, `${'x'.repeat(251)}.pdf`],
	[`attachment; filename="${'x'.repeat(250)}😀.pdf"`, `${'x'.repeat(250)}.pdf`],
	['attachment; filename=".. "', undefined],
	['attachment; filename="a/b\\.. "', undefined],
	['attachment; filename="a.txt. . "', 'a.txt'],
	['attachment; filename="..\\temp\\a.txt"', 'a.txt'],
	['attachment; filename="C:a.txt"', 'a.txt'],
	['attachment; filename="..%2f..%5ca.txt"', 'a.txt'],
	["attachment; filename*=UTF-8''..%2F..%2Fa.txt", 'a.txt'],
	['attachment; filename="a\u202etxt.exe"', 'atxt.exe'],
	[`attachment; filename="${'x'.repeat(254)}. y"`, 'x'.repeat(254)],
	['attachment;filename=报告 终稿.pdf', '报告 终稿.pdf'],
	[`attachment;filename=${latin1('报告 终稿.pdf')}`, '报告 终稿.pdf'],
	['attachment; filename=报告 终稿.pdf ; size=7', '报告 终稿.pdf'],
	['attachment; filename=a;b.pdf', 'a;b.pdf'],
	['attachment; filename=a b.pdf;', 'a b.pdf'],
	["filename=a b.pdf; filename*=UTF-8''c.pdf", 'c.pdf'],
	['attachment; x-filename=b; filename=a', 'a'],
	["attachment; filename*=gbk''%B1%A8.pdf; filename=x", '报.pdf'],
	["attachment; filename*=iso-8859-1'en'caf%E9.pdf", 'café.pdf'],
	["attachment; filename*=UTF-8''%E6%8.pdf; filename=a.pdf", 'a.pdf'],
	["attachment; filename*=none''%E6.pdf; filename=a.pdf", 'a.pdf'],
	[`attachment; filename*="UTF-8''%E6%8A%A5.pdf"`, '报.pdf'],
	['attachment; filename=""', undefined],
	['attachment', undefined],
	[undefined, undefined],
])('%j names %j', (disposition, name) => {
	expect(fileNameIn({ 'content-disposition': disposition })).toBe(name);
});

test('any name that is encoded arrives, and any header is read', () => {
	assert(
		property(string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), (text) => {
			const name = text
				.replace(/[/\\:\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, '')
				.trim()
				.replace(/[\s.]+$/, '');
			if (name === '') return;
			const header = `attachment; filename*=UTF-8''${encodeURIComponent(name)}`;
			expect(fileNameIn({ 'content-disposition': header })).toBe(name);
		}),
	);
	assert(
		property(string({ unit: 'binary' }), (header) => {
			const name = fileNameIn({ 'content-disposition': `filename=${header}` }) ?? 'a';
			expect(name).toMatch(/^[^/\\\p{Cc}]+$/u);
		}),
	);
});

test.each([
	['attachment; filename="a/b.txt"', 'x', 'b.txt'],
	['attachment', '/tmp/x.txt', 'x.txt'],
	['attachment; filename=".. "', '..\\x. ', 'x'],
	[undefined, '.. ', 'img_1'],
	[undefined, undefined, 'img_1'],
])('%j and the name %j in the message make %j', (disposition, name, expected) => {
	expect(fileNameOf({ 'content-disposition': disposition }, name, 'img_1')).toBe(expected);
	expect(fileNameOf({}, '', '../..')).toBe('file');
});

test.each([
	['application/pdf', 'application/pdf'],
	['Text/Plain; charset=utf-8', 'text/plain'],
	[' text/plain', 'text/plain'],
	['"text/plain"', undefined],
	['pdf', undefined],
	['', undefined],
	[undefined, undefined],
])('%j is the type %j', (header, type) => {
	expect(mimeTypeIn({ 'content-type': header })).toBe(type);
});
