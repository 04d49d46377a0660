/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a program of its own */
import { runNode } from '../engine/runNode';

/** Recalls one message and prints what leaves by the success output, or the failures. */
async function main([id = '', credential = '{}']: string[]): Promise<void> {
	const result = await runNode({
		items: [{ message_id: id }],
		credential: JSON.parse(credential) as Record<string, string>,
	});
	process.stdout.write(
		`\n${JSON.stringify(result.success.length > 0 ? result.success : result.failure)}\n`,
	);
	process.exit(0);
}

void main(process.argv.slice(2));
