/* eslint-disable @n8n/community-nodes/no-restricted-imports -- the stand-in is a server, it never ships */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import type { AppSeed } from './seeds';
import type { Settings } from './settings';
import type { FeishuOptions } from './standIn';

const flags = [
	'port',
	'host',
	'tls-key',
	'tls-cert',
	'latency',
	'rate-limit',
	'app-id',
	'app-secret',
	'app-kind',
	'app-ticket',
	'tenant-key',
	'redirect-uri',
	'settings',
] as const;

type Flag = (typeof flags)[number];

/** `--app-id` on the command line, or FEISHU_STANDIN_APP_ID in the environment. */
export function readOptions(
	args: string[],
	env: Record<string, string | undefined>,
): FeishuOptions {
	const options = Object.fromEntries(flags.map((flag) => [flag, { type: 'string' as const }]));
	const { values } = parseArgs({ args, options });
	const option = (flag: Flag) =>
		values[flag]?.toString() ??
		env[`FEISHU_STANDIN_${flag.toUpperCase().replaceAll('-', '_')}`] ??
		'';
	const key = option('tls-key');
	const cert = option('tls-cert');
	return {
		port: Number(option('port') || 0),
		host: option('host') || undefined,
		tls:
			key && cert
				? { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
				: undefined,
		apps: [appFrom(option)],
		settings: settingsFrom(option),
	};
}

function appFrom(option: (flag: Flag) => string): AppSeed {
	const seed: AppSeed = {};
	if (option('app-id')) seed.id = option('app-id');
	if (option('app-secret')) seed.secret = option('app-secret');
	if (option('app-kind') === 'store') seed.kind = 'store';
	if (option('app-ticket')) seed.ticket = option('app-ticket');
	if (option('tenant-key')) seed.tenantKeys = [option('tenant-key')];
	if (option('redirect-uri')) seed.redirectUris = option('redirect-uri').split(',');
	return seed;
}

/** `--latency 20` or `20-80`, `--rate-limit 50/1000`, and any other setting as JSON. */
function settingsFrom(option: (flag: Flag) => string): Partial<Settings> {
	const settings = JSON.parse(option('settings') || '{}') as Partial<Settings>;
	const [least, most] = option('latency').split('-').map(Number);
	if (option('latency')) settings.latencyMs = [least ?? 0, most ?? least ?? 0];
	const [perSecond, perMinute] = option('rate-limit').split('/').map(Number);
	if (perSecond && perMinute) settings.rateLimit = { perSecond, perMinute };
	return settings;
}
