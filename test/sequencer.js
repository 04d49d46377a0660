const Sequencer = require('@jest/test-sequencer').default;

/** n8n's engine leaves timers and hooks in a worker, which slow down whatever runs there after it. */
module.exports = class UnitTestsFirst extends Sequencer {
	sort(tests) {
		const isEngine = ({ path }) => path.includes('/test/engine/');
		const [unit, engine] = [tests.filter((test) => !isEngine(test)), tests.filter(isEngine)];
		return [...super.sort(unit), ...super.sort(engine)];
	}
};
