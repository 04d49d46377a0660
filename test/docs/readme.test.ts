/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- reads the project's own files */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { reasonTable } from './reasonTable';

const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
const scripts = (
	JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as {
		scripts: Record<string, string>;
	}
).scripts;

/** Columns are padded by the formatter; the words are what counts. */
const words = (text: string) => text.replace(/[ \t]+/g, ' ').replace(/-{3,}/g, '---');

test('the table of reasons in the README is the one in the code', () => {
	const [, table] = /<!-- reasons -->\s*([^]*?)\s*<!-- \/reasons -->/.exec(readme) ?? [];
	expect(words(table ?? '')).toBe(words(reasonTable()));
});

test('the commands in the README exist', () => {
	const named = [...readme.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name);
	expect(named).toContain('demo');
	expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
	expect(readme).toContain('npm ci && npm test');
	expect(readme).toContain('npm ci && npm run demo');
});
