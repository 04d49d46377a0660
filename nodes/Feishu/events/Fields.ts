import type { IDataObject } from 'n8n-workflow';

/** An object of JSON. */
export type Fields = Readonly<Record<string, unknown>>;

/** The fields that have a value. Feishu sends some empty for lack of a scope. */
export function known(fields: Fields): IDataObject {
	return Object.fromEntries(
		Object.entries(fields).filter(
			([, value]) => value !== undefined && value !== null && value !== '',
		),
	) as IDataObject;
}
