import type { IDataObject } from 'n8n-workflow';

import type { FeishuEvent } from '../FeishuEvent';
import type { Settings } from '../settings';

/** One row of the menu 'Events', and all that the trigger knows of such events. */
export interface EventKind {
	option: { name: string; value: string; description: string };
	/** Whether an event is of this kind. */
	covers(event: FeishuEvent, settings: Settings): boolean;
	/** Events of one type with the same key are one event, sent twice. Without this, the event's ID is the key. */
	repeatKey?(event: FeishuEvent): string;
	/**
	 * Whether the event passes the panel's filters; every event does where a kind has none. Undefined while the app's
	 * bot is not known and the filter depends on it.
	 */
	fits?(event: FeishuEvent, settings: Settings, botId: string | undefined): boolean | undefined;
	/** The item that the workflow gets when 'Simplify' is on; the envelope where a kind has none. */
	item?(event: FeishuEvent): IDataObject;
	/** The body of the answer to Feishu; an empty object where a kind has none. */
	answer?(settings: Settings): IDataObject;
}
