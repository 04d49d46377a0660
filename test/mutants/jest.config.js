const [unit] = require('../../jest.config.js').projects;

/** The unit tests that the mutants meet: without what needs the built package or draws other cases each time. */
module.exports = {
	...unit,
	rootDir: '../..',
	testMatch: ['<rootDir>/test/{client,errors,execution,operations}/**/*.test.ts'],
};
