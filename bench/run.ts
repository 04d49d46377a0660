/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a program run by hand; the benchmark never ships */
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { middleOf, prepare, type Measurement } from './measure';
import { names, parts, stepsOf, type Task } from './plan';
import { setting, writeReport } from './report/report';
import { tablesOf } from './report/tables';
import { triggerTable } from './trigger';

const usage = `npm run bench -- [--quick] [--part <part>]…

  --quick    few messages, one latency; writes no file
  --part     only this part: ${parts.join(', ')}; writes no file
             trigger, which no other run includes, starts a real n8n
`;

/** Tasks that run side by side start this far apart, so that their bursts do not meet on the same cores. */
const apartMs = 500;

async function sideBySide(tasks: Task[]): Promise<Measurement[]> {
	const prepared = await Promise.all(tasks.map(async (task) => await prepare(task)));
	const runs = prepared.map(async ({ run }, index) => await wait(index * apartMs).then(run));
	const measurements = await Promise.all(runs);
	await Promise.all(prepared.map(async ({ end }) => await end()));
	return measurements;
}

async function measure(steps: Task[][]): Promise<Measurement[]> {
	const runs = new Map<string, [Measurement, ...Measurement[]]>();
	for (const [index, tasks] of steps.entries()) {
		for (const { part, contender, messages, latencyMs } of tasks) {
			const title = `${part}: ${messages} messages, ${latencyMs} ms, ${names[contender]}`;
			process.stderr.write(`${index + 1}/${steps.length}  ${title}\n`);
		}
		for (const measurement of await sideBySide(tasks)) {
			const task = JSON.stringify(measurement.task);
			runs.set(task, [measurement, ...(runs.get(task) ?? [])]);
		}
	}
	return [...runs.values()].map(middleOf);
}

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			quick: { type: 'boolean', default: false },
			part: { type: 'string', multiple: true, default: [...parts] },
			help: { type: 'boolean' },
		},
	});
	const { quick, part, help } = values;
	const steps = stepsOf(quick).filter((tasks) => tasks.every((task) => part.includes(task.part)));
	const withTrigger = part.includes('trigger');
	if (help || (steps.length === 0 && !withTrigger)) {
		process.stdout.write(usage);
		return;
	}
	if (withTrigger) process.stdout.write(`${await triggerTable(quick)}\n`);
	if (steps.length === 0) return;
	const measurements = await measure(steps);
	const results = { taken: setting(quick), measurements };
	process.stdout.write(`${Object.values(tablesOf(results)).join('\n\n')}\n`);
	if (steps.length === stepsOf(false).length) writeReport(results);
}

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
void main().then(() => process.exit(0));
