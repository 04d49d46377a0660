import { Stryker } from '@stryker-mutator/core';

/**
 * `npm run mutants -- client/limits`: faults in one room, met by the tests that mirror it. Jest loads all its test
 * files for each mutant, so a room takes minutes, and the whole house hours. Further tests are named after the room.
 */
const [room, ...furtherTests] = process.argv.slice(2);
if (!room)
	throw new Error(
		'Name a folder or a file of nodes/Feishu, as in client/limits or errors/Failure.',
	);

process.env.MUTANTS_TESTS = [room, ...furtherTests].join();
const tables = ['!nodes/Feishu/errors/codes.ts', '!nodes/Feishu/errors/reasons/**'];
await new Stryker({
	mutate: [`nodes/Feishu/${room}.ts`, `nodes/Feishu/${room}/**/*.ts`, ...tables],
}).runMutationTest();
