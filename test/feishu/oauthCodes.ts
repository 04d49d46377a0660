import type { Answer } from './answer';

/** The token endpoint's refusals: the OAuth word for each, and what it means. */
const codes: Record<number, [error: string, description: string]> = {
	20001: ['invalid_request', 'a required parameter is missing or invalid'],
	20002: ['invalid_client', 'the client_secret is wrong'],
	20003: ['invalid_grant', 'the authorization code is not found'],
	20004: ['invalid_grant', 'the authorization code has expired'],
	20009: ['access_denied', 'the app is not installed in the tenant'],
	20024: ['invalid_grant', 'the code or token belongs to another app'],
	20026: ['invalid_grant', 'the refresh token is invalid'],
	20027: ['invalid_scope', 'a requested scope is not enabled for the app'],
	20029: ['invalid_request', 'redirect_uri 请求不合法'],
	20036: ['unsupported_grant_type', 'the grant_type is not supported'],
	20037: ['invalid_grant', 'the refresh token has expired'],
	20048: ['invalid_client', 'the app does not exist'],
	20049: ['invalid_grant', 'the PKCE check failed'],
	20063: ['invalid_request', 'the request is malformed'],
	20064: ['invalid_grant', 'the refresh token has been revoked'],
	20065: ['invalid_grant', 'the authorization code has been used'],
	20066: ['invalid_grant', 'the status of the user is invalid'],
	20067: ['invalid_scope', 'the scope list has duplicates'],
	20068: ['invalid_scope', 'a scope was not granted'],
	20069: ['unauthorized_client', 'the app is disabled'],
	20070: ['invalid_request', 'Basic authentication and client_secret were both sent'],
	20071: ['invalid_grant', 'the redirect_uri is not the one used before'],
	20072: ['temporarily_unavailable', 'temporarily unavailable, try again'],
	20073: ['invalid_grant', 'the refresh token has been used'],
	20074: ['unauthorized_client', 'refreshing user tokens is not enabled in the console'],
	20050: ['server_error', 'an unexpected server error, try again'],
};

export const oauthDescription = (code: number) => codes[code]?.[1] ?? 'unknown';

export const oauthRefusal = (code: number): Answer => ({
	status: { 20050: 500, 20072: 503 }[code] ?? 400,
	body: {
		code,
		error: codes[code]?.[0] ?? 'invalid_request',
		error_description: oauthDescription(code),
	},
});
