/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error -- drives real n8n servers from outside; never ships */
/** One line a step: what it is, then how long it took. On a terminal the seconds count up. */
export async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
	const started = Date.now();
	const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
	const { stdout } = process;
	stdout.write(`${title} … `);
	const counting = stdout.isTTY
		? setInterval(() => stdout.write(`\r${title} … ${seconds()} `), 1000)
		: undefined;
	try {
		const result = await work();
		stdout.write(`${stdout.isTTY ? `\r${title} … ` : ''}done in ${seconds()}\n`);
		return result;
	} catch (error) {
		stdout.write(`${stdout.isTTY ? `\r${title} … ` : ''}failed after ${seconds()}\n`);
		throw error;
	} finally {
		clearInterval(counting);
	}
}
