/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- writes the project's own files */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { storedResults, writeReport } from '../../bench/report/report';
import { pages } from './pages';

/** `npm run docs`: puts the tables of the code into the pages, and those of the benchmark into its results. */
for (const { name, table } of pages) {
	const file = join(__dirname, '../..', name);
	const [before, , after] = readFileSync(file, 'utf8').split(/^<!-- \/?table -->$/m);
	writeFileSync(file, `${before}<!-- table -->\n\n${table()}\n\n<!-- /table -->${after}`);
}
writeReport(storedResults());
