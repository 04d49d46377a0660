import { classify } from '../../nodes/Feishu/client/http/classify';
import { codes, type CodeTable } from '../../nodes/Feishu/errors/codes';
import { reasons, type Reason } from '../../nodes/Feishu/errors/reasons';
import { sentenceOf } from '../../nodes/Feishu/errors/sentence';
import { apis } from '../operations/apis';

type Meanings = ReadonlyArray<readonly [Reason, number[]]>;

/** The contract's table of reasons, and the codes that mean them at every API. */
const everywhere: Meanings = [
	['invalid_request', [230001, 9499, 4000, 99992402, ...idChecksBut(99992354)]],
	['message_not_found', [99992354, 10020, 10037, 11224, 231003]],
	['bot_not_in_chat', [230002]],
	['bot_not_enabled', [230006]],
	['user_not_available', [230013]],
	['permission_missing', [230027, 99991672, 99991676, 99991679]],
	['message_not_visible', [230050]],
	['chat_dissolved', [232009]],
	['rate_limited', [99991400, 1000004, 1000005, 230020, 11232, 11233, 11247]],
	['quota_exhausted', [99991403, 99991406]],
	['token_rejected', [99991661, 99991663, 99991664, 99991665, 99991668, 99991671, 99991677]],
	['token_rejected', [4001, 20005, 20006, 20013, 20014]],
	['credentials_rejected', [10003, 10005, 10012, 10013, 10014, 10015, 99991543, 20002]],
	['app_unavailable', [99991662, 99991673, 11205, 11207, 11209, 11210, 20009, 20069]],
	['ip_not_allowed', [99991401]],
	['feishu_unavailable', [1500, 1642, 1663, 1668, 2200, 5000, 10101, 10105, 55001, 65001]],
];

/** The codes of images and files. */
const uploads: Meanings = [
	['file_refused', [234001, 234006, 234010, 234011, 234039, 234041, 234042]],
	['permission_missing', [234002]],
	['bot_not_enabled', [234007]],
	['feishu_unavailable', [234019, 232096]],
];

/** The codes of chats. */
const chats: Meanings = [
	['invalid_request', [232001]],
	['app_unavailable', [232004, 232034]],
	['bot_not_enabled', [232025]],
];

/** Meanings that codes have at one API only. */
const somewhere: Readonly<Record<string, Meanings>> = {
	'im.message.delete': [
		['recall_window_passed', [230009, 11238]],
		['not_allowed_to_recall', [230026]],
		['message_type_not_recallable', [230054]],
		['already_recalled', [230110, 230011]],
	],
	'im.batch_message.delete': [
		['recall_window_passed', [230009]],
		['not_allowed_to_recall', [230026]],
		['permission_missing', [230027]],
		['message_not_found', [230030]],
		['already_recalled', [230110, 230011]],
	],
	'im.batch_message.get_progress': [
		['permission_missing', [230027]],
		['message_not_found', [230030]],
		['message_not_visible', [230012]],
	],
	'im.message.create': [
		['invalid_request', [230001]],
		['receiver_not_found', [230019, 230034]],
		['receiver_refuses', [230018, 230035, 230036, 230038, 230053, 230075]],
		['user_not_available', [230029]],
		['content_refused', [230015, 230022, 230025, 230028, 230054, 230099]],
		['file_refused', [230017, 230055]],
		['still_sending', [230049]],
	],
	'im.message.reply': [
		['invalid_request', [230001]],
		['message_recalled', [230011, 230110]],
		['not_replyable', [230019, 230054, 230071, 230072, 230111]],
		['receiver_refuses', [230018, 230035, 230038, 230075]],
		['content_refused', [230015, 230022, 230025, 230028, 230099]],
		['file_refused', [230017, 230055]],
		['still_sending', [230049]],
	],
	'im.message.update': [
		['invalid_request', [230001]],
		['message_recalled', [230011, 230110]],
		['permission_missing', [230027]],
		['not_editable', [230054, 230071, 230072, 230073, 230074, 230075]],
		['receiver_refuses', [230018, 230035, 230038]],
		['content_refused', [230022, 230025, 230028]],
		['file_refused', [230055]],
	],
	'im.message.patch': [
		['invalid_request', [230001]],
		['message_recalled', [230011, 230110]],
		['not_editable', [230031, 230054, 230071]],
		['content_refused', [230025, 230028, 230099]],
	],
	'im.message.forward': [
		['invalid_request', [230001]],
		['receiver_not_found', [230019, 230034, 230063]],
		['receiver_refuses', [230018, 230035, 230036, 230038, 230053, 230062, 230073, 230074]],
		['user_not_available', [230029]],
		['message_recalled', [230065, 230110]],
		['not_forwardable', [230061, 230064, 230066, 230067, 230069, 230070]],
		['still_sending', [230049]],
	],
	'im.message.get': [
		['permission_missing', [230027]],
		['message_recalled', [230110]],
	],
	'im.message.list': [
		['invalid_request', [230001]],
		['permission_missing', [230027]],
		['message_recalled', [230110]],
		['not_readable', [230073, 231203, 231204]],
	],
	'im.message_resource.get': [
		['invalid_request', [234001]],
		['not_downloadable', [234002, 234003, 234009, 234037, 234038, 234041, 234042, 234043]],
		['bot_not_in_chat', [234004]],
		['message_recalled', [234005, 230110]],
		['bot_not_enabled', [234007]],
		['feishu_unavailable', [234019]],
		['message_not_visible', [234040]],
	],
	'auth.tenant_access_token.create': [
		['credentials_rejected', [10013]],
		['token_rejected', [99991661, 99991663, 99991664, 99991665, 99991668, 99991671, 99991677]],
		['token_rejected', [4001, 20005, 20006, 20013, 20014]],
	],
	'auth.app_access_token.create': [['credentials_rejected', [10012]]],
	'authen.oauth.token': [
		['token_rejected', [20026, 20037, 20064, 20073, 20074]],
		['feishu_unavailable', [20050, 20072]],
	],
	'im.chat.list': chats,
	'im.chat.search': chats,
	'im.image.create': uploads,
	'im.file.create': uploads,
};

/** The gateway's checks of IDs, from 99992351 to 99992381. */
function idChecksBut(other: number): number[] {
	return Array.from({ length: 31 }, (_, index) => 99992351 + index).filter(
		(code) => code !== other,
	);
}

const byCode = (meanings: Meanings) =>
	new Map(meanings.flatMap(([reason, itsCodes]) => itsCodes.map((code) => [code, reason])));

const reasonsIn = (table: CodeTable = {}) =>
	new Map(Object.entries(table).map(([code, { reason }]) => [Number(code), reason]));

test('at every API, each code means what the contract says, and no other is guessed at', () => {
	expect(reasonsIn(codes)).toEqual(byCode(everywhere));
});

test.each(apis.map((api) => [api.id, api] as const))(
	'at %s, so does each code of its own',
	(id, api) => {
		expect(reasonsIn(api.codes)).toEqual(byCode(somewhere[id] ?? []));
	},
);

test('an API of its own is at each place that the contract names', () => {
	expect(apis.map(({ id }) => id)).toEqual(expect.arrayContaining(Object.keys(somewhere)));
});

const anyApi = { id: 'every API', scopes: ['im:message'], codes };

const rows = [anyApi, ...apis].flatMap((api) =>
	Object.entries(api.codes ?? {}).map(([code, row]) => [Number(code), api.id, api, row] as const),
);

describe.each(rows)('the row of %d at %s', (code, _, api, { reason, source }) => {
	const said = classify(code, api);

	test('has a reason that exists', () => {
		expect(reasons).toHaveProperty(reason);
		expect(said).toMatchObject({ reason, code });
	});

	test('says where its meaning is stated', () => {
		// A page of Feishu's documentation, or a program of Feishu's own.
		expect(source).toMatch(
			/^https:\/\/(open\.(feishu\.cn|larksuite\.com|larkoffice\.com)\/document|github\.com\/larksuite)\/\S+$/,
		);
	});

	test('gives advice in at most two sentences that blame nobody', () => {
		expect(said.hint).toMatch(/^[A-Z].+\.$/);
		expect(said.hint).not.toMatch(/\b(errors?|problems?|failures?|mistakes?)\b|\{/i);
		expect(said.hint.split(/[.!?] (?=[A-Z])/).length).toBeLessThanOrEqual(2);
	});

	test('makes a message that stands alone and ends with the code', () => {
		const message = sentenceOf(said, 'Message om_1', 'recalled');
		expect(message).toMatch(new RegExp(`^Message om_1 [a-z].+\\. [A-Z].+\\. \\(${code}\\)$`));
		expect(message).not.toContain('{');
	});
});
