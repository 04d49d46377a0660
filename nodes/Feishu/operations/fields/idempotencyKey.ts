import type { INodeProperties } from 'n8n-workflow';

import { succeeded, type Result } from '../../errors/Failure';
import { setOr, wrongOption, type GivenOptions } from './options';

/** Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/create (uuid) */
const longest = 50;

export const idempotencyKey: INodeProperties = {
	displayName: 'Idempotency Key',
	name: 'idempotencyKey',
	type: 'string',
	default: '',
	placeholder: 'e.g. order-1024',
	description:
		'Feishu sends one message an hour for the same key, whoever asks again. When empty, the node makes a key, the same for every try and another for each item and execution.',
};

/**
 * The key that a person has given, if one. An expression that finds nothing is refused: the key that the node makes
 * would not protect from doubling across executions.
 */
export function readIdempotencyKey(given: GivenOptions): Result<string | undefined> {
	const text = setOr(given, idempotencyKey.name, '');
	const refused = wrongOption('Idempotency Key', `a text of at most ${longest} characters`);
	// An object is not made into a text: the `toString` of one from an expression may be no function. A larger number has
	// lost the digits that tell it from the next.
	if (typeof text !== 'string' && !(typeof text === 'number' && Math.abs(text) < 2 ** 53))
		return refused;
	const key = `${text}`.trim();
	if (key === '') return succeeded(undefined);
	return Array.from(key).length <= longest ? succeeded(key) : refused;
}
