import { createRequire } from 'node:module';

const [unit] = createRequire(import.meta.url)('./jest.config.js').projects;

/** `npm run mutants`: puts faults into the node and counts which of them the unit tests notice. */
export default {
	mutate: [
		'nodes/Feishu/**/*.ts',
		// Tables of texts, each row of which is one fact and not a decision.
		'!nodes/Feishu/errors/codes.ts',
		'!nodes/Feishu/errors/reasons/**',
		// Only n8n's engine runs these, and its tests need the built package.
		'!nodes/Feishu/Feishu.node.ts',
		'!nodes/Feishu/execution/execute.ts',
	],
	mutator: { excludedMutations: ['StringLiteral'] },
	testRunner: 'jest',
	jest: {
		projectType: 'custom',
		config: {
			...unit,
			// Left out: what needs the built package, a proxy, or draws other cases each time.
			testMatch: [
				'<rootDir>/test/{client,errors,execution,operations}/**/*.test.ts',
			],
		},
	},
	coverageAnalysis: 'perTest',
	reporters: ['clear-text', 'progress', 'json'],
	clearTextReporter: { logTests: false, allowColor: false },
	jsonReporter: { fileName: 'mutants/report.json' },
	thresholds: { high: 95, low: 90, break: 90 },
	concurrency: 2,
	timeoutMS: 20_000,
	tempDirName: '.stryker-tmp',
	ignorePatterns: ['dist', 'docs', 'bench', 'demo', 'examples', 'test/e2e', 'test/engine'],
};
