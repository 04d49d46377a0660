import type { IDataObject } from 'n8n-workflow';

import type { Fault } from '../feishu';
import { runNode } from './runNode';
import { useFeishu } from './useFeishu';

const used = useFeishu();

async function recallOne(id: string, options: IDataObject = {}) {
	return await runNode({
		items: [{ message_id: id }],
		credential: used.credential(),
		parameters: { options },
	});
}

const errorOf = (result: { failure: IDataObject[] }) => result.failure[0]?.error as IDataObject;

describe('what really happens at Feishu leaves by the error output with its reason', () => {
	test.each<[reason: string, code: number, cause: () => string]>([
		[
			'not_allowed_to_recall',
			230026,
			() => used.feishu.world.sendMessage({ sender: used.feishu.world.user }),
		],
		['recall_window_passed', 230009, () => used.feishu.world.sendMessage({ ageHours: 25 })],
		[
			'message_type_not_recallable',
			230054,
			() => used.feishu.world.sendMessage({ type: 'system' }),
		],
		[
			'chat_dissolved',
			232009,
			() => used.feishu.world.sendMessage({ chat: used.feishu.world.addChat({ dissolved: true }) }),
		],
		[
			'bot_not_in_chat',
			230002,
			() => used.feishu.world.sendMessage({ chat: used.feishu.world.addChat({ botIn: false }) }),
		],
		[
			'bot_not_enabled',
			230006,
			() => {
				used.feishu.world.app.botEnabled = false;
				return used.feishu.world.sendMessage();
			},
		],
		[
			'user_not_available',
			230013,
			() => {
				const user = used.feishu.world.addUser({ available: false });
				return used.feishu.world.sendMessage({ chat: used.feishu.world.p2pChat(user) });
			},
		],
		[
			'ip_not_allowed',
			99991401,
			() => {
				used.feishu.world.app.ipAllowlist = ['203.0.113.7'];
				return used.feishu.world.sendMessage();
			},
		],
		['message_not_found', 99992354, () => 'om_neverseen'],
		['invalid_request', 230001, () => used.feishu.world.sendMessage({ erased: true })],
	])('%s (%i)', async (reason, code, cause) => {
		const id = cause();
		const result = await recallOne(id);
		expect(result.success).toEqual([]);
		expect(errorOf(result)).toMatchObject({
			reason,
			code,
			http_status: 400,
			message_id: id,
			attempts: 1,
			retryable: false,
			log_id: expect.any(String),
			message: expect.stringMatching(new RegExp(`^Message ${id} .* \\(${code}\\)$`)),
		});
	});

	test('a missing scope is named', async () => {
		used.feishu.world.app.scopes = [];
		const error = errorOf(await recallOne(used.feishu.world.sendMessage()));
		expect(error).toMatchObject({
			reason: 'permission_missing',
			code: 99991672,
			missing_scopes: expect.arrayContaining(['im:message:recall']),
			troubleshooter: expect.stringMatching(/^https:/),
		});
	});

	test('an app that is switched off', async () => {
		const id = used.feishu.world.sendMessage();
		expect((await recallOne(id)).success).toHaveLength(1);
		used.feishu.world.app.unusableIn = [used.feishu.world.tenant.key];
		const error = errorOf(await recallOne(used.feishu.world.sendMessage()));
		expect(error.reason).toBe('app_unavailable');
	});
});

describe('codes that have no cause here are told apart as well', () => {
	test.each<[number, string, Partial<{ httpStatus: number }>?]>([
		[9499, 'invalid_request'],
		[4000, 'invalid_request'],
		[99992402, 'invalid_request'],
		[99992351, 'invalid_request'],
		[10020, 'message_not_found'],
		[10037, 'message_not_found'],
		[11224, 'message_not_found'],
		[11238, 'recall_window_passed'],
		[230027, 'permission_missing'],
		[99991676, 'permission_missing'],
		[99991679, 'permission_missing'],
		[230050, 'message_not_visible'],
		[230110, 'already_recalled'],
		[230011, 'already_recalled'],
		[99991403, 'quota_exhausted', { httpStatus: 429 }],
		[99991406, 'quota_exhausted', { httpStatus: 429 }],
		[99991662, 'app_unavailable'],
		[99991673, 'app_unavailable'],
		[11205, 'app_unavailable'],
		[1234567, 'unknown'],
	])('%i is %s, asked once', async (code, reason, extra = {}) => {
		const id = used.feishu.world.sendMessage();
		used.feishu.script({
			route: 'recall',
			kind: 'code',
			code,
			msg: 'words, ext=more',
			...extra,
		} as Fault);
		const error = errorOf(await recallOne(id));
		expect(error).toMatchObject({ reason, code, attempts: 1 });
		expect(used.feishu.log.count('recall')).toBe(1);
	});

	test("an unknown code keeps Feishu's own words", async () => {
		used.feishu.script({
			route: 'recall',
			kind: 'code',
			code: 1234567,
			msg: 'The moon is full, ext=indeed',
		});
		const error = errorOf(await recallOne(used.feishu.world.sendMessage()));
		expect(error.message).toContain('"The moon is full, ext=indeed"');
	});

	test.each([99991661, 99991663, 99991664, 99991665, 99991668, 99991671, 99991677])(
		'%i is a rejected token: tried once more with a new one',
		async (code) => {
			used.feishu.settings.tokenTtlSeconds = 60;
			used.feishu.script({ route: 'recall', kind: 'code', code });
			expect((await recallOne(used.feishu.world.sendMessage())).success).toHaveLength(1);
			expect(used.feishu.log.count('recall')).toBe(2);
		},
	);

	test.each([10003, 10005, 10012, 10013, 10014, 10015, 99991543, 20002])(
		'%i of the token endpoint is credentials_rejected, asked once',
		async (code) => {
			used.feishu.world.app.secret = `secret-${code}`;
			used.feishu.script({ route: 'token', kind: 'code', code, httpStatus: 200 });
			const error = errorOf(await recallOne(used.feishu.world.sendMessage()));
			expect(error).toMatchObject({ reason: 'credentials_rejected', code });
			expect(used.feishu.log.count('token', 'recall')).toBe(1);
		},
	);
});

describe('a message that had been recalled before', () => {
	test.each([230110, 230011] as const)('fails with %i unless told otherwise', async (code) => {
		used.feishu.settings.secondRecallCode = code;
		const id = used.feishu.world.sendMessage();
		await recallOne(id);
		const result = await recallOne(id);
		expect(errorOf(result)).toMatchObject({ reason: 'already_recalled', code });
		expect(result.hints).toEqual([]);
	});

	test.each([230110, 230011] as const)(
		'succeeds with %i when asked to, and says so',
		async (code) => {
			used.feishu.settings.secondRecallCode = code;
			const id = used.feishu.world.sendMessage();
			await recallOne(id);
			const result = await recallOne(id, { whenAlreadyRecalled: 'succeed' });
			expect(result.success).toEqual([
				{ message_id: id, deleted: true, already_recalled: true, log_id: expect.any(String) },
			]);
			expect(result.hints).toEqual(['One message had been recalled or deleted before.']);
		},
	);
});

test.each(['X-Tt-Logid', 'X-Request-Id', 'Request-Id'] as const)(
	'the log ID is found in the header %s',
	async (logIdHeader) => {
		Object.assign(used.feishu.settings, { logIdHeader, logIdInBody: false });
		const error = errorOf(await recallOne('om_neverseen'));
		expect(error.log_id).toEqual(expect.any(String));
	},
);

test('an answer without a log ID is no obstacle', async () => {
	Object.assign(used.feishu.settings, { logIdHeader: null, logIdInBody: false });
	const id = used.feishu.world.sendMessage();
	expect((await recallOne(id)).success).toEqual([
		{ message_id: id, deleted: true, already_recalled: false },
	]);
});

test.each([400, 401, 200] as const)('a rejected token is renewed at HTTP %i', async (status) => {
	used.feishu.settings.rejectedTokenHttpStatus = status;
	await recallOne(used.feishu.world.sendMessage());
	used.feishu.world.tokens.invalidate();
	expect((await recallOne(used.feishu.world.sendMessage())).success).toHaveLength(1);
	expect(used.feishu.log.count('token')).toBe(2);
});
