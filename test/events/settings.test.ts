import { readSettings } from '../../nodes/Feishu/events/settings';

const read = (options: unknown = {}, more: object = {}) =>
	readSettings({ events: ['messageReceived'], otherEvents: '', simplify: true, options, ...more });

const valueOf = (...given: Parameters<typeof read>) => {
	const settings = read(...given);
	if (!settings.ok) throw new Error(settings.failure.cause);
	return settings.value;
};

const causeOf = (...given: Parameters<typeof read>) => {
	const settings = read(...given);
	return settings.ok ? 'accepted' : settings.failure.cause;
};

test('untouched, messages of people start the workflow, whatever and wherever', () => {
	expect(valueOf()).toEqual({
		events: new Set(['messageReceived']),
		otherTypes: new Set(),
		simplify: true,
		onlyWhenMentioned: false,
		ignoreBots: true,
	});
	expect(valueOf({ toast: ' ' }, { simplify: undefined })).toEqual(valueOf());
});

test('each field means what it says', () => {
	const options = {
		chatIds: ' oc_1,oc_2；oc_3\n',
		messageTypes: ['text', 'post'],
		onlyWhenMentioned: true,
		ignoreBots: false,
		toast: 'Got it',
	};
	const fields = {
		events: ['other'],
		otherEvents: 'app_ticket, im.chat.updated_v1',
		simplify: false,
	};
	expect(valueOf(options, fields)).toEqual({
		events: new Set(['other']),
		otherTypes: new Set(['app_ticket', 'im.chat.updated_v1']),
		simplify: false,
		chatIds: new Set(['oc_1', 'oc_2', 'oc_3']),
		messageTypes: new Set(['text', 'post']),
		onlyWhenMentioned: true,
		ignoreBots: false,
		toast: 'Got it',
	});
});

test('types that no event asks for do not matter', () => {
	expect(valueOf({}, { otherEvents: '!' }).otherTypes).toEqual(new Set());
});

test.each([
	[{}, { events: [] }, 'Events'],
	[{}, { events: [7] }, 'Events'],
	[{}, { events: undefined }, 'Events'],
	[{}, { events: ['other'] }, 'Other Events'],
	[{}, { events: ['other'], otherEvents: 'im.chat/updated' }, 'Other Events'],
	[{ chatIds: '' }, {}, 'Chat IDs'],
	[{ chatIds: undefined }, {}, 'Chat IDs'],
	[{ chatIds: 'oc_1, ou_2' }, {}, 'Chat IDs'],
	[{ messageTypes: [] }, {}, 'Message Types'],
	[{ messageTypes: [null] }, {}, 'Message Types'],
	[{ onlyWhenMentioned: 'yes' }, {}, 'Only When Mentioned'],
	[{ ignoreBots: 0 }, {}, 'Ignore Bots'],
	[{}, { simplify: 'no' }, 'Simplify'],
	[{ toast: {} }, {}, 'Toast'],
	[{ onlyWhenMentioned: undefined }, {}, 'Only When Mentioned'],
	[undefined, { options: undefined }, 'Options'],
	['{"chatIds": "oc_1"}', {}, 'Options'],
	[[{ chatIds: 'oc_1' }], {}, 'Options'],
])('%j with %j is refused, and the field named', (options, more, field) => {
	expect(causeOf(options, more)).toContain(`the field '${field}' does not hold `);
});
