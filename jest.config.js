const { availableParallelism } = require('node:os');

// n8n's engine logs what goes wrong in an execution; the tests look at the execution itself.
process.env.N8N_LOG_LEVEL = 'silent';

// n8n's engine makes much that is soon garbage. With more room for that, Node.js 20 takes a quarter less of the CPU.
process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --max-semi-space-size=64`;

// n8n-core of the 1.x line brings an n8n-workflow of its own; the node under test has to meet that one.
const n8nWorkflowV1 = require.resolve('n8n-workflow', { paths: [require.resolve('n8n-core-v1')] });

const base = {
	testEnvironment: 'node',
	transform: {
		'^.+\\.ts$': [
			'@swc/jest',
			{ jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
		],
	},
	modulePathIgnorePatterns: ['<rootDir>/dist/package.json'],
};

module.exports = {
	// Only what hangs takes so long, also where the machine does much else.
	testTimeout: 5 * 60_000,
	testSequencer: '<rootDir>/test/sequencer.js',
	// The tests with n8n's engine have a time of their own and wait for nothing.
	maxWorkers: availableParallelism(),
	projects: [
		{
			...base,
			displayName: 'unit',
			testMatch: ['<rootDir>/test/**/*.test.ts'],
			testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/engine/', '<rootDir>/test/e2e/'],
		},
		{
			...base,
			displayName: 'engine of n8n 2.x',
			testMatch: ['<rootDir>/test/engine/**/*.test.ts'],
		},
		{
			...base,
			displayName: 'engine of n8n 1.x',
			setupFiles: ['<rootDir>/test/engine/quietIntervals.ts'],
			testMatch: ['<rootDir>/test/engine/**/*.test.ts'],
			moduleNameMapper: {
				'^n8n-workflow$': n8nWorkflowV1,
				'^n8n-core$': 'n8n-core-v1',
			},
		},
	],
};
