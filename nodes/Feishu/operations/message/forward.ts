import type { Api } from '../../client/Api';
import { path } from '../../client/http/path';
import { tier4 } from '../../client/limits/tiers';
import { succeeded, type Result } from '../../errors/Failure';
import { idempotencyKey, readIdempotencyKey } from '../fields/idempotencyKey';
import { messageId, readMessageIds } from '../fields/messageId';
import { optionsOf, optionsWith, readOptions, type RequestSettings } from '../fields/options';
import { readReceiverOrThread, receiverOrThread, type Receiver } from '../fields/receiver';
import { messageOutcome, readSimplify, simplify } from '../fields/simplify';
import { withInput } from '../fields/withInput';
import { operation, type Item } from '../Operation';
import { limitOf } from './chatLimit';
import { parameterCodes, receiverIsBot, wrongMessage, wrongReceiver } from './parameterDetails';
import { keysOf } from './requestKeys';
import { pages, receiverTexts, sendingCodes, sendScopes } from './sending';

const source = pages.forward;

const unknownThread = {
	reason: 'receiver_not_found',
	cause: 'Feishu does not know the thread',
	nextStep: "Check the thread's ID in 'Receiver'.",
	hint: "A thread's ID starts with omt_; messages of a thread carry it as thread_id.",
} as const;

export const api: Api = {
	id: 'im.message.forward',
	method: 'POST',
	limits: tier4,
	repeat: 'withKey',
	scopes: sendScopes,
	codes: {
		...sendingCodes(source, [230018, 230029, 230034, 230035, 230036, 230038, 230049, 230053]),
		...parameterCodes(
			receiverIsBot,
			wrongReceiver,
			[/\bthread_id\b/i, unknownThread],
			wrongMessage,
		),
		230019: { ...unknownThread, source },
		230061: { reason: 'not_forwardable', source, cause: 'is of a type that cannot be forwarded' },
		230062: {
			reason: 'receiver_refuses',
			source,
			cause: 'the group is encrypted, and takes no forwarded messages',
		},
		230063: { reason: 'receiver_not_found', source, cause: 'Feishu does not know the chat' },
		230064: { reason: 'not_forwardable', source },
		230065: { reason: 'message_recalled', source },
		230066: { reason: 'not_forwardable', source, cause: 'is in a secret group' },
		230067: { reason: 'not_forwardable', source },
		230069: { reason: 'not_forwardable', source },
		230070: {
			reason: 'not_forwardable',
			source,
			cause: 'is in a chat whose restricted mode keeps its messages there',
		},
		230073: { reason: 'receiver_refuses', source, cause: 'the thread is not visible to the app' },
		230074: { reason: 'receiver_refuses', source, cause: 'the thread is not visible to the app' },
		230110: { reason: 'message_recalled', source },
	},
	texts: {
		...receiverTexts,
		bot_not_in_chat: {
			speaksOf: 'request',
			cause: "the app's bot is not a member of the chat of the message, or of that of the receiver",
		},
	},
};

interface Input {
	to: Receiver;
	pass: string;
	simplified: boolean;
	givenKey?: string;
	settings: RequestSettings;
}

export const forward = operation({
	option: {
		name: 'Forward',
		value: 'forward',
		action: 'Forward message',
		description: 'Forward a message to another chat, person, or thread',
	},
	fields: [messageId, receiverOrThread, simplify, optionsWith(idempotencyKey)],
	identities: ['app'],
	noun: 'message',
	done: 'forwarded',
	makesNew: true,
	idKey: 'message_id',
	emptyOutput: { matched: 0 },
	read: (item) => {
		const input = readForward(item);
		const inOrderOf = input.ok ? input.value.to.id : undefined;
		return withInput(readMessageIds(item), input, () => inOrderOf);
	},

	async run(feishu, { id, to, pass, simplified, givenKey, settings }) {
		const keys = keysOf(pass, id, givenKey, () => [id, to]);
		const answer = await feishu.request(api, {
			path: path`/open-apis/im/v1/messages/${id}/forward`,
			query: { receive_id_type: to.type, uuid: keys.idempotencyKey },
			body: { receive_id: to.id },
			...keys,
			keyScope: to.id,
			...limitOf(to.id),
			...settings,
		});
		return messageOutcome(answer, simplified);
	},
});

function readForward({ parameters, pass }: Item): Result<Input> {
	const to = readReceiverOrThread(parameters.receiver);
	if (!to.ok) return to;
	const options = readOptions(optionsOf(parameters), (given) => {
		const key = readIdempotencyKey(given);
		return key.ok ? succeeded({ givenKey: key.value }) : key;
	});
	if (!options.ok) return options;
	const simplified = readSimplify(parameters.simplify);
	if (!simplified.ok) return simplified;
	const { givenKey, ...settings } = options.value;
	return succeeded({ to: to.value, pass, simplified: simplified.value, givenKey, settings });
}
