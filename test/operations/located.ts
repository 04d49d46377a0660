/** The value of a field that offers a list and several kinds of IDs, as n8n hands it to the node. */
export const located = (mode: string, value: unknown) => ({ __rl: true, mode, value });
