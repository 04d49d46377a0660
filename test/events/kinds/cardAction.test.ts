import { receive } from '../../../nodes/Feishu/events/receive';
import { door, plain, v2 } from '../sent';

const clicked = (action: object) =>
	v2(
		{
			operator: { open_id: 'ou_1', union_id: 'on_1', user_id: '', tenant_key: 't1' },
			token: 'c-1',
			action,
			host: 'im_message',
			context: { open_message_id: 'om_1', open_chat_id: 'oc_1' },
		},
		{ event_type: 'card.action.trigger' },
	);

const events = new Set(['cardAction']);

const verdictOn = (body: unknown, toast?: string) =>
	receive(plain(body), door({ settings: { events, toast } }));

test('it says who did what on which card, with the token that updates it', () => {
	const item = {
		event_type: 'card.action.trigger',
		event_id: 'e1',
		app_id: 'cli_1',
		tenant_key: 't1',
		open_id: 'ou_1',
		union_id: 'on_1',
		message_id: 'om_1',
		chat_id: 'oc_1',
		token: 'c-1',
	};
	const button = { tag: 'button', value: { approve: true }, form_value: { reason: 'none' } };
	expect(verdictOn(clicked(button))).toEqual({
		kind: 'run',
		answer: {},
		item: { ...item, ...button },
	});
	const chosen = { tag: 'select_static', option: 'a', value: 'text', checked: false };
	expect(verdictOn(clicked(chosen))).toMatchObject({ item: { ...item, ...chosen } });
	const typed = { tag: 'input', name: 'reason', input_value: 'late', options: ['a'] };
	expect(verdictOn(clicked(typed))).toMatchObject({ item: { ...item, ...typed } });
});

test('whoever clicked is shown the toast, if there is one', () => {
	expect(verdictOn(clicked({}), 'Got it')).toMatchObject({
		answer: { toast: { type: 'info', content: 'Got it' } },
	});
});

test('nothing of it need be there', () => {
	const body = v2({}, { event_type: 'card.action.trigger' });
	expect(verdictOn(body)).toMatchObject({ kind: 'run', item: { event_id: 'e1' } });
});
