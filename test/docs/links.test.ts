/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- reads the project's own files */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

import { reasons } from '../../nodes/Feishu/errors/reasons';

const root = join(__dirname, '../..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');

const papers = ['', 'docs', '.github'].flatMap((folder) =>
	readdirSync(join(root, folder))
		.filter((name) => name.endsWith('.md'))
		.map((name) => join(folder, name)),
);

const withoutCode = (text: string) =>
	text.replace(/^```[^]*?^```$/gm, '').replace(/`[^`\n]*`/g, '');

/** A heading's anchor as GitHub makes it. */
const anchorOf = (heading: string) =>
	heading
		.toLowerCase()
		.replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
		.replaceAll(' ', '-');

const anchorsOf = (name: string) =>
	[...read(name).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

const linksOf = (name: string) =>
	[...withoutCode(read(name)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);

test.each(papers)('%s leads to files and headings that exist', (name) => {
	const inside = linksOf(name)
		.filter((target) => !/^(https?|mailto):/.test(target))
		// Links to other pages of the repository's host, such as its issues, lead to no file.
		.filter((target) => !target.startsWith('../../'));
	for (const target of inside) {
		const [path = '', anchor] = target.split('#');
		const file = path === '' ? name : normalize(join(dirname(name), path));
		expect([target, existsSync(join(root, file))]).toEqual([target, true]);
		if (anchor !== undefined) expect(anchorsOf(file)).toContain(anchor);
	}
});

test.each(papers)('%s names files that exist', (name) => {
	const named = [
		...read(name).matchAll(/`((?:test|nodes|credentials|bench|\.github)\/[^`<*\s]+)`/g),
	]
		.map(([, path = '']) => path)
		.filter((path) => !path.includes('…'));
	expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test.each(papers)('%s links in the clear to nobody', (name) => {
	expect(linksOf(name).filter((target) => target.startsWith('http:'))).toEqual([]);
});

test('each README links to Feishu’s documentation in its own language', () => {
	const documentation = (name: string) =>
		linksOf(name).flatMap((target) => /^https:\/\/([^/]+)\/document\//.exec(target)?.[1] ?? []);
	expect(documentation('README.md')).toEqual(['open.larksuite.com']);
	expect(documentation('README.zh-CN.md')).toEqual(['open.feishu.cn']);
});

test('THREATS.md shows each of its claims by a test', () => {
	const rows = read('THREATS.md').match(/^\| (?!-|Threat)[^\n]+$/gm) ?? [];
	expect(rows.length).toBeGreaterThan(10);
	expect(rows.filter((row) => !/`test\/[\w/.-]+\.test\.ts`/.test(row))).toEqual([]);
});

test('the form for bugs offers every reason', () => {
	const form = read('.github/ISSUE_TEMPLATE/bug.yml');
	const [, list = ''] = /id: reason\n[^]*?options:\n((?: +- .+\n)+)/.exec(form) ?? [];
	const offered = [...list.matchAll(/- (\w+)$/gm)].map(([, reason]) => reason);
	expect(offered).toEqual(Object.keys(reasons));
});
