/* eslint-disable @n8n/community-nodes/no-restricted-globals, no-console -- prints for a person at a terminal; never ships */
const color = process.stdout.isTTY && process.env.NO_COLOR === undefined;
const paint = (code: number) => (text: string) =>
	color ? `\u001b[${code}m${text}\u001b[0m` : text;

export const bold = paint(1);
export const dim = paint(2);
export const green = paint(32);
export const cyan = paint(36);

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
