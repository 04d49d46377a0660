/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- drives real n8n servers from outside; never ships */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { isAbandoned } from './leaving';
import { n8nFolder } from './prepare';
import type { N8nVersion } from './versions';

/** The two services that queue mode needs. The role must be able to create databases; any Redis will do. */
export const postgresUrl = new URL(
	process.env.E2E_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres',
);
export const redisUrl = new URL(process.env.E2E_REDIS_URL ?? 'redis://127.0.0.1:6379');

/** As much of the packages pg and ioredis as is used here. */
interface Postgres {
	connect(): Promise<void>;
	query(sql: string): Promise<{ rows: Array<Record<string, unknown>> }>;
	end(): Promise<void>;
}

interface Redis {
	connect(): Promise<void>;
	keys(pattern: string): Promise<string[]>;
	del(...keys: string[]): Promise<number>;
	quit(): Promise<unknown>;
	on(event: 'error', listener: () => void): void;
}

type PgModule = { Client: new (options: { connectionString: string }) => Postgres };
type IoRedisModule = {
	Redis: new (url: string, options: { lazyConnect: true; retryStrategy: () => null }) => Redis;
};

/** A database and Redis keys that only one run knows. */
export interface OwnStores {
	/** The database's name and the prefix of every key. */
	name: string;
	drop(): Promise<void>;
}

const ours = 'n8n_e2e_';

export async function ownStores(version: N8nVersion): Promise<OwnStores> {
	const name = `${ours}${process.pid}_${Date.now().toString(36)}`;
	await withRedis(version, dropAbandonedKeys);
	await withPostgres(version, async (postgres) => {
		await dropAbandonedDatabases(postgres);
		await postgres.query(`CREATE DATABASE "${name}"`);
	});
	const drop = async () => {
		await withPostgres(version, (postgres) => dropDatabase(postgres, name));
		await withRedis(version, (redis) => dropKeys(redis, name));
	};
	return { name, drop };
}

/** n8n brings the clients itself; nothing needs to be installed for the harness. */
function moduleOfN8n<T>(version: N8nVersion, name: string): T {
	const fromN8n = createRequire(join(n8nFolder(version), 'node_modules', 'n8n', 'package.json'));
	return fromN8n(name) as T;
}

async function withPostgres<T>(
	version: N8nVersion,
	work: (postgres: Postgres) => Promise<T>,
): Promise<T> {
	const { Client } = moduleOfN8n<PgModule>(version, 'pg');
	const postgres = new Client({ connectionString: postgresUrl.href });
	await postgres.connect().catch((error: Error) => {
		throw new Error(missing('PostgreSQL', postgresUrl, error), { cause: error });
	});
	try {
		return await work(postgres);
	} finally {
		await postgres.end();
	}
}

async function withRedis<T>(version: N8nVersion, work: (redis: Redis) => Promise<T>): Promise<T> {
	const { Redis } = moduleOfN8n<IoRedisModule>(version, 'ioredis');
	const redis = new Redis(redisUrl.href, { lazyConnect: true, retryStrategy: () => null });
	redis.on('error', () => {});
	await redis.connect().catch((error: Error) => {
		throw new Error(missing('Redis', redisUrl, error), { cause: error });
	});
	try {
		return await work(redis);
	} finally {
		await redis.quit();
	}
}

async function dropDatabase(postgres: Postgres, name: string): Promise<void> {
	await postgres.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
}

async function dropKeys(redis: Redis, prefix: string): Promise<void> {
	const keys = await redis.keys(`${prefix}*`);
	if (keys.length > 0) await redis.del(...keys);
}

/** Drops the databases of runs that were killed outright. */
async function dropAbandonedDatabases(postgres: Postgres): Promise<void> {
	const { rows } = await postgres.query('SELECT datname FROM pg_database');
	for (const name of rows.map(({ datname }) => String(datname))) {
		if (isAbandoned(name, ours)) await dropDatabase(postgres, name);
	}
}

async function dropAbandonedKeys(redis: Redis): Promise<void> {
	const abandoned = (await redis.keys(`${ours}*`)).filter((key) => isAbandoned(key, ours));
	if (abandoned.length > 0) await redis.del(...abandoned);
}

const onDebian = existsSync('/usr/bin/pg_ctlcluster');

const startCommands = {
	PostgreSQL: onDebian
		? 'pg_ctlcluster --skip-systemctl-redirect "$(ls /etc/postgresql)" main start'
		: 'docker run -d -p 127.0.0.1:5432:5432 -e POSTGRES_HOST_AUTH_METHOD=trust postgres:16',
	Redis: onDebian
		? 'redis-server --daemonize yes --bind 127.0.0.1 --save "" --appendonly no'
		: 'docker run -d -p 127.0.0.1:6379:6379 redis:7',
};

function missing(service: keyof typeof startCommands, { host }: URL, { message }: Error): string {
	const why = message === '' ? '' : ` (${message})`;
	return `${service} does not answer at ${host}${why}. Start it with: ${startCommands[service]}`;
}
