/* eslint-disable @n8n/community-nodes/no-restricted-globals, no-console -- prints to a terminal */
import type { IDataObject } from 'n8n-workflow';

import type { Recalled } from '../test/engine/recall';
import type { DemoMessage } from './messages';

const color = process.stdout.isTTY && process.env.NO_COLOR === undefined;
const paint = (code: number, text: string) => (color ? `\u001b[${code}m${text}\u001b[0m` : text);

/** Branch by branch: the message, the reason, and what the node advises. */
export function printItems({ success, failure, error }: Recalled): void {
	console.log(paint(1, `Success branch: ${success.length}`));
	for (const { message_id: id } of success) console.log(`  ${paint(32, '✓')} ${String(id)}`);
	console.log(paint(1, `\nFailure branch: ${failure.length}`));
	for (const item of failure) {
		const { reason, message, hint } = item.error as Record<string, string>;
		console.log(`  ${paint(31, '✗')} ${paint(1, String(reason))}`);
		console.log(`    ${String(message)}`);
		console.log(paint(2, `    ${String(hint)}`));
	}
	if (error) console.log(paint(31, `The execution ended with: ${error.message}`));
}

/** Whether every message took the branch that it had to; says so either way. */
export function printAccount(
	messages: Array<Pick<DemoMessage, 'id' | 'expected'>>,
	{ success, failure }: Recalled,
): boolean {
	const recalled = success.map(({ message_id: id }) => `success ${String(id)}`);
	const failed = failure.map(({ error }) => {
		const { reason, message_id: id = '' } = error as IDataObject;
		return `${String(reason)} ${String(id)}`;
	});
	const took = [...recalled, ...failed].sort();
	const should = messages.map(({ id, expected }) => `${expected} ${id}`).sort();
	const wrong = should.filter((line, index) => line !== took[index]);
	const account =
		wrong.length === 0 && took.length === should.length
			? paint(32, `All ${messages.length} messages took the right branch.`)
			: paint(31, `Wrong branch for: ${wrong.join(', ') || 'items that should not be there'}`);
	console.log(`\n${account}`);
	return wrong.length === 0 && took.length === should.length;
}
