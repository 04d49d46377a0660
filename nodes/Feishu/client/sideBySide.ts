/**
 * As many as Feishu lets start in one second, so that a small run waits for no answer. When each takes 400 ms,
 * 20 are in flight on average: what waits for its turn holds no socket.
 */
export const sideBySide = 50;
