const [unit] = require('../../jest.config.js').projects;

const tests = process.env.MUTANTS_TESTS.split(',');

/** The unit tests that a room's mutants meet, without those that take long or draw other cases each time. */
module.exports = {
	...unit,
	rootDir: '../..',
	roots: ['<rootDir>/nodes', '<rootDir>/test'],
	testMatch: tests.flatMap((test) => [
		`<rootDir>/test/${test}.test.ts`,
		`<rootDir>/test/${test}/**/*.test.ts`,
	]),
	testPathIgnorePatterns: [...unit.testPathIgnorePatterns, 'random', 'texts'],
};
