import type { IDataObject } from 'n8n-workflow';

import type { FeishuEvent } from '../FeishuEvent';
import type { Settings } from '../settings';

/** One row of the menu 'Events', and all that the trigger knows of such events. */
export interface EventKind {
	option: { name: string; value: string; description: string };
	/** Whether an event is of this kind. */
	covers(event: FeishuEvent, settings: Settings): boolean;
	/** Two of one type with the same are one event that Feishu has sent twice; its ID unless it says otherwise. */
	repeatKey?(event: FeishuEvent): string;
	/**
	 * Whether it is one of those that the panel asks for; all are unless it says otherwise. Undefined where only the
	 * app's bot would tell, which is not known yet.
	 */
	fits?(event: FeishuEvent, settings: Settings, botId: string | undefined): boolean | undefined;
	/** What the workflow gets of it when it is simplified; the envelope unless it says otherwise. */
	item?(event: FeishuEvent): IDataObject;
	/** What Feishu is answered; an empty object unless it says otherwise. */
	answer?(settings: Settings): IDataObject;
}
