import type { CodeTable } from './codes';

/** Codes and texts of the APIs of chats (232…) and of images and files (234…), as their pages list them. */
export const mediaAndChatCodes: CodeTable = {
	232001: [400, 'Your request contains an invalid request parameter.'],
	232004: [400, 'Such an app does NOT exist.'],
	232006: [400, 'Your request specifies a chat_id which is invalid.'],
	232009: [400, 'Your request specifies a chat which has already been dissolved.'],
	232010: [400, 'Operator and chat can NOT be in different tenants.'],
	232011: [400, 'Operator can NOT be out of the chat.'],
	232025: [400, 'Bot ability is not activated.'],
	232033: [
		400,
		'The operator or invited bots does NOT have the authority to manage external chats without the scope.',
	],
	232034: [400, 'The app is unavailable or inactivated by the tenant.'],
	232096: [400, 'Meta writing has stopped, please try again later.'],
	234001: [400, 'Invalid request param.'],
	234002: [401, 'Unauthorized.'],
	234003: [400, 'File not in message.'],
	234004: [400, 'App not in chat.'],
	234006: [400, 'The file size exceed the max value.'],
	234007: [400, 'App does not enable bot feature.'],
	234009: [400, 'Lack of necessary permissions.'],
	234010: [400, "File's size can't be 0."],
	234011: [400, "Can't regonnize the image format."],
	234019: [400, 'scope CheckAppTenant fail.'],
	234037: [400, 'Downloaded file size exceeds limit.'],
	234038: [400, 'Do not allow downloading of message resources in restricted mode.'],
	234039: [400, 'Image resolution exceeds limit.'],
	234040: [400, 'The message is invisible to the operator.'],
	234041: [400, 'Tenant master key has been deleted, please contact the tenant administrator.'],
	234042: [
		400,
		'Hybrid deployment tenant storage error, such as full storage space, please contact tenant administrator.',
	],
	234043: [400, 'Unsupported message type.'],
};
