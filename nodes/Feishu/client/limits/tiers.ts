import type { Window } from './RateLimiter';

/**
 * 50 requests a second and 1,000 a minute, for each API, app, and tenant.
 * Source: https://open.feishu.cn/document/ukTMukTMukTM/uUzN04SN3QjL1cDN (tier 4).
 */
export const tier4: readonly Window[] = [
	{ requests: 50, ms: 1_000 },
	{ requests: 1_000, ms: 60_000 },
];
