import type { Call } from './call';
import { httpStatusOf, isBusinessCode, msgOf, tokenCodes } from './codes';
import { methodIdOf, tokenEndpoints } from './routeNames';
import type { Settings } from './settings';

export interface Answer {
	status: number;
	/** Sent as JSON; a string or bytes go out as they are. */
	body: Record<string, unknown> | string | Buffer;
	headers?: Record<string, string>;
}

export interface Refusal {
	code: number;
	/** Replaces the words that the code usually comes with. */
	msg?: string;
	/** Follows msg as `, ext=…`, in place of its period. */
	ext?: string;
	httpStatus?: number;
	/** Further fields of `error`: violations, helps, … */
	error?: Record<string, unknown>;
	headers?: Record<string, string>;
}

export const isRefusal = (value: object): value is Refusal => 'code' in value;

export const ok = (data: Record<string, unknown> = {}): Answer => ({
	status: 200,
	body: { code: 0, msg: 'success', data },
});

/** Token endpoints answer flat, without `data`, and with HTTP 200 whatever happens. */
export const flat = (fields: Record<string, unknown>): Answer => ({
	status: 200,
	body: { code: 0, msg: 'ok', ...fields },
});

export const notFound: Answer = {
	status: 404,
	body: '404 page not found',
	headers: { 'content-type': 'text/plain' },
};

/** `error` comes from the gateway and the APIs behind it; token endpoints refuse as flat as they answer. */
export function refuse(refusal: Refusal, { route, settings, logId }: Call): Answer {
	const { code, headers } = refusal;
	const ext = refusal.ext ?? (isBusinessCode(code) ? settings.msgExt : null);
	const words = refusal.msg ?? msgOf(code, route);
	const msg = ext ? `${words.replace(/\.$/, '')}, ext=${ext}` : words;
	const status = refusal.httpStatus ?? statusOf(code, settings);
	if (tokenEndpoints.has(route) && !refusal.error) {
		return { status, body: { code, msg, ...(code === 10003 && { data: {} }) }, headers };
	}
	const error: Record<string, unknown> = { ...refusal.error };
	if (settings.logIdInBody) {
		error.log_id = logId;
		error.troubleshooter = `排查建议查看(Troubleshooting suggestions): https://open.feishu.cn/search?from=openapi&log_id=${logId}&code=${code}&method_id=${methodIdOf(route)}`;
	}
	return { status, body: { code, msg, error }, headers };
}

function statusOf(code: number, settings: Settings): number {
	if (code === 99991677) return settings.expiredUserTokenHttpStatus;
	if (tokenCodes.has(code)) return settings.rejectedTokenHttpStatus;
	return httpStatusOf(code);
}

const pages = 'https://open.feishu.cn/document/uAjLw4CM/ugTN1YjL4UTN24CO1UjN/trouble-shooting';

const violations = (type: string, scopes: readonly string[]) =>
	scopes.map((subject) => ({ type, subject }));

/** The app lacks all of these scopes, and one of them would do. */
export function scopesNotEnabled(scopes: readonly string[], appId: string): Refusal {
	const list = scopes.join(', ');
	const url = `https://open.feishu.cn/app/${appId}/auth?q=${scopes.join(',')}&op_from=openapi`;
	return {
		code: 99991672,
		msg: `Access denied. One of the following scopes is required: [${list}].应用尚未开通所需的应用身份权限：[${list}]，点击链接申请并开通任一权限即可：${url}&token_type=tenant`,
		error: {
			message: `Refer to the documentation to fix the error: ${pages}/how-to-fix-the-99991672-error`,
			permission_violations: violations('action_scope_required', scopes),
			helps: [{ url, description: `Learn more about scopes and how to add them: [${list}]` }],
		},
	};
}

/** The app has one of these scopes, but the person did not grant it. */
export function scopesNotGranted(scopes: readonly string[]): Refusal {
	const list = scopes.join(', ');
	const page = `${pages}/how-to-resolve-error-99991679`;
	return {
		code: 99991679,
		msg: `${msgOf(99991679)} required one of these privileges under the user identity: [${list}].应用未获取所需的用户授权：[${list}]，点击链接查看解决方案：${page}`,
		error: {
			message: `Refer to the documentation to fix the error: ${page}`,
			permission_violations: violations('action_privilege_required', scopes),
		},
	};
}

/** The gateway's refusal of an id that it cannot resolve, malformed or unknown. */
export const invalidId = (
	code: number,
	kind: string,
	example: string,
	field: string,
	value: string,
): Refusal => ({
	code,
	msg: `The request you send is not a valid {${kind}} or not exists, and the example value is {${example}}. Invalid ids: [${value}] . Please see field_violations for details and refer to API documentation to correct accordingly and resubmit`,
	error: { field_violations: [{ field, value, description: `Invalid ids: [${value}]` }] },
});
