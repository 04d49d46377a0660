/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- writes the results; the benchmark never ships */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { format, resolveConfig } from 'prettier';

import { isPlotted } from '../plan';
import { plot } from './plot';
import { tablesOf, type Results } from './tables';

const bench = join(__dirname, '..');
const prose = join(bench, 'RESULTS.md');

export function storedResults(): Results {
	return JSON.parse(readFileSync(join(bench, 'measurements.json'), 'utf8')) as Results;
}

/** The words of RESULTS.md, which are written by hand, with the tables of these results. */
export async function writeReport(results: Results): Promise<void> {
	const tables = tablesOf(results);
	const text = readFileSync(prose, 'utf8').replace(
		/<!-- (\S+) -->[^]*?<!-- \/\1 -->/g,
		(_, name: string) => `<!-- ${name} -->\n\n${tables[name]}\n\n<!-- /${name} -->`,
	);
	const style = { ...(await resolveConfig(prose)), parser: 'markdown' };
	const plotted = results.measurements.filter(({ task }) => isPlotted(task));
	writeFileSync(join(bench, 'measurements.json'), stored(results));
	writeFileSync(prose, await format(text, style));
	writeFileSync(join(bench, 'recalled-over-time.svg'), await plot(plotted));
}

/** A line for each measurement, in figures that are read easily. */
function stored({ taken, measurements }: Results): string {
	const rounded = (_: string, value: unknown) =>
		typeof value === 'number' ? Number(value.toFixed(3)) : value;
	const rows = measurements.map((each) => JSON.stringify(each, rounded)).join(',\n');
	return `{"taken":${JSON.stringify(taken)},"measurements":[\n${rows}\n]}\n`;
}
