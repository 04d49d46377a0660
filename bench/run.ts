/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a program run by hand; the benchmark never ships */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { Benchmark, partNames, partsOf, type PartName } from './parts';
import { fullPlan, quickPlan } from './plan';
import { endWithAllChildren } from './processes';
import { Progress } from './progress';
import { markdown, writeReport } from './report';

const usage = `npm run bench -- [--quick] [--part <part>]… [--out <folder>] [--profile <folder>]

  --quick    few messages, one latency; writes no file unless --out is given
  --part     only this part: ${partNames.join(', ')}; writes no file unless --out is given
  --out      where RESULTS.md and the plot go; bench/ when everything is measured
  --profile  writes a CPU profile of each measured process into this folder
`;

function readOptions(args: string[]) {
	const { values } = parseArgs({
		args,
		options: {
			quick: { type: 'boolean', default: false },
			part: { type: 'string', multiple: true, default: [] },
			out: { type: 'string' },
			profile: { type: 'string' },
			help: { type: 'boolean', default: false },
		},
	});
	const unknown = values.part.find((part) => !partNames.some((name) => name === part));
	if (unknown !== undefined) {
		throw new Error(`There is no part '${unknown}'; the parts are ${partNames.join(', ')}.`);
	}
	const parts = partNames.filter(
		(name): name is PartName => values.part.length === 0 || values.part.includes(name),
	);
	const whole = !values.quick && parts.length === partNames.length;
	const out = values.out ?? (whole ? __dirname : undefined);
	return { ...values, parts, out: out && resolve(out) };
}

async function main(): Promise<void> {
	const { quick, parts, out, profile, help } = readOptions(process.argv.slice(2));
	if (help) {
		process.stdout.write(usage);
		return;
	}
	if (!existsSync(join(__dirname, '../dist/nodes/Feishu/Feishu.node.js'))) {
		throw new Error('There is no built node to measure. Run `npm run build` first.');
	}
	endWithAllChildren();
	const plan = quick ? quickPlan : fullPlan;
	const progress = new Progress(partsOf(plan, parts));
	const benchmark = new Benchmark(plan, progress, {
		...(profile !== undefined && { profileFolder: resolve(profile) }),
	});
	const results = await benchmark.run(parts);
	process.stdout.write(`${markdown(results, plan)}\n`);
	if (out !== undefined) await writeReport(out, results, plan);
}

main().then(
	() => process.exit(0),
	(error: unknown) => {
		process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
		process.exit(1);
	},
);
