/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a program run by hand; the benchmark never ships */
import { readFileSync } from 'node:fs';
import { cpus, totalmem, type } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { middleOf, prepare, type Measurement } from './measure';
import { names, parts, stepsOf, type Task } from './plan';
import { writeReport } from './report/report';
import { tablesOf } from './report/tables';

const usage = `npm run bench -- [--quick] [--part <part>]… [--profile <folder>]

  --quick    few messages, one latency; writes no file
  --part     only this part: ${parts.join(', ')}; writes no file
  --profile  writes a CPU profile of each measured process into this folder
`;

/** Who runs at the same time starts this far apart, so that bursts do not meet on the same cores. */
const apartMs = 500;

async function sideBySide(tasks: Task[], profileFolder?: string): Promise<Measurement[]> {
	const prepared = await Promise.all(tasks.map(async (task) => await prepare(task, profileFolder)));
	const runs = prepared.map(async ({ run }, index) => {
		await wait(index * apartMs);
		return await run();
	});
	const measurements = await Promise.all(runs);
	for (const { end } of prepared) end();
	return measurements;
}

async function measure(steps: Task[][], profileFolder?: string): Promise<Measurement[]> {
	const runs = new Map<string, [Measurement, ...Measurement[]]>();
	for (const [index, tasks] of steps.entries()) {
		for (const { part, contender, messages, latencyMs } of tasks) {
			const title = `${part}: ${messages} messages, ${latencyMs} ms, ${names[contender]}`;
			process.stderr.write(`${index + 1}/${steps.length}  ${title}\n`);
		}
		for (const measurement of await sideBySide(tasks, profileFolder)) {
			const task = JSON.stringify(measurement.task);
			runs.set(task, [measurement, ...(runs.get(task) ?? [])]);
		}
	}
	return [...runs.values()].map(middleOf);
}

/** Figures mean little without the machine that they were taken on. */
function setting(quick: boolean): string {
	const root = join(__dirname, '..');
	const version = (folder: string) =>
		(JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as { version: string })
			.version;
	const installed = ['n8n-core', 'n8n-workflow', 'undici'];
	const versions = installed.map((name) => `${name} ${version(`node_modules/${name}`)}`).join(', ');
	const memory = Math.round(totalmem() / 1024 ** 3);
	const machine = `${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${memory} GB of memory, ${type()}`;
	return `Taken on ${new Date().toISOString().slice(0, 10)} with \`npm run bench${quick ? ' -- --quick' : ''}\` on: ${machine}. Versions: Node.js ${process.versions.node}, n8n-nodes-feishu-message ${version('.')}, ${versions}.`;
}

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			quick: { type: 'boolean', default: false },
			part: { type: 'string', multiple: true, default: [...parts] },
			profile: { type: 'string' },
			help: { type: 'boolean' },
		},
	});
	const { quick, part, profile, help } = values;
	const steps = stepsOf(quick).filter((tasks) => tasks.every((task) => part.includes(task.part)));
	if (help || steps.length === 0) {
		process.stdout.write(usage);
		return;
	}
	const measurements = await measure(steps, profile && resolve(profile));
	const results = { taken: setting(quick), measurements };
	process.stdout.write(`${Object.values(tablesOf(results)).join('\n\n')}\n`);
	if (steps.length === stepsOf(false).length) await writeReport(results);
}

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
main().then(
	() => process.exit(0),
	(error: unknown) => {
		process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
		process.exit(1);
	},
);
