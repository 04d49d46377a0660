/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- reads the project's own files */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { reasons } from '../../nodes/Feishu/errors/reasons';
import { operationTable } from './operationTable';
import { readmes, reasonTable, type Readme } from './reasonTable';

const read = (name: string) => readFileSync(join(__dirname, '../..', name), 'utf8');
const names = Object.keys(readmes) as Readme[];
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

/** Columns are padded by the formatter; the words are what counts. */
const words = (text: string) => text.replace(/[ \t]+/g, ' ').replace(/-{3,}/g, '---');

const withoutCode = (text: string) => text.replace(/^```[^]*?^```$/gm, '');

const codeIn = (text: string) => text.match(/^```[^]*?^```$/gm);

/** "##" and so on, in the order of the page. */
const levelsOf = (text: string) => withoutCode(text).match(/^#+(?= )/gm);

/** How many columns and rows each table has. */
const tablesOf = (text: string) =>
	[...withoutCode(text).matchAll(/(?:^\|.*\|\n)+/gm)].map(([table]) => {
		const rows = table.trim().split('\n');
		return [rows[0]?.split(/(?<!\\)\|/).length, rows.length];
	});

describe.each(names)('%s', (name) => {
	const readme = read(name);

	test.each([
		['reasons', reasonTable],
		['operations', operationTable],
	])('has the table of %s that is in the code', (part, tableIn) => {
		const [, inside = ''] = readme.split(`<!-- ${part} -->`);
		const [table = ''] = inside.split(`<!-- /${part} -->`);
		expect(words(table.trim())).toBe(words(tableIn(name)));
	});

	test('words each reason, and no other', () => {
		expect(Object.keys(readmes[name].words).sort()).toEqual(Object.keys(reasons).sort());
		for (const { cause, nextStep } of Object.values(readmes[name].words)) {
			expect(cause).toMatch(/\S/);
			expect(cause).not.toMatch(/[.。]$/);
			expect(nextStep).toMatch(/\S[.。]$/);
		}
	});

	test('names commands that exist', () => {
		const named = [...readme.matchAll(/npm run ([\w:]+)/g)].map(([, script]) => script);
		expect(named).toContain('demo');
		expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
		expect(readme).toContain('npm ci && npm test');
		expect(readme).toContain('npm ci && npm run demo');
	});

	test('points to the other language in its first lines', () => {
		const [, top = ''] = readme.split('\n\n', 2);
		for (const other of names.filter((each) => each !== name)) {
			expect(top).toContain(`](${other})`);
		}
	});
});

describe('in both languages', () => {
	const [english, chinese] = names.map(read) as [string, string];

	test('the headings are of the same order', () => {
		expect(levelsOf(english)?.length).toBeGreaterThan(10);
		expect(levelsOf(chinese)).toEqual(levelsOf(english));
	});

	test('the tables are of the same size', () => {
		expect(tablesOf(english).length).toBeGreaterThan(3);
		expect(tablesOf(chinese)).toEqual(tablesOf(english));
	});

	test('the examples are the same', () => {
		expect(codeIn(english)?.length).toBeGreaterThan(3);
		expect(codeIn(chinese)).toEqual(codeIn(english));
	});

	test('the same codes and scopes are named', () => {
		const namedIn = (text: string) => [
			...new Set(withoutCode(text).match(/\bim:message\S*?(?=`)|\b\d{5,8}\b/g)),
		];
		expect(namedIn(english)).toContain('230026');
		expect(namedIn(chinese).sort()).toEqual(namedIn(english).sort());
	});
});
