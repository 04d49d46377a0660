/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- writes the project's own files */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { storedResults, writeReport } from '../../bench/report/report';
import { operationTable } from './operationTable';
import { readmes, reasonTable, type Readme } from './reasonTable';

const tables = { operations: operationTable, reasons: reasonTable };

/** `npm run docs`: puts the tables of the code into the READMEs, and those of the benchmark into its results. */
for (const name of Object.keys(readmes) as Readme[]) {
	const readme = join(__dirname, '../..', name);
	let text = readFileSync(readme, 'utf8');
	for (const [part, table] of Object.entries(tables)) {
		const [start, end] = [`<!-- ${part} -->`, `<!-- /${part} -->`];
		const [before = '', inside = ''] = text.split(start);
		text = `${before}${start}\n\n${table(name)}\n\n${end}${inside.split(end)[1]}`;
	}
	writeFileSync(readme, text);
}
writeReport(storedResults());
