import type { IHookFunctions, ILoadOptionsFunctions } from 'n8n-workflow';

import type { Identity } from '../client/auth/Identity';
import { systemClock } from '../client/clock';
import { memoryOf } from '../client/ExecutionMemory';
import { FeishuClient } from '../client/FeishuClient';
import { oneTry } from '../client/retry';
import { limiters } from './limiters';

/** A connection for a person who waits in the editor. */
export function editorClient(
	identity: Identity,
	{ helpers }: Pick<ILoadOptionsFunctions | IHookFunctions, 'helpers'>,
): FeishuClient {
	return new FeishuClient({
		identity,
		http: helpers.httpRequest,
		clock: systemClock,
		limiters,
		memory: memoryOf(undefined, ''),
		node: 'editor',
		retry: oneTry,
	});
}
