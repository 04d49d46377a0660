/* eslint-disable @n8n/community-nodes/no-restricted-globals -- it is about a timer of n8n */
// n8n 1.x starts an interval for its SSH connections that only a server's shutdown stops; it must not keep jest alive.
const { setInterval: start } = globalThis;
globalThis.setInterval = ((...parameters: Parameters<typeof start>) =>
	start(...parameters).unref()) as typeof start;
