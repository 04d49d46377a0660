import type { LogEntry } from '../feishu';
import { Account, type Episode, type JournalEntry, type Told } from './account';

const done = (id: string): Told => ({ id, ok: true });

const failure = (
	id: string,
	reason: string,
	says = 'was not recalled',
	retryable = false,
): Told => ({ id, ok: false, reason, message: `Message ${id} ${says}.`, retryable });

/** One execution from 100 to 200. */
const episode = (changes: Partial<Episode>): Episode => ({
	done: 'recalled',
	from: 100,
	to: 200,
	asked: ['a'],
	told: [],
	stopped: false,
	...changes,
});

const request = (code: number | undefined, at = 150, fault?: string) =>
	({ messageId: 'a', code, at, fault, status: code === undefined ? undefined : 200 }) as LogEntry;

function judged(one: Episode, recalls: JournalEntry[] = [], requests: LogEntry[] = []) {
	const account = new Account();
	const open = account.judge([one], recalls, requests);
	const { lost, doubled, misreported, unnamed } = account;
	return {
		open,
		lost: lost.length,
		doubled: doubled.length,
		misreported: misreported.length,
		unnamed: unnamed.length,
	};
}

const clean = { open: [], lost: 0, doubled: 0, misreported: 0, unnamed: 0 };
const recall = { id: 'a', at: 150 };

describe('the account finds nothing in', () => {
	test.each<[string, Episode, JournalEntry[], LogEntry[]]>([
		['a message that was recalled', episode({ told: [done('a')] }), [recall], [request(0)]],
		[
			'a message that may not be recalled',
			episode({ told: [failure('a', 'not_allowed_to_recall')] }),
			[],
			[request(230026)],
		],
		[
			'a lost answer that says so',
			episode({ told: [failure('a', 'unreachable', 'may not have been recalled')] }),
			[recall],
			[request(undefined)],
		],
		[
			'a lost answer before a refusal that says so',
			episode({
				told: [failure('a', 'message_not_found', 'is gone; an earlier try may have recalled it')],
			}),
			[recall],
			[request(undefined), request(99992354)],
		],
		[
			'an earlier recall that a lost answer makes look like its own',
			episode({ told: [done('a')] }),
			[{ id: 'a', at: 50 }],
			[request(undefined), request(230110)],
		],
		[
			'a message named twice',
			episode({ asked: ['a', 'a'], told: [done('a'), done('a')] }),
			[recall],
			[request(0)],
		],
	])('%s', (_, one, recalls, requests) => {
		expect(judged(one, recalls, requests)).toEqual(clean);
	});

	test('a text that may have been sent, and says so; it is not sent again', () => {
		const says = 'may not have been sent';
		const told = [failure('a', 'unreachable', says, true)];
		expect(judged(episode({ done: 'sent', told }), [recall])).toEqual(clean);
		expect(judged(episode({ done: 'sent', told }))).toEqual(clean);
	});

	test('a cancelled execution that tells nothing; it is asked for again', () => {
		expect(judged(episode({ stopped: true }), [recall])).toEqual({ ...clean, open: ['a'] });
	});
});

describe('the account finds', () => {
	test('a message that nobody speaks of', () => {
		expect(judged(episode({}))).toMatchObject({ lost: 1, open: ['a'] });
	});

	test('a message that is told as recalled, and still there', () => {
		expect(judged(episode({ told: [done('a')] }))).toMatchObject({ lost: 1 });
	});

	test('a message that is told as recalled before, and still there', () => {
		expect(judged(episode({ told: [failure('a', 'already_recalled')] }))).toMatchObject({
			lost: 1,
		});
	});

	test('a message that is told twice', () => {
		const one = episode({ told: [done('a'), failure('a', 'unreachable')] });
		expect(judged(one, [recall])).toMatchObject({ doubled: 1 });
	});

	test('a doubt that nothing gives rise to', () => {
		const says = 'may not have been recalled';
		const one = episode({ told: [failure('a', 'unreachable', says)] });
		expect(judged(one, [recall], [request(0)])).toMatchObject({ misreported: 1 });
	});

	test("a request after Feishu's last word", () => {
		const requests = [request(0), request(230110)];
		expect(judged(episode({ told: [done('a')] }), [recall], requests)).toMatchObject({
			doubled: 1,
		});
	});

	test('a message that is told as not recalled, and was', () => {
		const one = episode({ told: [failure('a', 'feishu_unavailable')] });
		expect(judged(one, [recall])).toMatchObject({ misreported: 1 });
	});

	test("somebody else's recall told as its own", () => {
		const one = episode({ told: [done('a')] });
		expect(judged(one, [{ id: 'a', at: 50 }], [request(0)])).toMatchObject({ misreported: 1 });
	});

	test('a message that went, and that nobody has named', () => {
		const one = episode({ told: [done('a')] });
		expect(judged(one, [recall, { id: 'b', at: 150 }])).toMatchObject({ unnamed: 1 });
	});

	test('a text that was sent twice', () => {
		const one = episode({ done: 'sent', told: [done('a')] });
		expect(judged(one, [recall, recall])).toMatchObject({ doubled: 1 });
	});

	test('a text that is told as sent, and was not; and one told as not sent, and was', () => {
		const sent = episode({ done: 'sent', told: [done('a')] });
		expect(judged(sent)).toMatchObject({ lost: 1 });
		const refused = episode({
			done: 'sent',
			told: [failure('a', 'bot_not_in_chat', 'was not sent')],
		});
		expect(judged(refused, [recall])).toMatchObject({ misreported: 1 });
	});
});
