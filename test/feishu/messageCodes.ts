import type { CodeTable } from './codes';
import type { RouteName } from './routeNames';

/** Codes and texts of the APIs of messages, as their pages list them or as they were recorded. */
export const messageCodes: CodeTable = {
	230001: [400, 'Your request contains an invalid request parameter.'],
	230002: [400, 'Bot/User can NOT be out of the chat.'],
	230006: [400, 'Bot ability is not activated.'],
	230009: [400, 'Message has expired when recall message.'],
	230011: [400, 'The message was withdrawn.'],
	230012: [400, 'The sender of the message is not the current bot.'],
	230013: [400, 'Bot has NO availability to this user.'],
	230015: [400, 'P2P chat can NOT be shared.'],
	230017: [400, 'Bot is NOT the owner of the resource.'],
	230018: [400, 'These operations are NOT allowed at current group settings.'],
	230019: [400, 'The topic does NOT exist.'],
	230020: [400, 'This operation triggers the frequency limit.'],
	230022: [400, 'The content of the message contains sensitive information.'],
	230025: [400, 'The length of the message content reaches its limit.'],
	230026: [400, 'No permission to recall this message.'],
	230027: [400, 'Lack of necessary permissions.'],
	230028: [400, 'The messages do NOT pass the audit.'],
	230029: [400, 'User has resigned.'],
	230030: [400, 'The batch message id is not found.'],
	230031: [400, 'Message can only be modified within 14 days after sending.'],
	230034: [400, 'The receive_id is invalid.'],
	230035: [400, 'Send Message Permission deny.'],
	230036: [400, 'Tenant crypt key has been deleted.'],
	230038: [400, 'Cross tenant p2p chat operate forbid.'],
	230049: [400, 'The message is being sent.'],
	230050: [400, 'The message is invisible to the operator.'],
	230053: [400, 'The user has stopped the bot from sending messages.'],
	230054: [400, 'This operation is not supported for this message type.'],
	230055: [400, 'The type of file upload does not match the type of message being sent.'],
	230061: [400, 'The message type does not support forwarding.'],
	230062: [400, 'No permission to forward to third-party encryption group.'],
	230063: [400, 'The chat_id of group to forward is invalid.'],
	230064: [400, 'The message to be forwarded is invalid.'],
	230065: [400, 'The message to be forwarded has been recalled.'],
	230066: [400, 'The message to be forwarded is in a secret group, forwarding is not supported.'],
	230070: [400, 'Forwarding of messages in restricted mode is not allowed.'],
	230071: [400, 'The operator is not the sender of the message.'],
	230072: [400, 'The message has reached the number of times it can be edited.'],
	230073: [400, 'The thread is invisible to the operator.'],
	230074: [400, 'The target thread is invisible to the operator.'],
	230075: [400, 'Sending encrypted messages is not supported.'],
	230099: [400, 'Failed to create card content.'],
	230101: [400, 'Sending messages to users is temporarily unavailable.'],
	230110: [400, 'Action unavailable as the message has been deleted.'],
	230111: [400, 'Action unavailable as the message will self-destruct soon.'],
	231203: [400, 'The chat type is not supported.'],
	231204: [400, 'The app type is not supported.'],
};

const editing = {
	230073: 'The message in the secret group is not allowed to be edited.',
	230074: 'The message in the third-party encryption group is not allowed to be edited.',
	230075: 'The message has exceeded the time that can be edited.',
};

/** Codes that mean something else at one API than at the others. */
export const messageCodesOf: Partial<Record<RouteName, Record<number, string>>> = {
	send: { 230054: 'This type of message is unavailable in the connection group.' },
	reply: {
		230071: 'The group to which the message belongs does not support reply in thread.',
		230072: 'Aggregated messages do not support reply in thread.',
	},
	forward: { 230019: 'The thread does NOT exist.' },
	edit: editing,
};
