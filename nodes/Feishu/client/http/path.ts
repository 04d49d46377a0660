/**
 * A path of Feishu's API. Values are encoded, so an ID can never add a segment:
 * path`/open-apis/im/v1/messages/${'../chats/oc_1'}` stays below messages/. Only a bare `.` or `..` would not,
 * which no check of an ID lets through.
 */
export function path(literals: TemplateStringsArray, ...values: string[]): string {
	return literals.reduce(
		(whole, literal, index) => whole + encodeURIComponent(values[index - 1] ?? '') + literal,
	);
}
