import { request, type Dispatcher } from 'undici';

/** The result of one request to an app. */
export interface Outcome {
	status?: number;
	body?: string;
	/** Why there is no answer. */
	failure?: 'no answer in time' | 'no connection' | 'no such host';
}

/** Redirects are not followed, and the whole answer has to be there in time. */
export async function post(
	url: string,
	body: string,
	headers: Record<string, string>,
	{ withinMs, dispatcher }: { withinMs: number; dispatcher: Dispatcher },
): Promise<Outcome> {
	try {
		const answer = await request(url, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
			body,
			dispatcher,
			signal: AbortSignal.timeout(withinMs),
		});
		return { status: answer.statusCode, body: await answer.body.text() };
	} catch (error) {
		return { failure: failureOf(error) };
	}
}

function failureOf(error: unknown): Outcome['failure'] {
	const { name, code } = error as { name?: string; code?: unknown };
	if (name === 'TimeoutError') return 'no answer in time';
	return code === 'ENOTFOUND' || code === 'EAI_AGAIN' ? 'no such host' : 'no connection';
}
