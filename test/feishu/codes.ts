import { mediaAndChatCodes } from './mediaAndChatCodes';
import { messageCodes, messageCodesOf } from './messageCodes';
import type { RouteName } from './routeNames';

export type CodeTable = Record<number, [httpStatus: number, msg: string]>;

/** Codes with the HTTP status and words that they come with; texts from the documents and live logs. */
const codes: CodeTable = {
	...messageCodes,
	...mediaAndChatCodes,
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
	9499: [400, 'Bad Request'],
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

/** The text of a code. A code may have another meaning, and so another text, at one of the APIs. */
export const msgOf = (code: number, route?: RouteName): string =>
	(route && messageCodesOf[route]?.[code]) ??
	codes[code]?.[1] ??
	(code === 0 ? 'success' : 'failed');
