import { invalidId } from '../answer';
import type { Refusal } from '../answer';
import { text } from '../call';
import type { Call, Caller } from '../call';
import type { Chat, User } from '../model';

/** Documented with these very words; 230034 is another code for the same. */
const invalidReceiver: Refusal = { code: 230001, ext: 'invalid receive_id.' };

const userFields: Record<string, keyof User> = {
	open_id: 'openId',
	union_id: 'unionId',
	user_id: 'userId',
	email: 'email',
};

/** The chat that `receive_id` means; a person means the chat of that person with the bot. */
export function findChat({ world, query, body }: Call, { app, tenant }: Caller): Chat | Refusal {
	const idType = text(query.receive_id_type);
	const id = text(body.receive_id);
	if (idType === 'chat_id') {
		const chat = world.chats.get(id);
		return chat?.tenantKey === tenant.key ? chat : invalidReceiver;
	}
	const field = userFields[idType];
	if (!field) {
		const violation = { field: 'receive_id_type', value: idType, description: 'not an option' };
		return { code: 99992402, error: { field_violations: [violation] } };
	}
	const isMeant = (user: User) => user.tenantKey === tenant.key && user[field] === id;
	const user = [...world.users.values()].find(isMeant);
	return user ? world.p2pChat(user, app) : unknownPerson(idType, id);
}

function unknownPerson(idType: string, id: string): Refusal {
	if (idType === 'user_id') return { code: 99992360, msg: `these ids not existed: [${id}]` };
	const isMalformed = idType === 'open_id' && !/^\w+$/.test(id);
	const example = 'ou_da5****************dfe';
	return isMalformed ? invalidId(99992351, idType, example, 'receive_id', id) : invalidReceiver;
}
