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

/** Of a terminal, or the usual one where the text goes elsewhere. */
const columns = Math.min(process.stdout.columns ?? 80, 100);

export const printLine = (line: string) => console.log(`\n${line}`);
export const printTitle = (title: string) => printLine(bold(title));

type Outcome = Pick<NodeRun, 'success' | 'failure' | 'error'>;

/** Prints each item: its text and its ID, or the reason and the next step. */
export function printItems({ success, failure, error }: Outcome): void {
	for (const { message_id: id, text, would_recall: isListed } of success) {
		console.log(
			`  ${isListed ? dim('○') : green('✓')} ${[id ?? 'No message', text].filter(Boolean).join('  ')}`,
		);
	}
	for (const item of failure) {
		const { reason, message } = item.error as Record<string, string>;
		console.log(`  ${red('✗')} ${bold(String(reason))}`);
		for (const line of wrapped(String(message), columns - 4)) console.log(`    ${line}`);
	}
	if (error) console.log(red(`The execution ended with: ${error.message}`));
}

function wrapped(text: string, width: number): string[] {
	const lines = [''];
	for (const word of text.split(' ')) {
		const longer = `${lines.at(-1)} ${word}`.trimStart();
		if (longer.length > width && lines.at(-1) !== '') lines.push(word);
		else lines[lines.length - 1] = longer;
	}
	return lines;
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
	const isRight = wrong.length === 0 && took.length === should.length;
	printLine(
		isRight
			? green('Every message took the right branch.')
			: red(`Wrong branch for: ${wrong.join(', ') || 'items that should not be there'}`),
	);
	return isRight;
}

/** Whether all that was sent is gone in the end. */
export function printLeft(count: number, { success, ...others }: NodeRun): boolean {
	if (count > 0 && success.length === count) {
		console.log(green(`Of the ${count} that were sent, nothing is left in the chat.`));
	} else if (count > 0) {
		printLine(red('Could not be taken back:'));
		printItems({ success: [], ...others });
	}
	return success.length === count;
}

export interface Welcome {
	url: string;
	email: string;
	password: string;
	/** The app of the credential. */
	app: string;
	/** Where the chats are to be seen, if anywhere. */
	page?: string;
	workflows: Array<{ name: string; url: string }>;
	steps: string[];
}

export function printWelcome(welcome: Welcome): void {
	const { url, page, email, password, app, workflows, steps } = welcome;
	const rows = [
		['Open', cyan(url)],
		['E-mail', email],
		['Password', password],
		['App', app],
		...(page ? [['Chats', cyan(page)] as const] : []),
	] as const;
	console.log(`\n${green('●')} ${bold('n8n is running')}\n`);
	for (const [label, value] of rows) console.log(`  ${dim(label.padEnd(10))}${value}`);
	console.log(`\n${bold('Workflows')}\n`);
	for (const { name, url: address } of workflows) console.log(`  ${name}\n    ${cyan(address)}`);
	console.log(`\n${bold('What to click')}\n`);
	steps.forEach((step, index) => console.log(`  ${dim(`${index + 1}.`)} ${step}`));
	console.log(`\n${dim('Ctrl+C stops n8n and removes everything that it stored.')}\n`);
}
