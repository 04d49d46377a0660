import { assert, property, string } from 'fast-check';

import { fileNameIn, mimeTypeIn } from '../../../nodes/Feishu/content/read/downloadedFile';

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
	['attachment; filename=""', undefined],
	['attachment', undefined],
	[undefined, undefined],
])('%j names %j', (disposition, name) => {
	expect(fileNameIn({ 'content-disposition': disposition })).toBe(name);
});

test('any name that is encoded arrives, and any header is read', () => {
	assert(
		property(string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), (text) => {
			const name = text.replace(/[/\\\p{Cc}]/gu, '').trim();
			if (/^\.*$/.test(name)) return;
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
