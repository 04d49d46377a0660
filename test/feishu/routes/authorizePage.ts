import type { Answer } from '../answer';
import { text } from '../call';
import type { Call, OpenRoute } from '../call';
import type { AuthorizationCode } from '../grants';
import type { App, User } from '../model';
import { oauthDescription } from '../oauthCodes';
import { escaped } from '../page/html';

/** The page's own word, so that its button can come back to the same address. */
const decisionField = 'standin_decision';

const page = (title: string, content: string, status = 200): Answer => ({
	status,
	body: `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title></head><body><h1>${escaped(title)}</h1>${content}</body></html>\n`,
	headers: { 'content-type': 'text/html; charset=utf-8' },
});

const errorPage = (code: number, logId: string) =>
	page(
		'Authorization failed',
		`<p>错误码：${code} ${oauthDescription(code)}</p><p>log ID ${logId}</p>`,
		400,
	);

/** Where the person may be sent is registered without a query, and may be asked for with one. */
const withoutQuery = (uri: string) => uri.split('?', 1)[0] ?? '';

interface Asked {
	app: App;
	user: User;
	scopes: string[];
	redirectUri: string;
	challenge: AuthorizationCode['challenge'];
}

/** Reads the request, or gives the number that the page shows to the person. */
function read({ query, world, settings }: Call): Asked | number {
	const app = world.apps.get(text(query.client_id));
	if (!app) return 20048;
	if (!app.enabled) return 20069;
	const redirectUri = text(query.redirect_uri);
	const isRegistered = app.redirectUris.some(
		(uri) => withoutQuery(uri) === withoutQuery(redirectUri),
	);
	if (!isRegistered) return 20029;
	if (query.response_type !== 'code') return 20001;
	const scopes = text(query.scope).split(' ').filter(Boolean);
	if (!scopes.every((scope) => app.userScopes.includes(scope))) return 20027;
	const method = text(query.code_challenge_method) || 'plain';
	if (method !== 'plain' && method !== 'S256') return 20001;
	const value = text(query.code_challenge);
	const challenge = value ? ({ value, method } as const) : undefined;
	const user = world.users.get(settings.signedInUser ?? world.user.openId);
	return user ? { app, user, scopes, redirectUri, challenge } : 20066;
}

function redirect(uri: string, fields: Record<string, string>): Answer {
	const url = new URL(uri);
	for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value);
	return { status: 302, body: '', headers: { location: url.href } };
}

function authorize(call: Call): Answer {
	const asked = read(call);
	if (typeof asked === 'number') return errorPage(asked, call.logId);
	const { query, settings, world } = call;
	const { app, user, scopes, redirectUri, challenge } = asked;
	const state: Record<string, string> = text(query.state) ? { state: text(query.state) } : {};
	const automatic = { true: 'allow', false: '', deny: 'deny' }[`${settings.autoAuthorize}`];
	const decision = text(query[decisionField]) || automatic;
	if (decision === 'deny') return redirect(redirectUri, { error: 'access_denied', ...state });
	if (decision !== 'allow') return consentPage(call, asked);
	const grant = world.grants.give(app, user, scopes);
	const code = world.grants.newCode({ grant, scopes, redirectUri, challenge });
	return redirect(redirectUri, { code: code.value, ...state });
}

function consentPage({ query }: Call, { app, user, scopes }: Asked): Answer {
	const link = (decision: string) => {
		const search = new URLSearchParams({ [decisionField]: decision });
		for (const [name, value] of Object.entries(query)) search.append(name, String(value));
		return escaped(`?${search.toString()}`);
	};
	const items = scopes.map((scope) => `<li>${escaped(scope)}</li>`).join('');
	return page(
		'Authorize',
		`<p>${escaped(app.name)} asks ${escaped(user.name)} for:</p><ul>${items}</ul>` +
			`<p><a id="authorize" href="${link('allow')}">Authorize</a> <a id="refuse" href="${link('deny')}">Refuse</a></p>`,
	);
}

export const authorizeRoute: OpenRoute = {
	open: true,
	route: 'authorize',
	method: 'GET',
	path: '/open-apis/authen/v1/authorize',
	act: authorize,
};
