/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- writes the results; the benchmark never ships */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { format, resolveConfig } from 'prettier';

import { goalsOf } from './goals';
import { machine, versions } from './machine';
import type { Results } from './parts';
import type { Plan } from './plan';
import { plot } from './plot';
import { goalTable, limitedTable, singleTable, unlimitedTable, workersTable } from './tables';

const plotName = 'recalled-over-time.svg';

const intro = `How fast, how completely, and at what price messages are recalled when Feishu allows 50 requests a
second and 1,000 a minute. Three contenders:

- **our node**, in a workflow run by n8n's engine: a sender, the node, and its two branches;
- **one by one**: a loop over n8n's HTTP helper in the same engine, which is what a Loop with an HTTP
  Request node and the existing packages amount to. It reads its Message ID from an expression, fetches
  its token once, and does not try again;
- **undici pool**: 50 kept-alive connections driven straight at the limits by a program that knows them,
  and the latency, exactly. It is no n8n node, but the fastest that a Node.js process can be.`;

const howToRead = `Each run has a process of its own, against a stand-in for Feishu in another process, over TLS on the
same machine. The stand-in's log is the judge: messages recalled, answers with 429, token calls, and
connections are counted there. A contender that reports another number than the log would be marked
"told wrong".

- **Time** is the whole run as a workflow's user sees it, from the start of the execution to its end,
  with the token call and the TLS handshakes. Before, each process has recalled a hundred messages
  elsewhere: n8n is a server, and its code is warm when a workflow starts.
- **Of shortest** compares it to what the limits allow: the n-th message not before the
  floor((n − 1) / 50)th second of its minute, every further 1,000 a minute later, and one answer's
  latency. Nobody needs no token, and that is one latency more; so for a handful of messages this says
  little, and for 200 messages and 150 ms the token call alone is 0.05.
- **Lost** are messages that were not recalled, **429** the requests that came too early for the limits.
  Whoever loses messages is done early: its time is not comparable.
- **CPU a recall** is user and system time of the process during the run, TLS included.
- **Peak memory** is that of the process, n8n's engine (which undici's has no need of) included; **of it
  by the run** is what was added after everything had been loaded and warm.

Our node always has the machine for itself. At the limits the other two, idle most of the time, run at
the same time, each against a stand-in of its own, half a second apart. Runs without limits are one at a
time and repeated; the median is shown. There the node's own pace is set so wide that it
never waits; it still does all its work.`;

/** Written by hand below the goals that were not met, and kept when the results are taken anew. */
const remarksHead = '## What stands in the way';

function remarksIn(file: string): string[] {
	const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
	const [, remarks] = text.split(`${remarksHead}\n`);
	return remarks === undefined ? [] : [remarksHead, remarks.split(/\n##? /)[0]?.trim() ?? ''];
}

/** The whole file. Parts that did not run are left out. */
export function markdown(results: Results, plan: Plan, remarks: string[] = []): string {
	const { atTheLimits, withoutLimits, single, workers } = results;
	const latencies = plan.latenciesMs.filter(() => atTheLimits.length > 0);
	return [
		'# The benchmark',
		intro,
		`Taken on ${new Date().toISOString().slice(0, 10)} with \`${plan.command}\` on: ${machine()}. Versions: ${versions()}.`,
		'## Goals',
		goalTable(goalsOf(results)),
		...remarks,
		...(atTheLimits.length > 0 ? [`![Messages recalled over time](${plotName})`] : []),
		'## How to read the tables',
		howToRead,
		...latencies.flatMap((latencyMs) => [
			`## At the limits, answers after ${latencyMs} ms`,
			limitedTable(atTheLimits.filter(({ task }) => task.latencyMs === latencyMs)),
		]),
		...(withoutLimits.length > 0
			? [
					'## Without limits',
					`The stand-in answers at once. Median of ${plan.repetitions}.`,
					unlimitedTable(withoutLimits),
				]
			: []),
		...(single
			? [
					'## A single message',
					'A workflow with one message each, our node and the bare request in turn, answers after 30 ms, token at hand.',
					singleTable(single),
				]
			: []),
		...(workers
			? [
					'## Several workers',
					'Processes that know nothing of each other share one app and its limits; each has its own token and believes the limits to be all its own.',
					workersTable(workers),
				]
			: []),
	].join('\n\n');
}

export async function writeReport(folder: string, results: Results, plan: Plan): Promise<void> {
	const file = join(folder, 'RESULTS.md');
	mkdirSync(folder, { recursive: true });
	const style = await resolveConfig(join(__dirname, 'RESULTS.md'));
	const text = await format(markdown(results, plan, remarksIn(file)), {
		...style,
		parser: 'markdown',
	});
	writeFileSync(file, text);
	const { messages, latencyMs } = plan.plotted;
	const plotted = results.atTheLimits.filter(
		({ task }) => task.messages === messages && task.latencyMs === latencyMs,
	);
	if (plotted.length > 0) writeFileSync(join(folder, plotName), plot(plotted));
}
