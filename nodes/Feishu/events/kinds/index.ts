import type { FeishuEvent } from '../FeishuEvent';
import type { Settings } from '../settings';
import { cardAction } from './cardAction';
import type { EventKind } from './EventKind';
import { messageRecalled } from './messageRecalled';
import { messageReceived } from './messageReceived';
import { other } from './other';

/** As the menu has them. */
export const kinds: readonly EventKind[] = [cardAction, messageRecalled, messageReceived, other];

/** The kind of an event that the panel asks for, if it does. */
export function kindOf(event: FeishuEvent, settings: Settings): EventKind | undefined {
	return kinds.find(
		(kind) => settings.events.has(kind.option.value) && kind.covers(event, settings),
	);
}
