import type { Api, Call } from '../../nodes/Feishu/client/Api';
import type { Feishu } from '../../nodes/Feishu/client/FeishuClient';
import type { Answer } from '../../nodes/Feishu/client/http/Answer';
import { listPages } from '../../nodes/Feishu/client/list';
import { failed } from '../../nodes/Feishu/errors/Failure';
import type { Item, Operation } from '../../nodes/Feishu/operations/Operation';

/** The requests of an operation to Feishu, in their order. */
export type Asked = Array<[api: Api, call: Call]>;

/** All that an operation sees of the client where it sends requests, reads lists, and asks until it is so. */
export function feishuThat(answers: (api: Api, call: Call) => Answer) {
	const asked: Asked = [];
	const unused = async () => await Promise.reject(new Error('No download is expected'));
	const feishu: Feishu = {
		appId: 'cli_1',
		request: async (api, { makeBody, ...call }) => {
			const body = await makeBody?.();
			if (body?.ok === false) return body;
			const made = body ? { ...call, body: body.value } : call;
			asked.push([api, made]);
			return answers(api, made);
		},
		list: async (api, call, wanted) => {
			const ask = async (query: Call['query']) => await feishu.request(api, { ...call, query });
			return await listPages(ask, call.query, wanted);
		},
		sideBySide: async (all, work) => await Promise.all(all.map(work)),
		withFile: async (_, work) => await work(),
		download: unused,
		poll: async (api, call, isWanted) => {
			const answer = await feishu.request(api, call);
			return !answer.ok || isWanted(answer.body) ? answer : undefined;
		},
	};
	return { feishu, asked };
}

type Reaction = Answer | ((api: Api, call: Call) => Answer);

/** The one task of an item, run with one answer to everything, and all that comes of it. */
export async function allOf(operation: Operation, item: Item, reaction: Reaction) {
	const { feishu, asked } = feishuThat(typeof reaction === 'function' ? reaction : () => reaction);
	const [task, ...more] = operation.tasks(item);
	if (task === undefined || more.length > 0) throw new Error('The item does not ask for one thing');
	const outcomes = 'refused' in task ? [failed(task.refused)] : await task.run(feishu);
	return { outcomes, asked, subject: task.subject, inOrderOf: task.inOrderOf };
}

/** Runs an operation that has one outcome. */
export async function ran(operation: Operation, item: Item, reaction: Reaction) {
	const { outcomes, ...rest } = await allOf(operation, item, reaction);
	const [outcome] = outcomes;
	if (outcome === undefined || outcomes.length > 1) throw new Error('There is not one outcome');
	return { outcome, ...rest };
}
