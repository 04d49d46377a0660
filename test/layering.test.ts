/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- reads the sources; tests never ship */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';

const root = join(__dirname, '..');

/** The layers below the nodes, from the lowest. Each imports from itself and from those below it. */
const layers = ['errors', 'client', 'content', 'events', 'operations', 'execution'];
const nodes = layers.length;

/** Credentials import from the client and below, and what they share; nothing imports them. */
const credentials = nodes + 1;

/** The files that import more than types from n8n-workflow. */
const importsValues = [
	/^nodes\/Feishu\/\w+\.node\.ts$/,
	/^nodes\/Feishu\/errors\/toNodeError\.ts$/,
	/^nodes\/Feishu\/operations\/index\.ts$/,
	/^nodes\/Feishu\/client\/clock\.ts$/,
];

interface Import {
	from: string;
	typeOnly: boolean;
}

/** Every way in which a source can name another module. */
function importsOf(source: string): Import[] {
	const file = ts.createSourceFile('any.ts', source, ts.ScriptTarget.Latest, true);
	const found: Import[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isImportDeclaration(node)) {
			found.push({ from: textOf(node.moduleSpecifier), typeOnly: bringsTypesOnly(node) });
		} else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
			found.push({ from: textOf(node.moduleSpecifier), typeOnly: node.isTypeOnly });
		} else if (ts.isImportEqualsDeclaration(node)) {
			found.push({ from: textOf(node.moduleReference), typeOnly: node.isTypeOnly });
		} else if (ts.isImportTypeNode(node)) {
			found.push({ from: textOf(node.argument), typeOnly: true });
		} else if (ts.isCallExpression(node) && isLoad(node.expression)) {
			found.push({ from: textOf(node.arguments[0]), typeOnly: false });
		}
		ts.forEachChild(node, visit);
	};
	visit(file);
	return found;
}

function bringsTypesOnly({ importClause }: ts.ImportDeclaration): boolean {
	if (importClause === undefined) return false;
	if (importClause.isTypeOnly) return true;
	const { name, namedBindings } = importClause;
	return (
		name === undefined &&
		namedBindings !== undefined &&
		ts.isNamedImports(namedBindings) &&
		namedBindings.elements.length > 0 &&
		namedBindings.elements.every(({ isTypeOnly }) => isTypeOnly)
	);
}

function isLoad(called: ts.Expression): boolean {
	return (
		called.kind === ts.SyntaxKind.ImportKeyword ||
		(ts.isIdentifier(called) && called.text === 'require')
	);
}

/** The text of a module's name, or the code that makes it up. */
function textOf(node: ts.Node | undefined): string {
	if (node === undefined) return '';
	if (ts.isStringLiteralLike(node)) return node.text;
	if (ts.isLiteralTypeNode(node)) return textOf(node.literal);
	if (ts.isExternalModuleReference(node)) return textOf(node.expression);
	return node.getText();
}

/** The layer of a file, or of a folder that an import names, by the folder below the nodes. */
function layerOf(file: string): number {
	if (file.startsWith('credentials/')) return credentials;
	const folder = /^nodes\/Feishu\/(\w+)(?:\/|$)/.exec(file)?.[1];
	if (folder === undefined) return nodes;
	const layer = layers.indexOf(folder);
	if (layer === -1) throw new Error(`Add nodes/Feishu/${folder} to the layers of this test`);
	return layer;
}

/** Whether a file may import from that layer: a credential from what credentials share and from the client. */
function mayImport(file: string, target: string): boolean {
	const [from, to] = [layerOf(file), layerOf(target)];
	if (from !== credentials) return to <= from;
	return to <= layers.indexOf('client') || (to === credentials && !/\.credentials$/.test(target));
}

/** The imports of one file that break the rules. */
function faultsOf(file: string, source: string): string[] {
	return importsOf(source).flatMap(({ from, typeOnly }) => {
		if (from.startsWith('.')) {
			const target = join(dirname(file), from).split(sep).join('/');
			return mayImport(file, target) ? [] : [`${file} points up to ${target}`];
		}
		if (from === 'node:crypto') return [];
		if (from !== 'n8n-workflow') return [`${file} imports ${from}`];
		return typeOnly || importsValues.some((pattern) => pattern.test(file))
			? []
			: [`${file} imports values of n8n-workflow`];
	});
}

function sourcesIn(folder: string): Array<[string, string]> {
	return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts'))
		.map((name) => {
			const file = relative(root, join(root, folder, name))
				.split(sep)
				.join('/');
			return [file, readFileSync(join(root, file), 'utf8')];
		});
}

const sources = [...sourcesIn('nodes'), ...sourcesIn('credentials')];

test('there are sources to look at, in every layer', () => {
	expect(new Set(sources.map(([file]) => layerOf(file)))).toEqual(
		new Set([0, 1, 2, 3, 4, 5, nodes, credentials]),
	);
	expect(sources.length).toBeGreaterThan(20);
});

test.each(sources)('%s imports only from its own layer and from those below it', (file, source) => {
	expect(faultsOf(file, source)).toEqual([]);
});

test('no file imports itself through others', () => {
	const imports = new Map(
		sources.map(([file, source]) => [
			file,
			importsOf(source)
				.filter(({ from }) => from.startsWith('.'))
				.flatMap(({ from }) => {
					const target = join(dirname(file), from).split(sep).join('/');
					return [`${target}.ts`, `${target}/index.ts`];
				}),
		]),
	);
	const reaches = (from: string, goal: string, seen = new Set<string>()): boolean =>
		(imports.get(from) ?? []).some((next) => {
			if (next === goal) return true;
			if (seen.has(next)) return false;
			seen.add(next);
			return reaches(next, goal, seen);
		});
	expect([...imports.keys()].filter((file) => reaches(file, file))).toEqual([]);
});

describe('the subject of a doc comment', () => {
	const vague = /\/\*\*\s*(?:\*\s*)?((?:What|Who|Whose|Whoever|The same)\b.*)/g;

	const vagueIn = (source: string) => [...source.matchAll(vague)].map(([, first]) => first);

	test.each(sources)('is a noun in %s', (_, source) => {
		expect(vagueIn(source)).toEqual([]);
	});

	test.each([
		'/** What it has. */',
		'\t/**\n\t * The same for people.\n\t */',
		'/** Whose it is. */',
	])('is none in %j', (source) => {
		expect(vagueIn(source)).toHaveLength(1);
	});
});

describe('what all operations share', () => {
	/** The layers and files that a new operation uses as they are. */
	const shared =
		/^nodes\/Feishu\/(client|errors|execution|operations\/fields)\/|^nodes\/Feishu\/operations\/(Operation|index)\.ts$/;

	/** The reasons that only some operations have. */
	const own = /^nodes\/Feishu\/errors\/reasons\/(recall|messages)\.ts$/;

	/** Lines that may name it all the same: the list of reasons, the panel's default, and an example in a comment. */
	const exceptions = [
		/^import \{ recallReasons \} from '\.\/recall';$/,
		/\.\.\.recallReasons\b/,
		/\bkeyof typeof recallReasons\b/,
		/^\t+default: 'recall',$/,
		/^\s*(\/\*\*|\*) .*: "recalled"\. (\*\/)?$/,
		/^\s*\* done to it: "recalled"\.$/,
	];

	const found = sources.filter(([file]) => shared.test(file) && !own.test(file));

	test('is most of the node', () => {
		expect(found.length).toBeGreaterThan(25);
	});

	test.each(found)('does not speak of recalling in %s', (_, source) => {
		const lines = source.split('\n').filter((line) => /recall/i.test(line));
		const named = lines.filter((line) => !exceptions.some((each) => each.test(line)));
		expect(named).toEqual([]);
	});
});

describe('the check itself', () => {
	const errors = 'nodes/Feishu/errors/x.ts';
	const client = 'nodes/Feishu/client/x.ts';
	const events = 'nodes/Feishu/events/x.ts';
	const operation = 'nodes/Feishu/operations/message/x.ts';
	const execution = 'nodes/Feishu/execution/x.ts';
	const node = 'nodes/Feishu/Feishu.node.ts';
	const credential = 'credentials/X.credentials.ts';

	test.each([
		[errors, "import { send } from '../client/http/send';"],
		[errors, "import type { Clock } from '../client/clock';"],
		[errors, "export * from '../operations';"],
		[errors, "import { run } from '../execution/run';"],
		[client, "import { recall } from '../operations/message/recall';"],
		[client, "import type { Report } from '../execution/run';"],
		[client, "type R = import('../execution/run').Report;"],
		[client, "const late = await import('../operations/index');"],
		[client, "const { run } = require('../execution/run');"],
		[client, "import run = require('../execution/run');"],
		[events, "import { readChat } from '../operations/fields/chat';"],
		[events, "import { answer } from '../execution/trigger';"],
		[operation, "import { readTasks } from '../../execution/item';"],
		[operation, "export { FeishuApi } from '../../../../credentials/FeishuApi.credentials';"],
		[client, "import { operationNamed } from '../operations';"],
		[execution, "import { Feishu } from '../Feishu.node';"],
		[node, "import { FeishuApi } from '../../credentials/FeishuApi.credentials';"],
		[credential, "import { recall } from '../nodes/Feishu/operations/message/recall';"],
		[credential, "import { run } from '../nodes/Feishu/execution/run';"],
		[credential, "import { Feishu } from '../nodes/Feishu/Feishu.node';"],
	])('sees in %s that %s points up', (file, source) => {
		expect(faultsOf(file, source)).toEqual([expect.stringContaining('points up')]);
	});

	test.each([
		[client, "import axios from 'axios';"],
		[client, "import { createHash } from 'crypto';"],
		[client, "import { readFile } from 'node:fs/promises';"],
		[client, "import 'reflect-metadata';"],
		[client, "import type { Agent } from 'undici';"],
		[client, "const undici = require('undici');"],
		[client, 'const any = require(`${name}`);'],
		[credential, "import { NodeApiError } from 'n8n-core';"],
	])('sees in %s that %s is no module of ours', (file, source) => {
		expect(faultsOf(file, source)).toEqual([expect.stringContaining(' imports ')]);
	});

	test.each([
		[client, "import { sleep } from 'n8n-workflow';"],
		[client, "import * as n8n from 'n8n-workflow';"],
		[client, "import n8n from 'n8n-workflow';"],
		[client, "import { type INode, NodeApiError } from 'n8n-workflow';"],
		[client, "export { NodeApiError } from 'n8n-workflow';"],
		[client, "import 'n8n-workflow';"],
		[client, "const { sleep } = await import('n8n-workflow');"],
		[events, "import { NodeOperationError } from 'n8n-workflow';"],
		[operation, "import { NodeOperationError } from 'n8n-workflow';"],
		[execution, "import { NodeOperationError } from 'n8n-workflow';"],
		[credential, "import { NodeOperationError } from 'n8n-workflow';"],
	])('sees in %s that %s brings values', (file, source) => {
		expect(faultsOf(file, source)).toEqual([expect.stringContaining('values of n8n-workflow')]);
	});

	test.each([
		[errors, "import type { INode } from 'n8n-workflow';"],
		[client, "import { type INode, type IDataObject } from 'n8n-workflow';"],
		[client, "import { createHash } from 'node:crypto';"],
		[client, "import { codes } from '../errors/codes';\nimport { path } from './http/path';"],
		[
			operation,
			"import { path } from '../../client/http/path';\nimport { options } from '../fields/options';",
		],
		[
			node,
			"import { execute } from './execution/execute';\nimport { NodeConnectionTypes } from 'n8n-workflow';",
		],
		[credential, "import { codes } from '../nodes/Feishu/errors/codes';"],
		[client, "// import axios from 'axios';\nconst text = \"import axios from 'axios'\";"],
	])('lets %s have %s', (file, source) => {
		expect(faultsOf(file, source)).toEqual([]);
	});

	test('wants to know the layer of a new folder', () => {
		expect(() => faultsOf('nodes/Feishu/utils/x.ts', "import '../errors/codes';")).toThrow(
			'layers',
		);
	});
});
