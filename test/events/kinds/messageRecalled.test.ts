import { receive } from '../../../nodes/Feishu/events/receive';
import { door, plain, v2 } from '../sent';

test('it says which message, where, when, and as what the one who took it back could', () => {
	const event = {
		message_id: 'om_1',
		chat_id: 'oc_1',
		recall_time: '1795512614123',
		recall_type: 'group_owner',
	};
	const body = v2(event, { event_type: 'im.message.recalled_v1' });
	const held = door({ settings: { events: new Set(['messageRecalled']) } });
	expect(receive(plain(body), held)).toEqual({
		kind: 'run',
		answer: {},
		item: {
			event_type: 'im.message.recalled_v1',
			event_id: 'e1',
			app_id: 'cli_1',
			tenant_key: 't1',
			message_id: 'om_1',
			chat_id: 'oc_1',
			recall_type: 'group_owner',
			recall_time: '2026-11-24T09:30:14.123Z',
		},
	});
});
