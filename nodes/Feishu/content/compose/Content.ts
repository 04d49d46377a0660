import { refusal, type Failure, type Result } from '../../errors/Failure';
import { writeJson } from './exactNumber';

/** The content of a message, as Feishu takes it. */
export interface Content {
	/** Feishu's `msg_type`. */
	type: string;
	body: Readonly<Record<string, unknown>>;
}

/** The content as a request has it: JSON within JSON. */
export function asSent({ type, body }: Content): { msg_type: string; content: string } {
	return { msg_type: type, content: writeJson(body) };
}

/** The failure of content that is refused before anything is sent. */
export function contentInvalid(
	cause: string,
	nextStep: string,
	hint = nextStep,
): { ok: false; failure: Failure } {
	return { ok: false, failure: refusal('content_invalid', { cause, nextStep, hint }) };
}

/**
 * The largest request for each type of message, in UTF-8. It holds the content as JSON within JSON: a quote in a text
 * takes four bytes there, and a line break three.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/create
 */
const mostKilobytes: ReadonlyMap<string, number> = new Map([
	['text', 150],
	['post', 30],
	['interactive', 30],
]);

/** The content, unless it is larger than Feishu takes. */
export function withinLimits(content: Result<Content>): Result<Content> {
	if (!content.ok) return content;
	const limit = mostKilobytes.get(content.value.type);
	// Without the receiver and the key, so that nothing is refused here that Feishu would take.
	const request = JSON.stringify(asSent(content.value));
	const kilobytes = Math.ceil(Buffer.byteLength(request) / 1_024);
	if (limit === undefined || kilobytes <= limit) return content;
	return contentInvalid(
		`its content takes ${kilobytes} KB, and Feishu takes ${limit} KB at most`,
		'Shorten it, or send it in several messages.',
		'Shorten it, send it in several messages, or send it as a file. Feishu takes 150 KB for a text, and 30 KB for rich text and cards.',
	);
}
