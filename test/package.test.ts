/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- packs and loads the package; tests never ship */
import { execFileSync } from 'node:child_process';
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	readdirSync,
	rmSync,
	symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, sep } from 'node:path';

import type { ICredentialType, INodeProperties, INodeTypeDescription } from 'n8n-workflow';

const root = join(__dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'feishu-package-'));
const installed = join(folder, 'node_modules', 'n8n-nodes-feishu-message');

interface Packed {
	filename: string;
	size: number;
	files: Array<{ path: string }>;
}

interface Manifest {
	main?: string;
	scripts?: Record<string, string>;
	dependencies?: object;
	optionalDependencies?: object;
	bundledDependencies?: unknown;
	bundleDependencies?: unknown;
	peerDependencies: object;
	n8n: { n8nNodesApiVersion: number; strict: boolean; nodes: string[]; credentials: string[] };
}

/** The classes and modules that a process sees after it has loaded the installed package. */
interface Loaded {
	classes: Record<string, { description?: INodeTypeDescription } & Partial<ICredentialType>>;
	/** Modules that loading the package added to n8n-workflow. */
	modules: string[];
}

const run = (command: string, args: string[], cwd = root) =>
	execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

/** Loads n8n-workflow, then the given files, and tells what came of it. */
const loader = `
	require('n8n-workflow');
	const before = new Set(Object.keys(require.cache));
	const classes = {};
	for (const file of process.argv.slice(1)) {
		const name = file.split('/').pop().split('.')[0];
		classes[file] = new (require(require('path').resolve(file))[name])();
	}
	const modules = Object.keys(require.cache).filter((module) => !before.has(module));
	console.log(JSON.stringify({ classes, modules }));
`;

let packed: Packed;
let paths: string[];
let manifest: Manifest;
let loaded: Loaded;

beforeAll(() => {
	const [answer] = JSON.parse(
		run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]),
	) as Packed[];
	if (answer === undefined) throw new Error('npm has packed nothing');
	packed = answer;
	paths = packed.files.map(({ path }) => path);
	mkdirSync(installed, { recursive: true });
	run('tar', ['-xzf', join(folder, packed.filename), '--strip-components=1', '-C', installed]);
	symlinkSync(
		join(root, 'node_modules', 'n8n-workflow'),
		join(folder, 'node_modules', 'n8n-workflow'),
	);
	manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as Manifest;
	const files = [...manifest.n8n.nodes, ...manifest.n8n.credentials];
	loaded = JSON.parse(run(process.execPath, ['-e', loader, ...files], installed)) as Loaded;
});

afterAll(() => rmSync(folder, { recursive: true }));

const read = (path: string) => readFileSync(join(installed, path), 'utf8');

const instances = (files: string[]) => files.map((file) => [file, loaded.classes[file]] as const);

describe('the tarball', () => {
	test('holds the bundle, what package.json names to n8n, icons, schemas, the papers, and nothing else', () => {
		const papers = /^(package\.json|(README|LICENSE|CHANGELOG)[\w.-]*)$/i;
		const { nodes, credentials } = manifest.n8n;
		const assets = readdirSync(join(root, 'nodes'), { recursive: true, encoding: 'utf8' })
			.map((name) => join('dist/nodes', name).split(sep).join('/'))
			.filter((name) => /\.(svg|json)$/.test(name));
		const expected = ['dist/bundle.js', ...nodes, ...credentials, ...assets];
		expect(paths.filter((path) => !papers.test(path)).sort()).toEqual(expected.sort());
		expect(paths).toContain('package.json');
	});

	test('holds no test, no map, and no source', () => {
		expect(paths.filter((path) => /test|bench|demo|\.map$|\.ts$|\.ya?ml$/i.test(path))).toEqual([]);
	});

	test('is below 120 KB', () => {
		expect(packed.size).toBeLessThan(120_000);
	});
});

describe('the manifest', () => {
	test('wants nothing to be installed with it', () => {
		expect(manifest.dependencies ?? {}).toEqual({});
		expect(manifest.optionalDependencies ?? {}).toEqual({});
		expect(manifest.bundledDependencies ?? manifest.bundleDependencies ?? []).toEqual([]);
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});

	test('runs nothing when it is installed', () => {
		const atInstall = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish'];
		expect(Object.keys(manifest.scripts ?? {}).filter((name) => atInstall.includes(name))).toEqual(
			[],
		);
	});

	test('is the strict one that n8n verifies', () => {
		expect(manifest.n8n).toMatchObject({ n8nNodesApiVersion: 1, strict: true });
	});

	test('names files that are there, and each node and credential that is there', () => {
		const named = [...manifest.n8n.nodes, ...manifest.n8n.credentials];
		expect(named.filter((file) => !existsSync(join(installed, file)))).toEqual([]);
		expect(paths.filter((path) => /\.(node|credentials)\.js$/.test(path)).sort()).toEqual(
			named.sort(),
		);
	});
});

describe('the code', () => {
	const scripts = () => paths.filter((path) => path.endsWith('.js'));

	test('requires n8n-workflow, node:crypto, and itself', () => {
		for (const path of scripts()) {
			const required = [...read(path).matchAll(/\b(?:require|import)\(([^)]*)\)/g)].map(
				([, name]) => name,
			);
			for (const name of required) {
				expect(name).toMatch(/^["'](n8n-workflow|node:crypto|\.\.?\/[\w./-]+)["']$/);
			}
		}
	});

	test('does without console, timers, environment, and evaluated text', () => {
		const forbidden =
			/\b((console|process|globalThis)\.\w|(setTimeout|setInterval|eval|Function)\()/;
		expect(scripts().filter((path) => forbidden.test(read(path)))).toEqual([]);
	});

	test('loads as n8n loads it, from one file, and brings no module but its own', () => {
		const modules = [...manifest.n8n.nodes, ...manifest.n8n.credentials, 'dist/bundle.js'];
		expect(loaded.modules.sort()).toEqual(modules.map((file) => join(installed, file)).sort());
	});
});

describe('the nodes', () => {
	test('know their credentials', () => {
		const known = instances(manifest.n8n.credentials).map(([, credential]) => credential?.name);
		for (const [, node] of instances(manifest.n8n.nodes)) {
			const wanted = (node?.description?.credentials ?? []).map(({ name }) => name);
			expect(known).toEqual(expect.arrayContaining(wanted));
			expect(wanted).toContain('feishuApi');
		}
	});

	test('have the names that saved workflows use', () => {
		const names = instances(manifest.n8n.nodes).map(([, node]) => node?.description?.name);
		expect(names).toContain('feishu');
		const feishu = loaded.classes['dist/nodes/Feishu/Feishu.node.js']?.description;
		expect(feishu).toMatchObject({ displayName: 'Feishu', name: 'feishu', usableAsTool: true });
		const trigger = loaded.classes['dist/nodes/Feishu/FeishuTrigger.node.js']?.description;
		expect(trigger).toMatchObject({
			displayName: 'Feishu Trigger',
			name: 'feishuTrigger',
			inputs: [],
		});
	});

	test('have a codex that names them, with the words people search for', () => {
		for (const [file, node] of instances(manifest.n8n.nodes)) {
			const codex = JSON.parse(read(file.replace(/\.js$/, '.json'))) as {
				node: string;
				alias: string[];
				categories: string[];
				resources: { primaryDocumentation: Array<{ url: string }> };
			};
			expect(codex.node).toBe(`n8n-nodes-feishu-message.${node?.description?.name}`);
			expect(codex.categories.length).toBeGreaterThan(0);
			expect(codex.resources.primaryDocumentation[0]?.url).toMatch(/^https:\/\//);
			expect(codex.alias.map((word) => word.toLowerCase())).toEqual(
				expect.arrayContaining(['message', 'lark', 'feishu', '飞书']),
			);
		}
		const aliases = (file: string) => (JSON.parse(read(file)) as { alias: string[] }).alias;
		expect(aliases('dist/nodes/Feishu/Feishu.node.json')).toEqual(
			expect.arrayContaining([
				'send',
				'recall',
				'unsend',
				'panic',
				'history',
				'bot',
				'撤回',
				'发送',
			]),
		);
		expect(aliases('dist/nodes/Feishu/FeishuTrigger.node.json')).toEqual(
			expect.arrayContaining(['bot', 'event', 'webhook']),
		);
	});

	test('tell the editor the fields of each operation’s output before the first run', () => {
		const { properties = [] } =
			loaded.classes['dist/nodes/Feishu/Feishu.node.js']?.description ?? {};
		const menus = properties.filter(({ name }) => name === 'operation');
		expect(menus.length).toBeGreaterThan(0);
		for (const menu of menus) {
			for (const resource of menu.displayOptions?.show?.resource ?? []) {
				for (const operation of valuesOf(menu)) {
					const schema = `dist/nodes/Feishu/__schema__/v1.0.0/${String(resource)}/${operation}.json`;
					expect(paths).toContain(schema);
					expect(JSON.parse(read(schema))).toMatchObject({ type: 'object' });
				}
			}
		}
	});

	test('tell it those of the trigger, which has neither resource nor operation', () => {
		expect(paths).toContain('dist/nodes/Feishu/__schema__/v1.0.0.json');
	});

	test('show a recalled message as the contract has it', () => {
		const schema = JSON.parse(read('dist/nodes/Feishu/__schema__/v1.0.0/message/recall.json')) as {
			properties: object;
		};
		expect(schema.properties).toMatchObject({
			message_id: { type: 'string' },
			deleted: { type: 'boolean' },
			already_recalled: { type: 'boolean' },
			log_id: { type: 'string' },
		});
	});
});

describe('the icons', () => {
	test('of every node and credential are in the package, light and dark, drawn as SVG', () => {
		const both = [...manifest.n8n.nodes, ...manifest.n8n.credentials];
		for (const [file, type] of instances(both)) {
			const icon = type?.description?.icon ?? type?.icon;
			if (typeof icon !== 'object') throw new Error(`${basename(file)} has no themed icon`);
			expect(icon.light).not.toBe(icon.dark);
			for (const { 1: name } of [icon.light, icon.dark].map((text) => text.split('file:'))) {
				const svg = read(join(dirname(file), name ?? ''));
				expect(svg).toMatch(/^<svg[^>]+viewBox=/);
				expect(svg).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
			}
		}
	});
});

function valuesOf({ options = [] }: INodeProperties): string[] {
	return options.flatMap((option) => ('value' in option ? [String(option.value)] : []));
}
