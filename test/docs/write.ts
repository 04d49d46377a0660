/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- writes the project's own files */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { reasonTable } from './reasonTable';

/** `npm run docs`: puts the tables of the code into the README. */
const readme = join(__dirname, '../../README.md');
writeFileSync(
	readme,
	readFileSync(readme, 'utf8').replace(
		/(<!-- reasons -->\s*)[^]*?(\s*<!-- \/reasons -->)/,
		(_, start: string, end: string) => `${start}${reasonTable()}${end}`,
	),
);
