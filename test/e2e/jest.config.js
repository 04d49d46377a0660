/** Real n8n servers; `npm run test:e2e`. One file after the other: each starts servers of its own. */
module.exports = {
	rootDir: '../..',
	testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
	globalSetup: './test/e2e/harness/globalSetup.ts',
	globalTeardown: './test/e2e/harness/globalTeardown.ts',
	modulePathIgnorePatterns: ['<rootDir>/dist/package.json'],
	testEnvironment: 'node',
	// Only what hangs takes so long, also where the machine does much else.
	testTimeout: 15 * 60_000,
	maxWorkers: 1,
	transform: {
		'^.+\\.ts$': [
			'@swc/jest',
			{ jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
		],
	},
};
