import { Stryker } from '@stryker-mutator/core';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * `npm run mutants -- client/limits`: faults in one room, met by the tests that mirror it. Further tests are named
 * after the room. `npm run mutants`: faults everywhere, met by the tests that mirror any room. Left out are tests that
 * take long or draw other cases each time, and those that replace modules. Faults in what is evaluated once, when a
 * file is loaded, are left out as well: each needs all tests, and most are in tables of fields.
 */
const [room = '', ...furtherTests] = process.argv.slice(2);
const mirrored = room
	? [room, ...furtherTests]
	: readdirSync('nodes/Feishu').map((file) => file.replace(/\.node\.ts$/, ''));

const isOf = (file) => (name) => file === `${name}.test.ts` || file.startsWith(`${name}/`);
const tables = ['!nodes/Feishu/errors/codes.ts', '!nodes/Feishu/errors/reasons/**'];
await new Stryker({
	mutate: [`nodes/Feishu/${room}.ts`, join('nodes/Feishu', room, '**/*.ts'), ...tables],
	tests: readdirSync('test', { recursive: true })
		.filter(
			(file) => /\.test\.ts$/.test(file) && !/random|simulation|texts|client\/clock/.test(file),
		)
		.filter((file) => mirrored.some(isOf(file)))
		.map((file) => `test/${file}`),
}).runMutationTest();
