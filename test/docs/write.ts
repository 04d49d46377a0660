/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- writes the project's own files */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { storedResults, writeReport } from '../../bench/report/report';
import { readmes, reasonTable, type Readme } from './reasonTable';

/** `npm run docs`: puts the tables of the code into the READMEs, and those of the benchmark into its results. */
for (const name of Object.keys(readmes) as Readme[]) {
	const readme = join(__dirname, '../..', name);
	writeFileSync(
		readme,
		readFileSync(readme, 'utf8').replace(
			/(<!-- reasons -->)[^]*?(<!-- \/reasons -->)/,
			(_, start: string, end: string) => `${start}\n\n${reasonTable(name)}\n\n${end}`,
		),
	);
}
writeReport(storedResults());
