import { fieldTable } from './fieldTable';
import { operationTable } from './operationTable';
import { languages, reasonTable, type Language } from './reasonTable';

const tables = {
	README: operationTable,
	'docs/operations': fieldTable,
	'docs/reasons': reasonTable,
};

/** Every page in each language, with the table in it that comes from the code. */
export const pages = Object.entries(tables).flatMap(([page, table]) =>
	Object.entries(languages).map(([language, { suffix }]) => ({
		page,
		name: `${page}${suffix}.md`,
		table: () => table(language as Language),
	})),
);
