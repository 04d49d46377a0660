/** Codes with the HTTP status and words that they come with; texts from the documents and live logs. */
const codes: Record<number, [httpStatus: number, msg: string]> = {
	10003: [200, 'invalid param'],
	10005: [200, 'app or tenant info unauthorized'],
	10012: [200, 'app_ticket invalid'],
	10013: [200, 'get tenant access token failed'],
	10014: [200, 'app id not exists'],
	10015: [200, 'app secret invalid'],
	10016: [200, 'resend app ticket failed'],
	2200: [500, 'internal error'],
	11205: [400, 'app do not have bot'],
	11223: [200, 'no permission to send batch message'],
	230001: [400, 'Your request contains an invalid request parameter.'],
	230002: [400, 'Bot/User can NOT be out of the chat.'],
	230006: [400, 'Bot ability is not activated.'],
	230009: [400, 'Message has expired when recall message.'],
	230011: [400, 'The message was withdrawn.'],
	230012: [400, 'The sender of the message is not the current bot.'],
	230013: [400, 'Bot has NO availability to this user.'],
	230020: [400, 'This operation triggers the frequency limit.'],
	230026: [400, 'No permission to recall this message.'],
	230027: [400, 'Lack of necessary permissions.'],
	230030: [400, 'The batch message id is not found.'],
	230031: [400, 'Message can only be modified within 14 days after sending.'],
	230034: [400, 'The receive_id is invalid.'],
	230049: [400, 'The message is being sent.'],
	230050: [400, 'The message is invisible to the operator.'],
	230054: [400, 'This operation is not supported for this message type.'],
	230071: [400, 'The operator is not the sender of the message.'],
	230101: [400, 'Sending messages to users is temporarily unavailable.'],
	230110: [400, 'Action unavailable as the message has been deleted.'],
	232001: [400, 'Your request contains an invalid request parameter.'],
	232009: [400, 'Your request specifies a chat which has already been dissolved.'],
	232025: [400, 'Bot ability is not activated.'],
	99991400: [429, 'request trigger frequency limit'],
	99991401: [400, 'ip is denied by app setting'],
	99991403: [429, "This month's API call quota has been exceeded"],
	99991406: [429, 'The API call quota of the paid pack has been exceeded'],
	99991543: [200, 'app id or app secret error'],
	99991661: [
		400,
		'Missing access token for authorization. Please make a request with token attached.',
	],
	99991662: [400, 'The app is not in use.'],
	99991663: [
		400,
		'Invalid access token for authorization. Please make a request with token attached.',
	],
	99991664: [400, 'Invalid app access token for authorization.'],
	99991665: [400, 'Invalid tenant code.'],
	99991668: [
		400,
		'Invalid access token for authorization. Please make a request with token attached.',
	],
	99991671: [400, 'Invalid access token for authorization. The token must start with t- or u-.'],
	99991672: [400, 'Access denied.'],
	99991673: [400, 'The app is not usable in this tenant.'],
	99991676: [400, 'The token lacks permission.'],
	99991677: [400, 'Authentication token expired. Please request a new one.'],
	99991679: [
		400,
		'Unauthorized. You do not have permission to perform the requested operation on the resource. Please request user re-authorization and try again.',
	],
	99992354: [400, 'The request you send is not a valid {open_message_id} or not exists'],
	99992402: [400, 'field validation failed'],
};

export const tokenCodes: ReadonlySet<number> = new Set([
	99991661, 99991663, 99991664, 99991665, 99991668, 99991671,
]);

/** Codes of the API's own rules, not of the gateway before it. */
export const isBusinessCode = (code: number) => code >= 230000 && code < 240000;

export const httpStatusOf = (code: number) => codes[code]?.[0] ?? (code === 0 ? 200 : 400);
export const msgOf = (code: number) => codes[code]?.[1] ?? (code === 0 ? 'success' : 'failed');
