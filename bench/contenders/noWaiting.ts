/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @typescript-eslint/no-require-imports -- reaches into the built node; the benchmark never ships */
import { join } from 'node:path';

import type { Window } from '../../nodes/Feishu/client/limits/RateLimiter';
import type { RateLimiters } from '../../nodes/Feishu/client/limits/RateLimiters';

/** 25 requests in each millisecond: far more than any process sends. */
const wide = (): Window => ({ requests: 1000, ms: 1 });

/**
 * Our node keeps to 50 requests a second whatever the server allows. To see what it costs without limits,
 * its windows are widened; all of its rate limiter's own work is still done, with other numbers.
 */
export function waitForNoLimit(): void {
	const file = join(__dirname, '../../dist/nodes/Feishu/client/limits/RateLimiters.js');
	const limiters = (require(file) as { RateLimiters: typeof RateLimiters }).RateLimiters.prototype;
	const { of } = limiters;
	limiters.of = function (key, windows) {
		return of.call(this, key, windows.map(wide));
	};
}
