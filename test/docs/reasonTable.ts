import { codes } from '../../nodes/Feishu/errors/codes';
import { reasons, type Reason } from '../../nodes/Feishu/errors/failures';
import { reasonsInChinese } from './reasons.zh-CN';

/** Which reasons the node tries again by itself, and how; anything else is asked once. */
const retried = {
	rate_limited: 'untilTold',
	token_rejected: 'newToken',
	feishu_unavailable: 'fourTries',
	unreachable: 'fourTries',
	timed_out: 'fourTries',
} as const satisfies Partial<Record<Reason, string>>;

interface Language {
	header: [reason: string, says: string, todo: string, codes: string, retried: string];
	words: Readonly<Record<string, { says: string; todo: string }>>;
	sentence(says: string): string;
	retried: Record<(typeof retried)[keyof typeof retried], string>;
}

/** The READMEs, and what their tables say. */
export const readmes = {
	'README.md': {
		header: ['Reason', 'What happened', 'What to do', "Feishu's codes", 'Retried'],
		words: reasons,
		sentence: (says) => `The message ${says}`,
		retried: {
			untilTold: 'as long as Feishu says, up to 5 minutes',
			newToken: 'once, with a new token',
			fourTries: 'up to 4 tries in a minute',
		},
	},
	'README.zh-CN.md': {
		header: ['原因（reason）', '发生了什么', '怎么处理', '飞书错误码', '自动重试'],
		words: reasonsInChinese,
		sentence: (says) => says,
		retried: {
			untilTold: '按飞书告知的时间等待，最长 5 分钟',
			newToken: '换新令牌重试一次',
			fourTries: '一分钟内最多尝试 4 次',
		},
	},
} as const satisfies Record<string, Language>;

export type Readme = keyof typeof readmes;

/** The table of reasons in a README, made from the tables in the code. */
export function reasonTable(readme: Readme): string {
	const language: Language = readmes[readme];
	const rows = Object.keys(reasons).map((name) => {
		const reason = name as Reason;
		const { says, todo } = language.words[reason] ?? { says: '?', todo: '?' };
		const again = reason in retried ? retried[reason as keyof typeof retried] : undefined;
		return [
			`\`${reason}\``,
			language.sentence(says),
			todo,
			codesOf(reason),
			again === undefined ? '' : language.retried[again],
		];
	});
	return [language.header, language.header.map(() => '---'), ...rows]
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
