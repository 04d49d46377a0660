import type { IDataObject } from 'n8n-workflow';

/** An object of JSON. */
export type Fields = Readonly<Record<string, unknown>>;

/** What Feishu left out, or sent empty for lack of a scope, is left out. */
export function known(fields: Fields): IDataObject {
	return Object.fromEntries(
		Object.entries(fields).filter(
			([, value]) => value !== undefined && value !== null && value !== '',
		),
	) as IDataObject;
}
