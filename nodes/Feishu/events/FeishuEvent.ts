import { asRecord, textOf } from '../client/http/record';
import type { Fields } from './Fields';

/** An event of Feishu's, from either version of its envelope. */
export interface FeishuEvent {
	/** "im.message.receive_v1" */
	type: string;
	id: string;
	/** The Verification Token that it came with. */
	token: unknown;
	appId: string;
	/** Empty where it concerns no tenant, as an app's ticket does. */
	tenantKey: string;
	/** The event's own data. */
	event: Fields;
	/** The whole body, without the Verification Token, which would otherwise end up in executions. */
	envelope: Fields;
}

/**
 * The event in a body of either version, or undefined where there is none.
 * Source: https://open.feishu.cn/document/ukTMukTMukTM/uUTNz4SN1MjL1UzM
 */
export function readEvent(body: Fields): FeishuEvent | undefined {
	const found = body.schema === undefined ? readV1(body) : readV2(body);
	return found.type === '' || found.id === '' ? undefined : found;
}

function readV2(body: Fields): FeishuEvent {
	const { token, ...header } = asRecord(body.header) ?? {};
	return {
		type: textOf(header.event_type),
		id: textOf(header.event_id),
		token,
		appId: textOf(header.app_id),
		tenantKey: textOf(header.tenant_key),
		event: asRecord(body.event) ?? {},
		envelope: { ...body, header },
	};
}

function readV1({ token, ...body }: Fields): FeishuEvent {
	const event = asRecord(body.event) ?? {};
	return {
		type: body.type === 'event_callback' ? textOf(event.type) : '',
		id: textOf(body.uuid),
		token,
		appId: textOf(event.app_id),
		tenantKey: textOf(event.tenant_key),
		event,
		envelope: body,
	};
}
