/* eslint-disable @n8n/community-nodes/no-restricted-globals, no-console -- prints to a terminal */
import type { IDataObject } from 'n8n-workflow';

import type { NodeRun } from '../test/engine/runNode';
import type { DemoMessage } from './messages';

const color = process.stdout.isTTY && process.env.NO_COLOR === undefined;
const paint = (code: number) => (text: string) =>
	color ? `\u001b[${code}m${text}\u001b[0m` : text;
const bold = paint(1);
const dim = paint(2);
const red = paint(31);
const green = paint(32);
const cyan = paint(36);

export function printSent({ success, failure, error }: NodeRun): void {
	console.log(bold(`Sent: ${success.length}`));
	for (const { message_id: id, text } of success) {
		console.log(`  ${green('✓')} ${String(id)} ${dim(String(text))}`);
	}
	printFailures({ failure, error });
	console.log();
}

/** Branch by branch: the message, the reason, and what the node advises. */
export function printItems({ success, failure, error }: NodeRun): void {
	console.log(bold(`Recalled, on the Success output: ${success.length}`));
	for (const { message_id: id } of success) console.log(`  ${green('✓')} ${String(id)}`);
	console.log(bold(`\nNot recalled, on the Error output: ${failure.length}`));
	printFailures({ failure, error });
}

function printFailures({ failure, error }: Pick<NodeRun, 'failure' | 'error'>): void {
	for (const item of failure) {
		const { reason, message, hint } = item.error as Record<string, string>;
		console.log(`  ${red('✗')} ${bold(String(reason))}`);
		console.log(`    ${String(message)}`);
		console.log(dim(`    ${String(hint)}`));
	}
	if (error) console.log(red(`The execution ended with: ${error.message}`));
}

/** Whether every message took the branch that it had to; says so either way. */
export function printAccount(
	messages: Array<Pick<DemoMessage, 'id' | 'expected'>>,
	{ success, failure }: NodeRun,
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
			? green(`All ${messages.length} messages took the right branch.`)
			: red(`Wrong branch for: ${wrong.join(', ') || 'items that should not be there'}`);
	console.log(`\n${account}`);
	return wrong.length === 0 && took.length === should.length;
}

export interface Welcome {
	url: string;
	email: string;
	password: string;
	/** What the credential stands for. */
	app: string;
	workflows: Array<{ name: string; url: string }>;
	steps: string[];
}

export function printWelcome(welcome: Welcome): void {
	const { url, email, password, app, workflows, steps } = welcome;
	const rows = [
		['Open', cyan(url)],
		['E-mail', email],
		['Password', password],
		['App', app],
	] as const;
	console.log(`\n${green('●')} ${bold('n8n is running')}\n`);
	for (const [label, value] of rows) console.log(`  ${dim(label.padEnd(10))}${value}`);
	console.log(`\n${bold('Workflows')}\n`);
	for (const { name, url: address } of workflows) console.log(`  ${name}\n    ${cyan(address)}`);
	console.log(`\n${bold('What to click')}\n`);
	steps.forEach((step, index) => console.log(`  ${dim(`${index + 1}.`)} ${step}`));
	console.log(`\n${dim('Ctrl+C stops n8n and removes everything that it stored.')}\n`);
}
