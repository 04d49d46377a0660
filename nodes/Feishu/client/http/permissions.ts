import { asRecord } from './record';

/** The app that a scope is added to. */
export interface AskingApp {
	/** Scheme, host, and port of its API, which are those of its console, too. */
	origin: string;
	appId: string;
}

/** Names of scopes that may stand in a sentence. */
const scope = /^[\w:.-]{1,100}$/;

/** Where `msg` names scopes when no violations come. Source: answers of the real Feishu, test/feishu/recordedAnswers.json. */
const places = [
	/\bneed scope: ([\w:.-]+)/,
	/\brequires ([\w:.-]+:[\w:.-]+) scope\b/,
	/\bone of (?:the following scopes is required|these privileges[^:[]*): \[([^\]]*)\]/i,
];

/** The scopes of which any one would do. Violations come as `{ subject }` or, in the documentation, as `{ scope }`. */
export function scopesIn(
	words: string,
	error: Readonly<Record<string, unknown>> | undefined,
): string[] {
	const violations = Array.isArray(error?.permission_violations) ? error.permission_violations : [];
	const listed = violations.map((entry) => asRecord(entry)?.subject ?? asRecord(entry)?.scope);
	const named = places.flatMap((place) => place.exec(words)?.[1]?.split(/[,\s]/) ?? []);
	const isScope = (each: unknown): each is string => typeof each === 'string' && scope.test(each);
	const inViolations = listed.filter(isScope);
	// A period that ends Feishu's sentence is not part of the scope.
	const inWords = named.map((each) => each.replace(/[.:]+$/, '')).filter(isScope);
	return [...new Set(inViolations.length > 0 ? inViolations : inWords)].slice(0, 20);
}

/** Only a page of Feishu's or Lark's own console counts: somebody is going to open it. */
const grantUrl =
	/https:\/\/open\.(?:feishu\.cn|larksuite\.com)\/app\/cli_\w{1,64}\/auth\?q=[\w:.,%&=-]{1,1000}/;

/**
 * The page of the developer console on which the missing scopes are added in one step. A text that is not safe
 * to show is left out as a whole, since a part of a secret is a secret.
 */
export function grantUrlIn(
	words: string,
	error: Readonly<Record<string, unknown>> | undefined,
	isSafeToShow: (text: string) => boolean = () => true,
): string | undefined {
	const helps = Array.isArray(error?.helps) ? error.helps.map((entry) => asRecord(entry)?.url) : [];
	return [words, ...helps.filter((url): url is string => typeof url === 'string')]
		.filter(isSafeToShow)
		.map((text) => grantUrl.exec(text)?.[0].replace(/[.,:]+$/, ''))
		.find((url) => url !== undefined);
}

/**
 * The page of the console for an answer that does not name it. The console of a private deployment is not known, and
 * then there is none.
 */
export function grantUrlOf(
	{ origin, appId }: AskingApp,
	scopes: readonly string[],
	isSafeToShow?: (text: string) => boolean,
): string | undefined {
	const url = `${origin}/app/${appId}/auth?q=${scopes.join()}`;
	return grantUrlIn(url, undefined, isSafeToShow) === url ? url : undefined;
}
