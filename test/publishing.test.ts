/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- packs the package and runs the check of a release; tests never ship */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	cpSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import codex from '../nodes/Feishu/Feishu.node.json';
import { Feishu } from '../nodes/Feishu/Feishu.node';

const root = join(__dirname, '..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');

interface Manifest {
	name: string;
	version: string;
	files: string[];
}
const manifest = JSON.parse(read('package.json')) as Manifest;
const { name, version } = manifest;

const folder = mkdtempSync(join(tmpdir(), 'feishu-publishing-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('name and version', () => {
	test('stand at the top of the changelog, but for what is not released', () => {
		expect(/^## (?!Unreleased$)(\S+)/m.exec(read('CHANGELOG.md'))?.[1]).toBe(version);
	});

	test.each(['README.md', 'README.zh-CN.md'])('stand in %s', (readme) => {
		const text = read(readme);
		expect(text.split('\n')[0]).toBe(`# ${name}`);
		const [history = ''] = text.split(/^## /m).slice(-1);
		expect(history.match(/\d+\.\d+\.\d+(?:-[\w.]+\w)?/g)).toEqual([version]);
	});

	test('stand in the lock file', () => {
		const lock = JSON.parse(read('package-lock.json')) as Manifest & {
			packages: Record<string, Manifest>;
		};
		expect(lock).toMatchObject({ name, version, packages: { '': { name, version } } });
	});

	test('of the codex are those of the package and its node', () => {
		const { description } = new Feishu();
		expect(codex.node).toBe(`${name}.${description.name}`);
		const versions = [description.version].flat();
		expect(versions.map((each) => each.toFixed(1))).toContain(codex.nodeVersion);
	});
});

test('what is installed with the package is nothing: the lock file knows development only', () => {
	const { packages } = JSON.parse(read('package-lock.json')) as {
		packages: Record<string, { dev?: boolean; devOptional?: boolean }>;
	};
	const { '': self, ...others } = packages;
	expect(self).not.toHaveProperty('dependencies');
	expect(Object.keys(others).length).toBeGreaterThan(0);
	const needed = Object.entries(others).filter(([, { dev, devOptional }]) => !dev && !devOptional);
	expect(needed).toEqual([]);
});

describe('packing', () => {
	const everyFile = (of: string) =>
		readdirSync(of, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => join(entry.parentPath, entry.name));

	/** The package as built, in a folder of its own. */
	function copy(to: string): string {
		const at = join(folder, to);
		mkdirSync(at);
		const papers = readdirSync(root).filter((file) => /^(README|LICENSE|CHANGELOG)/.test(file));
		for (const file of ['package.json', ...papers, ...manifest.files]) {
			cpSync(join(root, file), join(at, file), { recursive: true });
		}
		return at;
	}

	function pack(from: string): string {
		const to = `${from}-packed`;
		mkdirSync(to);
		const options = ['--ignore-scripts', '--pack-destination', to];
		execFileSync('npm', ['pack', ...options], { cwd: from, stdio: 'ignore' });
		const [tarball] = everyFile(to);
		if (tarball === undefined) throw new Error('npm has packed nothing');
		return createHash('sha256').update(readFileSync(tarball)).digest('hex');
	}

	test('twice gives the same bytes, whenever the files were written', () => {
		const one = copy('one');
		const other = copy('other');
		const later = new Date('2031-02-03T04:05:06Z');
		for (const file of everyFile(other)) utimesSync(file, later, later);
		expect(pack(other)).toBe(pack(one));
	});
});

describe('the check of a release', () => {
	const script = join(root, '.github', 'publisher.mjs');
	const neutral = {
		author: { name: `${name} contributors`, email: `contributors@${name}.invalid` },
		homepage: `https://github.com/${name}/${name}`,
		repository: { type: 'git', url: `git+https://github.com/${name}/${name}.git` },
	};
	const filled = {
		author: { name: 'Mei Lin', email: 'mei.lin@example.com' },
		homepage: `https://github.com/meilin/${name}#readme`,
		repository: { type: 'git', url: `git+https://github.com/meilin/${name}.git` },
	};

	function check(at: string, release: Record<string, string> = {}) {
		const { status, stderr } = spawnSync(process.execPath, [script, at], {
			encoding: 'utf8',
			env: { PATH: process.env.PATH, ...release },
		});
		return { status, wishes: stderr.match(/^- [\w.]+/gm)?.map((line) => line.slice(2)) ?? [] };
	}

	function packageWith(changed: object): string {
		const at = mkdtempSync(join(folder, 'release-'));
		writeFileSync(join(at, 'package.json'), JSON.stringify({ ...manifest, ...changed }));
		cpSync(join(root, 'CHANGELOG.md'), join(at, 'CHANGELOG.md'));
		return at;
	}

	test('refuses while author, homepage, and repository are neutral', () => {
		const { status, wishes } = check(packageWith(neutral));
		expect(status).toBe(1);
		expect(wishes).toEqual(['author.name', 'author.email', 'homepage', 'repository.url']);
	});

	test('accepts what a publisher has filled in', () => {
		expect(check(packageWith(filled))).toEqual({ status: 0, wishes: [] });
	});

	test('looks at this package unless told otherwise, which is neutral until somebody publishes it', () => {
		const { status } = check(root);
		expect(status).toBe(/\.invalid"/.test(read('package.json')) ? 1 : 0);
	});

	test.each<[wish: string, changed: object]>([
		['author.name', { author: { ...filled.author, name: ' ' } }],
		['author.email', { author: { name: 'Mei Lin' } }],
		['author.name', { author: undefined }],
		['homepage', { homepage: undefined }],
		['homepage', { homepage: neutral.homepage }],
		['repository.url', { repository: undefined }],
		['repository.url', { repository: { url: 'https://example.com/code' } }],
	])('asks for %s alone where it is missing: %j', (wish, changed) => {
		expect(check(packageWith({ ...filled, ...changed })).wishes).toContain(wish);
		const rest = wish.split('.')[0] ?? '';
		for (const other of check(packageWith({ ...filled, ...changed })).wishes) {
			expect(other.startsWith(rest)).toBe(true);
		}
	});

	test('wants tag, changelog, and repository to be those of the release', () => {
		const at = packageWith(filled);
		const run = (tag: string, repository = `MeiLin/${name}`) =>
			check(at, {
				GITHUB_REF_TYPE: 'tag',
				GITHUB_REF_NAME: tag,
				GITHUB_REPOSITORY: repository,
			}).wishes;
		expect(run(`v${version}`)).toEqual([]);
		expect(run(version)).toEqual([]);
		expect(run('v9.9.9')).toEqual(['version']);
		expect(run(version, `somebody/${name}`)).toEqual(['repository.url']);
		expect(check(packageWith({ ...filled, version: '9.9.9' })).wishes).toEqual(['CHANGELOG.md']);
	});
});

describe('the workflows', () => {
	const workflow = (file: string) => read(join('.github', 'workflows', file));
	const files = readdirSync(join(root, '.github', 'workflows'));

	test.each(files)('%s uses actions by version, and asks for no more than it needs', (file) => {
		const text = workflow(file);
		const actions = [...text.matchAll(/uses: (\S+)/g)].map(([, action]) => action);
		expect(actions.length).toBeGreaterThan(0);
		for (const action of actions) expect(action).toMatch(/^actions\/[\w-]+@v\d+(\.\d+)*$/);
		expect(text).toMatch(/^permissions:/m);
		expect(text).not.toMatch(/pull_request_target|: write-all/);
	});

	test('CI runs the gate on every line of Node.js', () => {
		expect(workflow('ci.yml')).toContain('node: [20, 22, 24]');
		expect(workflow('ci.yml')).toMatch(/run: \.ci\/run$/m);
	});

	test('the release checks and tests before it publishes, with provenance', () => {
		const text = workflow('release.yml');
		const steps = ['publisher.mjs', 'run: npm ci', 'run: npm test', 'npx n8n-node release'];
		const places = steps.map((step) => text.indexOf(step));
		expect(places).not.toContain(-1);
		expect(places).toEqual([...places].sort((a, b) => a - b));
		expect(text).toContain('id-token: write');
	});
});
