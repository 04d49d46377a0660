import { httpStatusOf, isBusinessCode, msgOf, tokenCodes } from './codes';
import type { Settings } from './settings';

export interface Answer {
	status: number;
	/** Sent as JSON; a string goes out as it is. */
	body: Record<string, unknown> | string;
	headers?: Record<string, string>;
}

export interface Refusal {
	code: number;
	/** Replaces the words that the code usually comes with. */
	msg?: string;
	/** Follows msg as `, ext=…`. */
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

export function refuse(refusal: Refusal, settings: Settings, logId: string): Answer {
	const { code } = refusal;
	const ext = refusal.ext ?? (isBusinessCode(code) ? settings.msgExt : null);
	const msg = (refusal.msg ?? msgOf(code)) + (ext ? `, ext=${ext}` : '');
	const status = refusal.httpStatus ?? statusOf(code, settings);
	const error: Record<string, unknown> = { ...refusal.error };
	if (settings.logIdInBody) {
		error.log_id = logId;
		error.troubleshooter = `排查建议查看(Troubleshooting suggestions): https://open.feishu.cn/search?from=openapi&log_id=${logId}&code=${code}`;
	}
	return { status, body: { code, msg, error }, headers: refusal.headers };
}

function statusOf(code: number, settings: Settings): number {
	if (code === 99991677) return settings.expiredUserTokenHttpStatus;
	if (tokenCodes.has(code)) return settings.rejectedTokenHttpStatus;
	return httpStatusOf(code);
}

/** `action_scope_required`: the app lacks them all; `action_privilege_required`: the user did not grant one. */
export function scopeRefusal(
	code: number,
	type: 'action_scope_required' | 'action_privilege_required',
	scopes: readonly string[],
	appId: string,
): Refusal {
	const list = scopes.join(', ');
	const url = `https://open.feishu.cn/app/${appId}/auth?q=${scopes.join(',')}&op_from=openapi&token_type=${type === 'action_scope_required' ? 'tenant' : 'user'}`;
	const msg =
		code === 99991672
			? `Access denied. One of the following scopes is required: [${list}].应用尚未开通所需的应用身份权限：[${list}]，点击链接申请并开通任一权限即可：${url}`
			: code === 99991679
				? `${msgOf(code)} required one of these privileges under the user identity: [${list}].`
				: msgOf(code);
	return {
		code,
		msg,
		error: {
			message: `Refer to the documentation to fix the error: https://open.feishu.cn/document/uAjLw4CM/ugTN1YjL4UTN24CO1UjN/trouble-shooting/how-to-fix-the-${code}-error`,
			permission_violations: scopes.map((subject) => ({ type, subject })),
			helps: [{ url, description: 'Enable one of the scopes and publish a version of the app.' }],
		},
	};
}
