import type { FailedAnswer } from '../../nodes/Feishu/client/http/Answer';
import { failure, type Failure } from '../../nodes/Feishu/errors/Failure';
import type { Reason } from '../../nodes/Feishu/errors/reasons';

export const no = (
	reason: Reason,
	facts: Partial<Failure> = {},
	more: Partial<FailedAnswer> = {},
): FailedAnswer => ({ ok: false, failure: failure(reason, facts), ...more });

export const limited = (waitSeconds: number) => no('rate_limited', {}, { waitSeconds });
