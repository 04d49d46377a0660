import type { Feishu } from '../../client/FeishuClient';
import type { SuccessAnswer } from '../../client/http/Answer';
import { path } from '../../client/http/path';
import { asRecord } from '../../client/http/record';
import { failure, type Failure } from '../../errors/Failure';
import { reasons } from '../../errors/reasons';
import type { RequestSettings } from '../fields/options';
import type { Field } from '../Operation';
import { api as getApi } from './get';

export const verify: Field = {
	displayName: 'Verify',
	name: 'verify',
	type: 'boolean',
	default: false,
	description:
		'Whether to read each message back, and to succeed only when Feishu says that it is deleted. Takes a request for each, and the scopes for reading: im:message:readonly, and in groups im:message.group_msg.',
};

/** The time that Feishu gets to stop showing a recalled message, from the first look on. */
const withinMs = 3_000;

/** The failure to make sure that a message is gone, or undefined where it is. */
export async function whyNotVerified(
	feishu: Feishu,
	id: string,
	{ requestsPerSecond, timeoutMs }: RequestSettings,
): Promise<Failure | undefined> {
	const call = { path: path`/open-apis/im/v1/messages/${id}`, requestsPerSecond, timeoutMs };
	let deleted: unknown;
	const saysDeleted = ({ data }: SuccessAnswer['body']) => {
		const items = asRecord(data)?.items;
		deleted = Array.isArray(items) ? asRecord(items[0])?.deleted : undefined;
		return deleted === true;
	};
	const answer = await feishu.poll(getApi, call, saysDeleted, withinMs, 'firstAnswer');
	if (answer === undefined) {
		const cause = 'Feishu does not say whether the message is deleted when it is read back';
		return failure('not_verified', {
			effect: 'unknown',
			...(deleted !== false && { cause }),
		});
	}
	if (answer.ok || answer.failure.reason === 'message_recalled') return undefined;
	return notReadBack(answer.failure);
}

function notReadBack({ cause, speaksOf, reason, ...facts }: Failure): Failure {
	const why = speaksOf === 'target' ? `it ${cause}` : cause;
	const because = reason === 'execution_stopped' ? 'the execution was stopped first' : why;
	return {
		...facts,
		reason: 'not_verified',
		speaksOf: 'request',
		effect: 'unknown',
		cause: `the message could not be read back, because ${because}`,
		retryable: reasons[reason].retry !== undefined,
	};
}
