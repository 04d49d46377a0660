import { text } from '../call';
import type { Refusal } from '../answer';
import { isFields } from './Draft';
import type { Check } from './Draft';

const mostLetters = 20;

const refused = (ext: string): Refusal => ({ code: 230001, ext });

/** A line across the chat of a bot with a person; two for a Chinese character, one for others. */
export const checkSystem: Check = ({ type, params }, { caller }) => {
	if (caller.user) return refused('sending system messages as a user is not supported');
	const scope = 'im:message:send_sys_msg';
	if (!caller.scopes.includes(scope)) return { code: 230027, ext: `need scope: ${scope}` };
	if (type !== 'divider') return refused('invalid system message type');
	const divider = isFields(params) ? params.divider_text : undefined;
	if (!isFields(divider)) return refused('divider_text must be set');
	const words = text(divider.text);
	if (words === '') return refused('divider message text cannot be empty');
	const length = [...words].reduce(
		(sum, letter) => sum + (/\p{Script=Han}/u.test(letter) ? 2 : 1),
		0,
	);
	return length > mostLetters
		? refused('divider message text exceeds the specified length')
		: undefined;
};
