import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import {
	determineHitLimitReached,
	DryRunStatus,
	TestStatus,
	toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { expect } from 'expect';
import * as circus from 'jest-circus';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { register } from 'tsx/cjs/api';

import jestConfig from '../../jest.config.js';

const require = createRequire(import.meta.url);
const stryker = (globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {});

const idOf = ({ parent, name }) => (parent.parent ? `${idOf(parent)} ${name}` : name);

/**
 * Stryker's own runner starts Jest anew for each mutant, which then loads n8n-workflow for each file. This one runs
 * the same tests with Jest's circus in one warm process, where a mutant costs a fresh load of the project's own files.
 */
class CircusRunner {
	static inject = tokens(commonTokens.options);

	constructor({ tests }) {
		this.tests = tests;
	}

	capabilities = () => ({ reloadEnvironment: true });

	init() {
		register();
		// As in Jest, './Feishu.node' is the TypeScript file and not the JSON beside it.
		const { '.json': json } = require.extensions;
		delete require.extensions['.json'];
		require.extensions['.json'] = json;
		Object.assign(globalThis, circus, { expect });
		circus.addEventHandler(({ name, test }, state) => {
			if (name === 'test_start') stryker.currentTestId = idOf(test);
			if (name === 'test_done') stryker.currentTestId = undefined;
			// One test that notices a mutant is enough.
			if (name === 'test_done' && test.errors.length > 0) state.testNamePattern = /$^/;
		});
	}

	async dryRun() {
		return { ...(await this.run()), mutantCoverage: stryker.mutantCoverage };
	}

	/** The mutant is there while the files are loaded, too, for those in what is evaluated once. */
	async mutantRun({ activeMutant, testFilter, hitLimit }) {
		Object.assign(stryker, { activeMutant: activeMutant.id, hitCount: 0, hitLimit });
		// The tests that mirror its folder notice most.
		const [, folder] = /nodes\/Feishu\/(.*\/)/.exec(activeMutant.fileName) ?? [];
		const isNear = (file) => file.startsWith(`test/${folder}`);
		const files = this.tests.filter(
			(file) => testFilter?.some((id) => id.startsWith(file)) ?? true,
		);
		const result = await this.run(
			[...files.filter(isNear), ...files.filter((file) => !isNear(file))],
			testFilter,
		);
		stryker.activeMutant = undefined;
		return toMutantRunResult(determineHitLimitReached(stryker.hitCount, hitLimit) ?? result);
	}

	/** File by file, and only as long as nothing has failed. */
	async run(files = this.tests, wanted) {
		for (const file of Object.keys(require.cache))
			if (!file.includes('/node_modules/')) delete require.cache[file];
		const ids = new Set(wanted);
		const tests = [];
		try {
			for (const file of files) {
				circus.resetState();
				circus.describe(file, () => void require(resolve(file)));
				const state = circus.getState();
				state.testTimeout = jestConfig.testTimeout;
				if (wanted) state.testNamePattern = { test: (id) => ids.has(id) };
				const { testResults, unhandledErrors } = await circus.run();
				if (unhandledErrors.length > 0) throw new Error(unhandledErrors.join('\n'));
				tests.push(...testResults.map(toTest));
				if (tests.some(({ status }) => status === TestStatus.Failed)) break;
			}
		} catch ({ stack }) {
			tests.push(toTest({ testPath: ['', 'the files'], errors: [stack] }));
		}
		return { status: DryRunStatus.Complete, tests };
	}
}

function toTest({ testPath, status, duration, errors }) {
	const id = testPath.slice(1).join(' ');
	const test = { id, name: id, timeSpentMs: duration ?? 0 };
	if (errors.length > 0)
		return { ...test, status: TestStatus.Failed, failureMessage: errors.join('\n') };
	return { ...test, status: status === 'done' ? TestStatus.Success : TestStatus.Skipped };
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'circus', CircusRunner)];
