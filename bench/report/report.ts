/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- writes the results; the benchmark never ships */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem, type } from 'node:os';
import { join } from 'node:path';

import { isPlotted } from '../plan';
import { plot } from './plot';
import { tablesOf, type Results } from './tables';

const bench = join(__dirname, '..');
const prose = join(bench, 'RESULTS.md');

/** Figures mean little without the machine that they were taken on. */
export function setting(quick: boolean): string {
	const version = (folder: string) => {
		const path = join(bench, '..', folder, 'package.json');
		return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
	};
	const installed = ['n8n-core', 'n8n-workflow', 'undici'];
	const versions = installed.map((name) => `${name} ${version(`node_modules/${name}`)}`).join(', ');
	const memory = Math.round(totalmem() / 1024 ** 3);
	const machine = `${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${memory} GB of memory, ${type()}`;
	return `Taken on ${new Date().toISOString().slice(0, 10)} with \`npm run bench${quick ? ' -- --quick' : ''}\` on: ${machine}. Versions: Node.js ${process.versions.node}, n8n-nodes-feishu-message ${version('.')}, ${versions}.`;
}

export function storedResults(): Results {
	return JSON.parse(readFileSync(join(bench, 'measurements.json'), 'utf8')) as Results;
}

/** The words of RESULTS.md, which are written by hand, with the tables of these results. */
export function writeReport(results: Results): void {
	const tables = tablesOf(results);
	const text = readFileSync(prose, 'utf8').replace(
		/<!-- (\S+) -->[^]*?<!-- \/\1 -->/g,
		(_, name: string) => `<!-- ${name} -->\n\n${tables[name]}\n\n<!-- /${name} -->`,
	);
	const plotted = results.measurements.filter(({ task }) => isPlotted(task));
	writeFileSync(join(bench, 'measurements.json'), stored(results));
	writeFileSync(prose, text);
	writeFileSync(join(bench, 'recalled-over-time.svg'), plot(plotted));
}

/** A line for each measurement, in figures that are read easily. */
function stored({ taken, measurements }: Results): string {
	const rounded = (_: string, value: unknown) =>
		typeof value === 'number' ? Number(value.toFixed(3)) : value;
	const rows = measurements.map((each) => JSON.stringify(each, rounded)).join(',\n');
	return `{"taken":${JSON.stringify(taken)},"measurements":[\n${rows}\n]}\n`;
}
