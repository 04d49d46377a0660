import { failure } from '../../errors/Failure';
import { quoted } from '../../errors/sentence';
import type { Reply } from './Reply';

/**
 * Network faults in words. The error itself goes no further: it carries the request with its token,
 * and n8n replaces sentences that contain the system's names of such faults.
 */
export function noResponse(error: unknown): Reply {
	const { code, isAxiosError, message } = (error ?? {}) as Partial<Record<string, unknown>>;
	if (code === undefined && isAxiosError !== true) return notLetThrough(message);
	if (code === 'ECONNABORTED' || code === 'ETIMEDOUT') return timedOut();
	const cause = connecting.find(([pattern]) => pattern.test(String(code)))?.[1];
	return {
		kind: 'noResponse',
		failure: failure('unreachable', cause ? { cause } : { effect: 'unknown' }),
	};
}

/** Faults that end the attempt before a request is sent. */
const connecting: ReadonlyArray<readonly [RegExp, string]> = [
	[/^(ENOTFOUND|EAI_AGAIN)$/, "the name of Feishu's host could not be resolved"],
	[/^ECONNREFUSED$/, "Feishu's host refused the connection"],
	[/^(EHOSTUNREACH|ENETUNREACH)$/, "there is no network route to Feishu's host"],
	[/CERT|SIGNATURE/, "the certificate of Feishu's host was not accepted"],
];

/** An answer that began and did not come to its end. */
export function brokenOff(): Reply {
	return { kind: 'noResponse', failure: failure('unreachable', { effect: 'unknown' }) };
}

export function timedOut(): Reply {
	return { kind: 'noResponse', failure: failure('timed_out', { effect: 'unknown' }) };
}

/** A request that n8n itself does not let through: the credential or the operator forbids its host. */
function notLetThrough(why: unknown): Reply {
	const words = typeof why === 'string' && why !== '' ? `: ${quoted(why)}` : '';
	return {
		kind: 'noResponse',
		failure: failure('credentials_rejected', {
			cause: `n8n does not let its request through${words}`,
			nextStep:
				"Allow Feishu's host in the credential, or ask whoever runs n8n about its protection against requests to private addresses.",
			hint: "Add Feishu's host to 'Allowed HTTP Request Domains' in the credential. If that is not restricted, ask whoever runs n8n about its protection against requests to private addresses.",
		}),
	};
}
