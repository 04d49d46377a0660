import { Stryker } from '@stryker-mutator/core';
import { readdirSync } from 'node:fs';

/**
 * `npm run mutants -- client/limits`: faults in one room, met by the tests that mirror it. Further tests are named
 * after the room. Left out are tests that take long or draw other cases each time, and those that replace modules.
 */
const [room, ...furtherTests] = process.argv.slice(2);
if (!room)
	throw new Error(
		'Name a folder or a file of nodes/Feishu, as in client/limits or errors/Failure.',
	);

const isOf = (file) => (name) => file === `${name}.test.ts` || file.startsWith(`${name}/`);
const tables = ['!nodes/Feishu/errors/codes.ts', '!nodes/Feishu/errors/reasons/**'];
await new Stryker({
	mutate: [`nodes/Feishu/${room}.ts`, `nodes/Feishu/${room}/**/*.ts`, ...tables],
	tests: readdirSync('test', { recursive: true })
		.filter(
			(file) => /\.test\.ts$/.test(file) && !/random|simulation|texts|client\/clock/.test(file),
		)
		.filter((file) => [room, ...furtherTests].some(isOf(file)))
		.map((file) => `test/${file}`),
}).runMutationTest();
