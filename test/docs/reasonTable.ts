import { codes } from '../../nodes/Feishu/errors/codes';
import { reasons, type Reason } from '../../nodes/Feishu/errors/failures';

/** What the node does by itself before it gives up; anything else is asked once. */
const retried: Partial<Record<Reason, string>> = {
	rate_limited: 'as long as Feishu says, up to 5 minutes',
	token_rejected: 'once, with a new token',
	feishu_unavailable: 'up to 4 tries in a minute',
	unreachable: 'up to 4 tries in a minute',
	timed_out: 'up to 4 tries in a minute',
};

/** The table of reasons in the README, made from the tables in the code. */
export function reasonTable(): string {
	const rows = Object.entries(reasons).map(([name, { says, todo }]) => {
		const reason = name as Reason;
		return [`\`${reason}\``, `The message ${says}`, todo, codesOf(reason), retried[reason] ?? ''];
	});
	const header = ['Reason', 'What happened', 'What to do', "Feishu's codes", 'Retried'];
	return [header, header.map(() => '---'), ...rows]
		.map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
		.join('\n');
}

/** Runs of neighboring codes as a range. */
function codesOf(reason: Reason): string {
	const own = Object.entries(codes)
		.filter(([, row]) => row.reason === reason)
		.map(([code]) => Number(code))
		.sort((a, b) => a - b);
	const runs: number[][] = [];
	for (const code of own) {
		const run = runs.at(-1);
		if (run !== undefined && run.at(-1) === code - 1) run.push(code);
		else runs.push([code]);
	}
	return runs
		.map((run) => (run.length > 3 ? `${run[0]}–${run.at(-1)}` : run.join(', ')))
		.join(', ');
}
