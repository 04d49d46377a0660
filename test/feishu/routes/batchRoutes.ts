import type { Answer, Refusal } from '../answer';
import { flat, ok } from '../answer';
import type { Call, Caller, GuardedRoute } from '../call';
import type { Batch, User } from '../model';
import type { Settings } from '../settings';
import type { World } from '../world';

const hourMs = 3_600_000;
const thirtyDaysMs = 30 * 24 * hourMs;
const scopes = ['im:message:send_multi_users', 'im:message:send_multi_depts'];
const batches = '/open-apis/im/v1/batch_messages/:id';

const receivers: Array<[field: string, id: keyof User]> = [
	['open_ids', 'openId'],
	['user_ids', 'userId'],
	['union_ids', 'unionId'],
];

/** An older API: it says no with HTTP 200, and takes `content` as an object. */
function send({ world, body }: Call, { app, tenant }: Caller): Answer | Refusal {
	const no = (code: number, msg?: string) => ({ code, msg, httpStatus: 200 });
	if (!app.botEnabled) return no(11205);
	if (typeof body.msg_type !== 'string') return no(10003, 'invalid param: msg_type');
	const hasContent = typeof body.content === 'object' && body.content !== null;
	if (!hasContent && typeof body.card !== 'object') return no(10003, 'invalid param: content');
	const invalid: Record<string, string[]> = { invalid_department_ids: [] };
	const valid: User[] = [];
	for (const [field, id] of receivers) {
		const unknown: string[] = [];
		for (const wanted of list(body[field])) {
			const isMeant = (user: User) => user[id] === wanted && user.tenantKey === tenant.key;
			const user = [...world.users.values()].find(isMeant);
			if (user) valid.push(user);
			else unknown.push(wanted);
		}
		invalid[`invalid_${field}`] = unknown;
	}
	if (list(body.department_ids).length > 0) valid.push(...world.users.values());
	if (valid.length === 0) return no(10003, 'invalid param: no valid receiver');
	const batch = world.addBatch({
		appId: app.id,
		tenantKey: tenant.key,
		validCount: valid.length,
		successCount: valid.filter((user) => user.available && !user.resigned).length,
	});
	return flat({ data: { message_id: batch.id, ...invalid } });
}

const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

function findBatch({ id, world }: Call, { tenant }: Caller): Batch | Refusal {
	if (id.length < 4) return { code: 230001, ext: 'batch_message_id length is less than 4' };
	const batch = world.batches.get(id);
	return batch?.tenantKey === tenant.key ? batch : { code: 230030 };
}

const isBatch = (found: Batch | Refusal): found is Batch => 'validCount' in found;

/** Accepting is all that the answer tells; asking twice is accepted twice. */
function recall(call: Call, caller: Caller): Answer | Refusal {
	const { app, tenant } = caller;
	const { clock } = call.world;
	if (!app.botEnabled) return { code: 230006 };
	const batch = findBatch(call, caller);
	if (!isBatch(batch)) return batch;
	if (batch.appId !== app.id) return { code: 230026 };
	const hours = tenant.recallWindowHours;
	if (hours === null || clock.now() - batch.createdAt > hours * hourMs) return { code: 230009 };
	batch.recallStartedAt ??= clock.now();
	return flat({ data: {} });
}

function progress(call: Call, caller: Caller): Answer | Refusal {
	const { world, settings } = call;
	const batch = findBatch(call, caller);
	if (!isBatch(batch)) return batch;
	if (batch.appId !== caller.app.id) return { code: 230012 };
	if (world.clock.now() - batch.createdAt > thirtyDaysMs) return { code: 230030 };
	const done = shareRecalled(batch, world, settings);
	if (batch.recallStartedAt !== undefined) batch.timesAsked++;
	const flag = {
		'once accepted': batch.recallStartedAt !== undefined,
		'once begun': done > 0,
		'once done': done >= 1,
	}[settings.batchRecallFlag];
	return ok({
		batch_message_send_progress: {
			valid_user_ids_count: batch.validCount,
			success_user_ids_count: batch.successCount,
			read_user_ids_count: 0,
		},
		batch_message_recall_progress: {
			recall: flag,
			recall_count: Math.floor(done * batch.successCount),
		},
	});
}

/** 0 to 1: whichever is further behind, the time or the number of questions. */
function shareRecalled(batch: Batch, world: World, settings: Settings): number {
	if (batch.recallStartedAt === undefined) return 0;
	const { batchRecallMs, batchRecallSteps } = settings;
	const elapsed = world.clock.now() - batch.recallStartedAt;
	const byTime = batchRecallMs > 0 ? elapsed / batchRecallMs : 1;
	const bySteps = batchRecallSteps > 0 ? batch.timesAsked / batchRecallSteps : 1;
	return Math.min(1, byTime, bySteps);
}

export const batchRoutes: GuardedRoute[] = [
	{
		route: 'batchSend',
		method: 'POST',
		path: '/open-apis/message/v4/batch_send',
		identity: 'tenant',
		scopes,
		act: send,
	},
	{
		route: 'batchRecall',
		method: 'DELETE',
		path: batches,
		identity: 'tenant',
		scopes,
		act: recall,
	},
	{
		route: 'batchProgress',
		method: 'GET',
		path: `${batches}/get_progress`,
		identity: 'tenant',
		scopes,
		act: progress,
	},
];
