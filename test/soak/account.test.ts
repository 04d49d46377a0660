import type { LogEntry } from '../feishu';
import { Account, type RecallRecord, type Episode } from './account';

const recalled = (id: string) => ({ message_id: id });

const failure = (id: string, reason: string, says = 'was not recalled', retryable = false) => ({
	error: { message_id: id, reason, message: `Message ${id} ${says}.`, retryable },
});

/** One execution from 100 to 200. */
const episode = (changes: Partial<Episode>): Episode => ({
	from: 100,
	to: 200,
	asked: ['a'],
	success: [],
	failure: [],
	stopped: false,
	...changes,
});

const request = (code: number | undefined, at = 150, fault?: string) =>
	({ messageId: 'a', code, at, fault, status: code === undefined ? undefined : 200 }) as LogEntry;

function judged(one: Episode, recalls: RecallRecord[] = [], requests: LogEntry[] = []) {
	const account = new Account();
	const open = account.judge([one], recalls, requests);
	const { lost, doubled, misreported } = account;
	return { open, lost: lost.length, doubled: doubled.length, misreported: misreported.length };
}

const clean = { open: [], lost: 0, doubled: 0, misreported: 0 };
const recall = { id: 'a', at: 150 };

describe('the account finds nothing in', () => {
	test.each<[string, Episode, RecallRecord[], LogEntry[]]>([
		['a message that was recalled', episode({ success: [recalled('a')] }), [recall], [request(0)]],
		[
			'a message that may not be recalled',
			episode({ failure: [failure('a', 'not_allowed_to_recall')] }),
			[],
			[request(230026)],
		],
		[
			'a lost answer that says so',
			episode({ failure: [failure('a', 'unreachable', 'may not have been recalled')] }),
			[recall],
			[request(undefined)],
		],
		[
			'a lost answer before a refusal that says so',
			episode({
				failure: [
					failure('a', 'message_not_found', 'is gone; an earlier try may have recalled it'),
				],
			}),
			[recall],
			[request(undefined), request(99992354)],
		],
		[
			'an earlier recall that a lost answer makes look like its own',
			episode({ success: [recalled('a')] }),
			[{ id: 'a', at: 50 }],
			[request(undefined), request(230110)],
		],
		[
			'a message named twice',
			episode({ asked: ['a', 'a'], success: [recalled('a'), recalled('a')] }),
			[recall],
			[request(0)],
		],
	])('%s', (_, one, recalls, requests) => {
		expect(judged(one, recalls, requests)).toEqual(clean);
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
		expect(judged(episode({ success: [recalled('a')] }))).toMatchObject({ lost: 1 });
	});

	test('a message that is told as recalled before, and still there', () => {
		expect(judged(episode({ failure: [failure('a', 'already_recalled')] }))).toMatchObject({
			lost: 1,
		});
	});

	test('a message that is told twice', () => {
		const one = episode({ success: [recalled('a')], failure: [failure('a', 'unreachable')] });
		expect(judged(one, [recall])).toMatchObject({ doubled: 1 });
	});

	test('a doubt that nothing gives rise to', () => {
		const says = 'may not have been recalled';
		const one = episode({ failure: [failure('a', 'unreachable', says)] });
		expect(judged(one, [recall], [request(0)])).toMatchObject({ misreported: 1 });
	});

	test("a request after Feishu's last word", () => {
		const requests = [request(0), request(230110)];
		expect(judged(episode({ success: [recalled('a')] }), [recall], requests)).toMatchObject({
			doubled: 1,
		});
	});

	test('a message that is told as not recalled, and was', () => {
		const one = episode({ failure: [failure('a', 'feishu_unavailable')] });
		expect(judged(one, [recall])).toMatchObject({ misreported: 1 });
	});

	test("somebody else's recall told as its own", () => {
		const one = episode({ success: [recalled('a')] });
		expect(judged(one, [{ id: 'a', at: 50 }], [request(0)])).toMatchObject({ misreported: 1 });
	});
});
