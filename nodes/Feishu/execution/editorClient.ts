import type { RequestHelperFunctions } from 'n8n-workflow';

import type { Identity } from '../client/auth/Identity';
import { systemClock } from '../client/clock';
import { memoryOf } from '../client/ExecutionMemory';
import { FeishuClient } from '../client/FeishuClient';
import { oneTry } from '../client/retry';
import { limiters } from './limiters';

/** A connection for a person who waits in the editor, or for an event that comes again soon. */
export function editorClient(
	identity: Identity,
	{ helpers }: { helpers: Pick<RequestHelperFunctions, 'httpRequest'> },
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
