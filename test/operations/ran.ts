import type { Api, Call } from '../../nodes/Feishu/client/Api';
import type { Feishu } from '../../nodes/Feishu/client/FeishuClient';
import type { Answer } from '../../nodes/Feishu/client/http/Answer';
import { failed } from '../../nodes/Feishu/errors/Failure';
import type { Item, Operation } from '../../nodes/Feishu/operations/Operation';

/** What an operation asks of Feishu, in the order of asking. */
export type Asked = Array<[api: Api, call: Call]>;

/** All that an operation sees of the client where it sends single requests. */
export function feishuThat(answers: (api: Api) => Answer) {
	const asked: Asked = [];
	const unused = async () => await Promise.reject(new Error('Only requests are expected'));
	const feishu: Feishu = {
		request: async (api, call) => {
			asked.push([api, call]);
			return answers(api);
		},
		list: unused,
		download: unused,
		poll: unused,
	};
	return { feishu, asked };
}

/** The one task of an item, run with one answer to everything. */
export async function ran(
	operation: Operation,
	item: Item,
	answer: Answer | ((api: Api) => Answer),
) {
	const { feishu, asked } = feishuThat(typeof answer === 'function' ? answer : () => answer);
	const [task, ...more] = operation.tasks(item);
	if (task === undefined || more.length > 0) throw new Error('The item does not ask for one thing');
	const outcomes = 'refused' in task ? [failed(task.refused)] : await task.run(feishu);
	const [outcome] = outcomes;
	if (outcome === undefined || outcomes.length > 1) throw new Error('There is not one outcome');
	return { outcome, asked, subject: task.subject, inOrderOf: task.inOrderOf };
}
