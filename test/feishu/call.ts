import type { Answer, Refusal } from './answer';
import type { App, Tenant, User } from './model';
import type { RateLimits } from './rateLimit';
import type { RouteName } from './routeNames';
import type { Settings } from './settings';
import type { Token } from './tokens';
import type { World } from './world';

/** One request, read. */
export interface Call {
	route: RouteName;
	world: World;
	settings: Settings;
	limits: RateLimits;
	/** The stand-in's own address, for links and redirects. */
	origin: string;
	ip: string;
	logId: string;
	authorization: string | undefined;
	/** The `:id` of the path. */
	id: string;
	/** The `:key` of the path. */
	key: string;
	/** The Content-Length header: unknown for a body that is sent in chunks. */
	contentLength: string | undefined;
	/** The Range header. */
	range: string | undefined;
	query: Record<string, unknown>;
	/** The fields of a JSON or form body; empty when there were none, or none readable. */
	body: Record<string, unknown>;
	/** The token that came along, if Feishu knows it. */
	token: Token | undefined;
}

/** The app, and the person if any, for whom the token speaks. */
export interface Caller {
	app: App;
	tenant: Tenant;
	/** A user token speaks for a person, not for the bot. */
	user?: User;
	scopes: readonly string[];
}

interface RouteBase {
	route: RouteName;
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	path: string;
}

/** Asked without a token: token endpoints and pages. */
export interface OpenRoute extends RouteBase {
	open: true;
	act: (call: Call) => Answer;
}

export interface GuardedRoute extends RouteBase {
	open?: false;
	identity: 'tenant' | 'user' | 'either';
	/** One of these has to be enabled for the app; none: no scope needed. */
	scopes?: readonly string[];
	/** A user's call needs one of these instead, enabled for the app and granted by the user. */
	userScopes?: readonly string[];
	act: (call: Call, caller: Caller) => Answer | Refusal;
}

export type Route = OpenRoute | GuardedRoute;

export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
