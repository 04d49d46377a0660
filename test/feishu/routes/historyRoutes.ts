import { isRefusal, ok } from '../answer';
import type { Answer, Refusal } from '../answer';
import { text } from '../call';
import type { Call, Caller, GuardedRoute } from '../call';
import { findContainer } from '../container';
import { messageObject } from '../messageObject';
import type { Message } from '../model';
import { pageOf } from '../paging';
import { readRefusal } from '../readRules';
import { findMessage } from '../recallRules';

const messages = '/open-apis/im/v1/messages';

const refuse = (ext: string): Refusal => ({ code: 230001, ext });

const viewOf = ({ world, settings, query }: Call) => ({
	world,
	settings,
	wholeCards: query.card_msg_content_type === 'user_card_content',
});

/** One message; a merged forward comes with all that it holds. */
function get(call: Call, caller: Caller): Answer | Refusal {
	const { world, settings } = call;
	const message = findMessage(call.id, caller, world, settings);
	if (isRefusal(message)) return message;
	if (message.hiddenFrom.includes(caller.user?.openId ?? caller.app.id)) return { code: 230050 };
	const refusal = readRefusal(message.chat, caller, call);
	if (refusal) return refusal;
	const all = [message, ...heldBy(message, [...world.messages.values()])];
	return ok({ items: all.map((each) => messageObject(each, 'get', viewOf(call))) });
}

function heldBy({ id }: Message, all: Message[]): Message[] {
	return all
		.filter(({ upperId }) => upperId === id)
		.flatMap((each) => [each, ...heldBy(each, all)]);
}

/** Seconds since 1970 as text, while the messages carry milliseconds. */
function timeOf(field: 'start_time' | 'end_time', { query }: Call): number | Refusal | undefined {
	const value = text(query[field]);
	if (value === '') return undefined;
	return /^\d+$/.test(value) ? Number(value) * 1000 : refuse(`invalid ${field}: ${value}`);
}

/** Whether a time lies within the bounds that were asked for; threads have none. */
function windowOf(call: Call): ((at: number) => boolean) | Refusal {
	const [from = 0, until = Infinity] = [timeOf('start_time', call), timeOf('end_time', call)];
	if (typeof from !== 'number') return from;
	if (typeof until !== 'number') return until;
	if (until < from) return refuse('The end_time is earlier than the start_time');
	if (call.query.container_id_type === 'thread') return () => true;
	return call.settings.timeBounds === 'included'
		? (at) => at >= from && at <= until
		: (at) => at > from && at < until;
}

function list(call: Call, caller: Caller): Answer | Refusal {
	const { query } = call;
	const container = findContainer(call, caller);
	if (isRefusal(container)) return container;
	const refusal = readRefusal(container.chat, caller, call, 'all');
	if (refusal) return refusal;
	const isWithin = windowOf(call);
	if (isRefusal(isWithin)) return isWithin;
	const order = text(query.sort_type) || 'ByCreateTimeAsc';
	if (!/^ByCreateTime(Asc|Desc)$/.test(order)) return refuse('invalid sort_type');
	const hits = container.messages
		.filter(({ createdAt }) => isWithin(createdAt))
		.sort((a, b) => a.createdAt - b.createdAt);
	if (order === 'ByCreateTimeDesc') hits.reverse();
	const parameters = [query.container_id, order, query.start_time, query.end_time].join('|');
	const page = pageOf(hits, call, { most: 50, list: parameters, refuse });
	if (isRefusal(page)) return page;
	const items = page.items.map((message) => messageObject(message, 'list', viewOf(call)));
	return ok({ ...page, items });
}

export const historyRoutes: GuardedRoute[] = [
	{
		route: 'list',
		method: 'GET',
		path: messages,
		identity: 'either',
		scopes: ['im:message', 'im:message:readonly', 'im:message.history:readonly'],
		act: list,
	},
	{
		route: 'get',
		method: 'GET',
		path: `${messages}/:id`,
		identity: 'either',
		scopes: ['im:message', 'im:message:readonly'],
		act: get,
	},
];
