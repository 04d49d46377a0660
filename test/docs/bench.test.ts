/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- reads the project's own files */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { tablesOf, type Results } from '../../bench/report/tables';

const read = (name: string) => readFileSync(join(__dirname, '../../bench', name), 'utf8');
const results = JSON.parse(read('measurements.json')) as Results;

/** Columns are padded by the formatter; the words are what counts. */
const words = (text: string) => text.replace(/[ \t]+/g, ' ').replace(/-{2,}/g, '---');

test('bench/RESULTS.md has the tables of what was measured', () => {
	const places = [...read('RESULTS.md').matchAll(/<!-- (\S+) -->\s*([^]*?)\s*<!-- \/\1 -->/g)];
	const tables = places.map(([, name = '', table = '']) => [name, words(table)]);
	expect(tables.length).toBeGreaterThan(5);
	const measured = Object.entries(tablesOf(results)).map(([name, table]) => [name, words(table)]);
	expect(Object.fromEntries(tables)).toEqual(Object.fromEntries(measured));
});
