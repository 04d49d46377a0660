import { codes } from '../../nodes/Feishu/errors/codes';
import { reasons, type Reason } from '../../nodes/Feishu/errors/reasons';
import { apis } from '../operations/apis';
import { reasonsInChinese } from './reasons.zh-CN';
import { tableOf } from './table';

type Words = Readonly<Record<string, { cause: string; nextStep: string }>>;

interface InOneLanguage {
	suffix: string;
	header: [reason: string, cause: string, nextStep: string, codes: string, retried: string];
	words: Words;
	sentence(cause: string, reason: Reason): string;
	/** Words for the client's own retries; a retry that is left to the caller has none. */
	retried: Record<'wait' | 'backoff' | 'newToken', string>;
}

/** The subject of a cause where it is not the message. */
const subjects: Partial<Record<Reason, string>> = {
	invalid_message_id: 'The field',
	too_many_matches: 'The chat',
	chat_not_found: 'The chat',
	not_readable: 'The chat or thread',
};

/** The file suffix of each language, and the words of its tables. */
export const languages = {
	en: {
		suffix: '',
		header: ['Reason', 'What happened', 'What to do', "Feishu's codes", 'Retried'],
		words: reasons,
		sentence: (cause, reason) =>
			reasons[reason].speaksOf === 'target'
				? `${subjects[reason] ?? 'The message'} ${cause}`
				: `${cause.charAt(0).toUpperCase()}${cause.slice(1)}`,
		retried: {
			wait: 'as long as Feishu says, up to 5 minutes',
			newToken: 'once, with a new token',
			backoff: 'up to 4 tries in a minute',
		},
	},
	'zh-CN': {
		suffix: '.zh-CN',
		header: ['原因（reason）', '发生了什么', '怎么处理', '飞书错误码', '自动重试'],
		words: reasonsInChinese,
		sentence: (cause) => cause,
		retried: {
			wait: '按飞书告知的时间等待，最长 5 分钟',
			newToken: '换新令牌重试一次',
			backoff: '一分钟内最多尝试 4 次',
		},
	},
} as const satisfies Record<string, InOneLanguage>;

export type Language = keyof typeof languages;

/** The table of reasons, made from the tables in the code. */
export function reasonTable(name: Language): string {
	const language: InOneLanguage = languages[name];
	const rows = Object.keys(reasons).map((key) => {
		const reason = key as Reason;
		const { cause, nextStep } = language.words[reason] ?? { cause: '?', nextStep: '?' };
		return [
			`\`${reason}\``,
			language.sentence(cause, reason),
			nextStep.replace('{scope}', 'that `hint` names'),
			codesOf(reason),
			retriedWords(reason, language),
		];
	});
	return tableOf([language.header, ...rows]);
}

function retriedWords(reason: Reason, { retried }: InOneLanguage): string {
	if (reason === 'token_rejected') return retried.newToken;
	const { retry } = reasons[reason];
	return retry === undefined || retry === 'caller' ? '' : retried[retry];
}

/** The codes of a reason at all APIs or at one of them, with neighboring codes as a range. */
function codesOf(reason: Reason): string {
	const tables = [codes, ...apis.map((api) => api.codes ?? {})];
	const all = tables
		.flatMap((table) => Object.entries(table))
		.filter(([, row]) => row.reason === reason)
		.map(([code]) => Number(code));
	const own = [...new Set(all)].sort((a, b) => a - b);
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
