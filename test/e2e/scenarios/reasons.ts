import type { App, Fault, FaultKind, FeishuStandIn, Message } from '../../feishu';
import type { Scene } from './scene';
import { sendAndRecall, type Outcome, type SendAndRecall } from './sendAndRecall';

type Cause = (message: Message, feishu: FeishuStandIn, app: App) => void;

/** Changes to a message between its sending and its recall. */
const causes: Record<string, Cause> = {
	invalid_request: scripted({ kind: 'code', code: 230001 }),
	message_not_found: ({ id }, { world }) => void world.messages.delete(id),
	bot_not_in_chat: (message, { world }) => {
		message.chat = world.addChat({ botIn: false });
	},
	recall_window_passed: (message) => {
		message.createdAt -= 25 * 3_600_000;
	},
	user_not_available: (message, { world }) => {
		message.chat = world.p2pChat(world.addUser({ available: false }));
	},
	not_allowed_to_recall: (message, { world }) => {
		message.senderId = world.user.openId;
	},
	message_not_visible: (message, _, { id }) => void message.hiddenFrom.push(id),
	message_type_not_recallable: (message) => {
		message.type = 'system';
	},
	already_recalled: (message, { world }, { id }) => world.recall(message, { type: 'app', id }),
	chat_dissolved: (message, { world }) => {
		message.chat = world.addChat({ dissolved: true });
	},
	quota_exhausted: scripted({ kind: 'code', code: 99991403, httpStatus: 429 }),
	feishu_unavailable: scripted({ kind: 'status', httpStatus: 503 }),
	unreachable: scripted({ kind: 'dropBefore' }),
	timed_out: scripted({ kind: 'hang' }),
	unreadable_answer: scripted({ kind: 'text404' }),
	unknown: scripted({ kind: 'code', code: 7654321, msg: 'The moon is full' }),
};

/** Changes to the whole app, so that each of them has an app and an execution of its own. */
const causesOfTheApp: Record<string, Cause> = {
	bot_not_enabled: (_message, _feishu, app) => {
		app.botEnabled = false;
	},
	permission_missing: (_message, _feishu, app) => {
		app.scopes = [];
	},
	ip_not_allowed: (_message, _feishu, app) => {
		app.ipAllowlist = ['203.0.113.7'];
	},
	app_unavailable: (_message, _feishu, app) => {
		app.unusableIn = [...app.tenantKeys];
	},
	credentials_rejected: (_message, { world }, app) => {
		// n8n got a token with the old secret; the node has to ask with what has become wrong.
		app.secret = 'changed-in-the-console';
		world.tokens.invalidate({ appId: app.id });
	},
	token_rejected: scripted({ kind: 'code', code: 99991663 }),
	rate_limited: scripted({
		kind: 'code',
		code: 99991400,
		// Longer than the node waits for.
		headers: { 'x-ogw-ratelimit-limit': '1000', 'x-ogw-ratelimit-reset': '600' },
	}),
};

const passing = ['feishu_unavailable', 'unreachable', 'timed_out'];

const notSentAtAll = ['invalid_message_id'];

/** Every reason of the contract, caused at Feishu where it can be. */
export function reasons(scene: Scene): void {
	describe('the error output', () => {
		let together: Outcome[];
		beforeAll(async () => {
			const flow = await sendAndRecall(scene, scene.app, { options: { timeout: 400 } });
			const { app } = scene.feishu.world;
			together = await withCauses(scene, app, flow, Object.keys(causes));
		});

		test.each(Object.keys(causes))('gets %s, side by side with the others', (reason) => {
			const outcome = together.find(({ text_asked }) => text_asked === reason);
			expect(outcome).toMatchObject(failureFor(reason, outcome?.id_sent));
			expect(outcome?.error?.attempts).toBe(passing.includes(reason) ? 4 : 1);
		});

		test.each(Object.keys(causesOfTheApp))('gets %s', async (reason) => {
			const { app, credential, chatId } = await scene.otherApp();
			const flow = await sendAndRecall(scene, credential, { chatId });
			const [outcome] = await withCauses(scene, app, flow, [reason]);
			expect(outcome).toMatchObject(failureFor(reason, outcome?.id_sent));
		});

		test.each(notSentAtAll)('gets %s', async (reason) => {
			const add = jest.spyOn(scene.feishu.world, 'add');
			const { world } = scene.feishu;
			add.mockImplementation((seed) => {
				add.mockRestore();
				const message = world.add(seed);
				message.id = world.chat.id;
				return message;
			});
			const flow = await sendAndRecall(scene, scene.app);
			const [outcome] = await flow.ask('a chat in place of a message');
			expect(outcome).toMatchObject(failureFor(reason, world.chat.id));
		});

		test('knows every reason of the contract', () => {
			const shown = [...Object.keys(causes), ...Object.keys(causesOfTheApp), ...notSentAtAll];
			expect(shown).toHaveLength(24);
		});
	});
}

function failureFor(reason: string, id: unknown) {
	return {
		branch: 'failure',
		// The fields of the item that came in: what Send handed on.
		message_id: id,
		create_time: expect.any(String),
		error: {
			reason,
			message: expect.stringContaining(String(id)),
			hint: expect.any(String),
			message_id: id,
			retryable: expect.any(Boolean),
		},
	};
}

/** Each text names what happens to its message. */
async function withCauses(
	{ feishu }: Scene,
	app: App,
	flow: SendAndRecall,
	texts: string[],
): Promise<Outcome[]> {
	const { world } = feishu;
	const original = world.add.bind(world);
	const add = jest.spyOn(world, 'add').mockImplementation((seed) => {
		const message = original(seed);
		const { text = '' } = JSON.parse(message.content) as { text?: string };
		(causes[text] ?? causesOfTheApp[text])?.(message, feishu, app);
		return message;
	});
	try {
		return await flow.ask(...texts);
	} finally {
		add.mockRestore();
		feishu.clearScript();
	}
}

function scripted(fault: FaultKind): Cause {
	return ({ id: messageId }, feishu) => {
		const all: Fault = { ...fault, route: 'recall', messageId, times: 'always' };
		feishu.script(all);
	};
}
