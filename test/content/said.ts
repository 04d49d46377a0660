import type { Content } from '../../nodes/Feishu/content/compose/Content';
import type { Mentions } from '../../nodes/Feishu/content/compose/text';
import type { Result } from '../../nodes/Feishu/errors/Failure';

export const nobody: Mentions = { people: [], everyone: false };

/** The content of a message, where it can be sent. */
export function said(content: Result<Content>): Content {
	if (!content.ok) throw new Error(content.failure.cause);
	return content.value;
}

/** Why it says nothing that could be sent. */
export function causeOf(content: Result<unknown>): string {
	if (content.ok) throw new Error('It is taken');
	expect(content.failure).toMatchObject({ reason: 'content_invalid', sent: false, attempts: 0 });
	return content.failure.cause;
}
