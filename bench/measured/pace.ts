/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @typescript-eslint/no-require-imports -- reaches into the built node; the benchmark never ships */
import { join } from 'node:path';

import type { Pace, Paces, Window } from '../../nodes/Feishu/client/pace';

/** 25 requests in each millisecond: far more than any process sends. */
const wide = (): Window => ({ requests: 1000, ms: 1 });

/**
 * Our node keeps to 50 requests a second whatever the server allows. To see what it costs without limits,
 * its windows are widened; all of its pace's own work is still done, with other numbers.
 */
export function widenThePace(): void {
	const file = join(__dirname, '../../dist/nodes/Feishu/client/pace.js');
	const exported = require(file) as { Paces?: typeof Paces };
	const paces = exported.Paces?.prototype;
	if (typeof paces?.of !== 'function') {
		throw new Error(
			'The built client/pace.js has no Paces.of any more, which bench/measured/pace.ts widens.',
		);
	}
	const { of } = paces;
	paces.of = function (this: Paces, key: string, windows: readonly Window[]): Pace {
		return of.call(this, key, windows.map(wide));
	};
}
