/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- reads the project's own files */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { reasons } from '../../nodes/Feishu/errors/reasons';
import { fieldTexts } from './fieldTable';
import { fieldsInChinese } from './fields.zh-CN';
import { pages } from './pages';
import { languages, type Language } from './reasonTable';

const read = (name: string) => readFileSync(join(__dirname, '../..', name), 'utf8');
const translationsOf = (wanted: string) => pages.filter(({ page }) => page === wanted);
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

test.each(pages)('$name has the table that is in the code', ({ name, table }) => {
	const [, inside = ''] = read(name).split(/^<!-- \/?table -->$/m);
	expect(words(inside.trim())).toBe(words(table()));
});

test.each(pages)('$name points to the other language in its first lines', ({ page, name }) => {
	const [, top = ''] = read(name).split('\n\n', 2);
	const others = translationsOf(page).filter((each) => each.name !== name);
	expect(others).not.toEqual([]);
	for (const other of others) expect(top).toContain(`](${basename(other.name)})`);
});

test.each(Object.keys(languages) as Language[])('%s has words for each reason', (language) => {
	expect(Object.keys(languages[language].words).sort()).toEqual(Object.keys(reasons).sort());
	for (const { cause, nextStep } of Object.values(languages[language].words)) {
		expect(cause).toMatch(/\S/);
		expect(cause).not.toMatch(/[.。]$/);
		expect(nextStep).toMatch(/\S[.。]$/);
	}
});

test('each text of a field has Chinese words, and no other is kept', () => {
	expect(Object.keys(fieldsInChinese).sort()).toEqual(fieldTexts().sort());
});

test.each(translationsOf('README'))('$name leads to every example', ({ name }) => {
	const named = [...read(name).matchAll(/\]\((examples\/[\w-]+\.json)\)/g)].map(([, path]) => path);
	const files = readdirSync(join(__dirname, '../../examples')).filter((file) =>
		file.endsWith('.json'),
	);
	expect([...new Set(named)].sort()).toEqual(files.map((file) => `examples/${file}`).sort());
});

test.each(translationsOf('README'))('$name names commands that exist', ({ name }) => {
	const readme = read(name);
	const named = [...readme.matchAll(/npm run ([\w:]+)/g)].map(([, script]) => script);
	expect(named).toContain('demo');
	expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
	expect(readme).toContain('npm ci && npm test');
	expect(readme).toContain('npm ci && npm run demo');
});

describe.each([
	['README', { headings: 10, tables: 3, examples: 3, named: '230026' }],
	['docs/operations', { headings: 4, tables: 0, examples: 0, named: 'im:message.group_msg' }],
	['docs/reasons', { headings: 2, tables: 1, examples: -1, named: '230026' }],
])('%s in both languages', (page, more) => {
	const [english, chinese] = translationsOf(page).map(({ name }) => read(name)) as [string, string];

	test('has headings of the same order', () => {
		expect(levelsOf(english)?.length).toBeGreaterThan(more.headings);
		expect(levelsOf(chinese)).toEqual(levelsOf(english));
	});

	test('has tables of the same size', () => {
		expect(tablesOf(english).length).toBeGreaterThan(more.tables);
		expect(tablesOf(chinese)).toEqual(tablesOf(english));
	});

	test('has the same examples', () => {
		expect(codeIn(english)?.length ?? 0).toBeGreaterThan(more.examples);
		expect(codeIn(chinese)).toEqual(codeIn(english));
	});

	test('names the same codes and scopes', () => {
		const namedIn = (text: string) => [
			...new Set(withoutCode(text).match(/\bim:message\S*?(?=`)|\b\d{5,8}\b/g)),
		];
		expect(namedIn(english)).toContain(more.named);
		expect(namedIn(chinese).sort()).toEqual(namedIn(english).sort());
	});
});
