/** Feishu's page on the content of messages, as apps get it. */
export const contents =
	'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/im-v1/message/message_content';

const github = 'https://github.com';

/** Feishu's own programs, which read messages, and what was said about them. */
export const cli = `${github}/larksuite/cli/tree/main/shortcuts/im/convert_lib`;
export const cliFiles = `${github}/larksuite/cli/pull/2515`;
export const javaSdk = `${github}/larksuite/oapi-sdk-java/pull/187`;
export const nodeSdk = `${github}/larksuite/node-sdk/tree/main/channel/normalize`;
export const pythonSdk = `${github}/larksuite/oapi-sdk-python/pull/167`;
export const plugin = `${github}/larksuite/openclaw-lark/blob/main/tests/inbound-post-content-v2.test.ts`;

/** Messages that other projects received and published. */
export const ccConnect = `${github}/chenhg5/cc-connect/issues/1884`;
export const hermes = `${github}/NousResearch/hermes-agent/pull/114154`;
export const hermesFiles = `${github}/NousResearch/hermes-agent/pull/114871`;
export const openClaw = `${github}/openclaw/openclaw/issues/151792`;
export const larkim = `${github}/amzyang/larkim`;
