import { succeeded, type Result } from '../../errors/Failure';
import { contentInvalid, type Content } from './Content';
import { readObject } from './jsonObject';
import { contentIn } from './wrapper';

/** Any other of Feishu's types, with its content as JSON. */
export function otherContent(type: unknown, given: unknown): Result<Content> {
	const name = typeof type === 'string' ? type.trim() : '';
	if (!/^[a-z_]{1,40}$/.test(name)) {
		return contentInvalid(
			"'Type' does not name one of Feishu's message types",
			"Set 'Type' to Feishu's msg_type, for example share_chat.",
			"Feishu's types are text, post, image, file, audio, media, sticker, interactive, share_chat, share_user, and system.",
		);
	}
	const body = readObject(
		given,
		'Content',
		'Write it as Feishu does, for example {"chat_id": "oc_…"}.',
	);
	const bare = body.ok ? contentIn(body.value, name, 'Content') : body;
	return bare.ok ? succeeded({ type: name, body: bare.value }) : bare;
}
