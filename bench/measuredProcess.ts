/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- starts the measured processes; the benchmark never ships */
import { fork } from 'node:child_process';
import { join } from 'node:path';

import type { Costs, FromMeasured, Job, Told, ToMeasured } from './measured/job';
import { keep, scratchFolder, typescript } from './processes';
import { tls } from './standIn';

export interface MeasuredProcess {
	go(): Promise<{ told: Told; costs: Costs }>;
	end(): void;
}

/** Where to write CPU profiles to, if anywhere. */
export interface ProfileOptions {
	profileFolder?: string;
}

/** A process that has loaded everything for its job, is warm, and waits for the word to begin. */
export async function startMeasured(
	job: Job,
	{ profileFolder }: ProfileOptions,
): Promise<MeasuredProcess> {
	const name = [job.contender, job.errand.ids.length, `${job.latencyMs}ms`, Date.now()].join('-');
	const profile = profileFolder
		? ['--cpu-prof', '--cpu-prof-dir', profileFolder, '--cpu-prof-name', `${name}.cpuprofile`]
		: [];
	const { child, complaints } = keep(
		fork(join(__dirname, 'measured/main.ts'), [], {
			execArgv: [...typescript, '--expose-gc', ...profile],
			stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
			env: environment(),
		}),
	);
	const ended = new Promise<never>((_, reject) =>
		child.once('exit', (code, signal) =>
			reject(
				new Error(
					`The measured process of '${job.contender}' ended with ${signal ?? `code ${code}`} before its work was done. It said: ${complaints() || 'nothing'}`,
				),
			),
		),
	);
	// Ended after its work was done is no failure, and nobody waits for it then.
	ended.catch(() => undefined);
	const heard = async <Kind extends FromMeasured['kind']>(kind: Kind) =>
		await Promise.race([
			ended,
			new Promise<Extract<FromMeasured, { kind: Kind }>>((resolve, reject) =>
				child.once('message', (message: FromMeasured) =>
					isOf(kind, message)
						? resolve(message)
						: reject(
								new Error(
									`The measured process of '${job.contender}' failed: ${message.kind === 'failed' ? message.message : `'${message.kind}' instead of '${kind}'`}`,
								),
							),
				),
			),
		]);
	const say = (message: ToMeasured) => child.send(message);

	await heard('listening');
	say({ kind: 'prepare', job });
	await heard('ready');
	return {
		go: async () => {
			say({ kind: 'go' });
			return await heard('done');
		},
		end: () => child.disconnect(),
	};
}

function isOf<Kind extends FromMeasured['kind']>(
	kind: Kind,
	message: FromMeasured,
): message is Extract<FromMeasured, { kind: Kind }> {
	return message.kind === kind;
}

/** Of this process's environment only what any program needs: no proxy, none of n8n's settings. */
function environment(): NodeJS.ProcessEnv {
	const { PATH, TMPDIR, SYSTEMROOT } = process.env;
	return {
		PATH,
		TMPDIR,
		SYSTEMROOT,
		HOME: scratchFolder(),
		N8N_USER_FOLDER: scratchFolder(),
		NODE_ENV: 'production',
		NODE_EXTRA_CA_CERTS: tls().certificateFile,
	};
}
