import type { Window } from './Window';

/**
 * 50 requests a second and 1,000 a minute, for each API, app, and tenant.
 * Source: https://open.feishu.cn/document/ukTMukTMukTM/uUzN04SN3QjL1cDN (tier 4).
 */
export const tier4: readonly Window[] = [
	{ requests: 50, ms: 1_000 },
	{ requests: 1_000, ms: 60_000 },
];

/**
 * 5 messages a second to one chat, from all bots in it together, and to one person; as many updates of one card.
 * Where other bots write to the chat as well, a refusal leaves this process its share of the five, which grows again.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/create
 */
export const fiveASecond: readonly Window[] = [{ requests: 5, ms: 1_000, fromAnswer: true }];
