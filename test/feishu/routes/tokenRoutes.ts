import { flat, refuse } from '../answer';
import type { Answer, Refusal } from '../answer';
import { text } from '../call';
import type { Call, OpenRoute } from '../call';
import type { App } from '../model';

const prefix = '/open-apis/auth/v3';

/** The app that id and secret belong to. Feishu says no with HTTP 200 and a code. */
function appOf(call: Call): App | Answer {
	const { world, body } = call;
	const id = text(body.app_id);
	const no = (refusal: Refusal) => refuse(refusal, call);
	if (!/^cli_[A-Za-z0-9]+$/.test(id)) return no({ code: 10003 });
	const app = world.apps.get(id);
	if (!app) return no({ code: 10014 });
	if (app.secret !== body.app_secret) return no({ code: 10014, msg: 'app secret invalid' });
	if (!app.enabled) return no({ code: 10014, msg: 'app unavailable' });
	return app;
}

const custom =
	(give: (call: Call, app: App) => Answer) =>
	(call: Call): Answer => {
		const app = appOf(call);
		if ('status' in app) return app;
		// The internal door is for custom apps; a store app has no tenant of its own.
		return app.kind === 'store' ? refuse({ code: 10003 }, call) : give(call, app);
	};

const tenantFields = ({ world: { tokens } }: Call, app: App) => {
	const token = tokens.issue('tenant', app, app.tenantKeys[0] ?? '');
	return { tenant_access_token: token.value, expire: tokens.remainingSeconds(token) };
};

function storeAppToken(call: Call): Answer {
	const app = appOf(call);
	if ('status' in app) return app;
	if (app.kind !== 'store' || app.ticket !== call.body.app_ticket) {
		return refuse({ code: 10012 }, call);
	}
	const { tokens } = call.world;
	const token = tokens.issue('app', app, '');
	return flat({ app_access_token: token.value, expire: tokens.remainingSeconds(token) });
}

function storeTenantToken(call: Call): Answer {
	const { tokens, tenants } = call.world;
	const no = (code: number) => refuse({ code }, call);
	const given = tokens.find(text(call.body.app_access_token));
	const tenantKey = text(call.body.tenant_key);
	if (!tenantKey) return no(10003);
	if (given?.kind !== 'app' || given.invalid || tokens.hasExpired(given)) return no(10013);
	const isInstalled = given.app.tenantKeys.includes(tenantKey) && tenants.has(tenantKey);
	if (!isInstalled || given.app.unusableIn.includes(tenantKey)) return no(10005);
	const token = tokens.issue('tenant', given.app, tenantKey);
	return flat({ tenant_access_token: token.value, expire: tokens.remainingSeconds(token) });
}

function ticketResend(call: Call): Answer {
	const app = appOf(call);
	if ('status' in app) return app;
	if (app.kind !== 'store') return refuse({ code: 10016 }, call);
	call.world.deliverTicket(app);
	return flat({});
}

const post = (route: OpenRoute['route'], path: string, act: OpenRoute['act']): OpenRoute => ({
	open: true,
	route,
	method: 'POST',
	path: prefix + path,
	act,
});

export const tokenRoutes: OpenRoute[] = [
	post(
		'token',
		'/tenant_access_token/internal',
		custom((call, app) => flat(tenantFields(call, app))),
	),
	post(
		'appToken',
		'/app_access_token/internal',
		custom((call, app) => {
			// For custom apps both names hold the same token.
			const { tenant_access_token, expire } = tenantFields(call, app);
			return flat({ app_access_token: tenant_access_token, tenant_access_token, expire });
		}),
	),
	post('storeAppToken', '/app_access_token', storeAppToken),
	post('storeTenantToken', '/tenant_access_token', storeTenantToken),
	post('ticketResend', '/app_ticket/resend', ticketResend),
];
