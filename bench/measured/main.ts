/* eslint-disable @n8n/community-nodes/no-restricted-globals, @typescript-eslint/no-require-imports -- a process of its own; the benchmark never ships */
import { meter } from './costs';
import type { Recaller, FromMeasured, Job, ToMeasured, Told } from './job';

/** A measured process does one job, so that its CPU time and its memory are that job's. */
let run: (() => Promise<Told>) | undefined;

process.on('message', (message: ToMeasured) => {
	void (message.kind === 'prepare' ? prepare(message.job) : go()).then(tell, (error: unknown) =>
		tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) }),
	);
});
// The other end is gone, or has heard all it wanted.
process.on('disconnect', () => process.exit(0));
tell({ kind: 'listening' });

async function prepare(job: Job): Promise<FromMeasured> {
	const recaller = loaded(job);
	await recaller(job.warmUp);
	run = async () => await recaller(job.errand);
	return { kind: 'ready' };
}

/** Each loads nothing but what it needs: n8n's engine is no part of undici's memory. */
function loaded(job: Job): Recaller {
	switch (job.contender) {
		case 'node':
			return (require('./ownNode') as typeof import('./ownNode')).ownNode(job);
		case 'loop':
			return (require('./bareLoop') as typeof import('./bareLoop')).bareLoop();
		case 'undici':
			return (require('./undiciPool') as typeof import('./undiciPool')).undiciPool(job);
		case 'single':
			return (require('./single') as typeof import('./single')).single();
	}
}

async function go(): Promise<FromMeasured> {
	if (!run) throw new Error('The measured process was told to go before it was told what to do.');
	return { kind: 'done', ...(await meter(run)) };
}

function tell(message: FromMeasured): void {
	process.send?.(message);
}
