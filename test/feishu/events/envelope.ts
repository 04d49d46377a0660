import type { App } from '../model';
import { encrypt } from './encrypt';

/** Something that an app is told. */
export interface FeishuEvent {
	/** "im.message.receive_v1" */
	type: string;
	event: Record<string, unknown>;
	/** Absent where it concerns no tenant, as an app's ticket does. */
	tenantKey?: string;
	/** Of the envelope; 2 when left out. */
	version?: 1 | 2;
}

/** The body that is sent for an event, before it is encrypted. Time in milliseconds. */
export function envelope(told: FeishuEvent, id: string, app: App, now: number): object {
	const { type, event, tenantKey, version } = told;
	const { id: app_id, verificationToken: token } = app;
	const tenant = tenantKey === undefined ? {} : { tenant_key: tenantKey };
	if (version === 1) {
		const ts = (now / 1000).toFixed(6);
		const inside = { app_id, ...tenant, type, ...event };
		return { ts, uuid: id, token, type: 'event_callback', event: inside };
	}
	// Callbacks of cards count in microseconds.
	const time = Math.floor(type.startsWith('card.') ? now * 1000 : now);
	const header = {
		event_id: id,
		event_type: type,
		create_time: String(time),
		token,
		app_id,
		...tenant,
	};
	return { schema: '2.0', header, event };
}

/** The body as it travels to an app. */
export function bodyFor({ encryptKey }: App, content: object): string {
	const plain = JSON.stringify(content);
	return encryptKey ? JSON.stringify({ encrypt: encrypt(plain, encryptKey) }) : plain;
}
