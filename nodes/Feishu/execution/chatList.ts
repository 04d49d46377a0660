import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { textOf } from '../client/http/record';
import { succeeded, type Result } from '../errors/Failure';
import { chatPage } from '../operations/chat/page';
import { readIdentity } from './connections';
import { editorClient } from './editorClient';

/** One page of the chats that the editor offers, while a person waits for it and types. */
export async function chatList(
	context: ILoadOptionsFunctions,
	words = '',
	from?: string,
): Promise<Result<INodeListSearchResult>> {
	const identity = await readIdentity(
		context,
		() => context.getCurrentNodeParameter('authentication'),
		['app', 'user'],
		0,
	);
	if (!identity.ok) return identity;
	const feishu = editorClient(identity.value, context);
	const page = await chatPage(feishu, words, from, { requestsPerSecond: 50, timeoutMs: 10_000 });
	if (!page.ok) return page;
	const { chats, next } = page.value;
	return succeeded({
		results: chats.map(({ chat_id: id, name }) => ({
			// A chat without a name is shown by what else it has.
			name: textOf(name) || textOf(id),
			value: textOf(id),
		})),
		paginationToken: next,
	});
}
