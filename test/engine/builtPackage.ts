/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @typescript-eslint/no-require-imports -- loads what was built, as n8n does */
import { join } from 'node:path';

import type { ICredentialType, INodeType } from 'n8n-workflow';

import type { Clock } from '../../nodes/Feishu/client/clock';
import type { Package } from './engine';

let loaded: Package | undefined;

/** The output of `npm run build`, loaded once, as n8n loads it. */
export function builtPackage(): Package {
	return (loaded ??= {
		nodes: {
			'n8n-nodes-feishu-message.feishu': built<INodeType>('nodes/Feishu/Feishu.node.js', 'Feishu'),
			'n8n-nodes-feishu-message.feishuTrigger': built<INodeType>(
				'nodes/Feishu/FeishuTrigger.node.js',
				'FeishuTrigger',
			),
		},
		credentials: {
			feishuApi: built<ICredentialType>('credentials/FeishuApi.credentials.js', 'FeishuApi'),
			feishuOAuth2Api: built<ICredentialType>(
				'credentials/FeishuOAuth2Api.credentials.js',
				'FeishuOAuth2Api',
			),
		},
	});
}

/** Lets the built node live in another time. */
export function setTime(time: Clock): void {
	const { systemClock } = load('bundle.js') as { systemClock: Clock };
	systemClock.now = () => time.now();
	systemClock.monotonic = () => time.monotonic();
	systemClock.wait = async (ms, signal) => await time.wait(ms, signal);
}

/** Lets the built node's time run faster, so that waiting for a retry takes no real time. */
export function speedUpTime(times: number): void {
	const { systemClock } = load('bundle.js') as { systemClock: Clock };
	const { now, monotonic, wait } = systemClock;
	const start = monotonic();
	systemClock.monotonic = () => start + (monotonic() - start) * times;
	systemClock.now = () => now() + (monotonic() - start) * (times - 1);
	systemClock.wait = async (ms, signal) => await wait(ms / times, signal);
}

function built<T>(file: string, name: string): T {
	const type = load(file)[name] as (new () => T) | undefined;
	if (type === undefined) throw new Error(`dist/${file} exports no ${name}`);
	return new type();
}

function load(file: string): Record<string, unknown> {
	return require(join(__dirname, '../../dist', file)) as Record<string, unknown>;
}
