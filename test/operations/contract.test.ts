import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import { properties as ofTrigger } from '../../nodes/Feishu/events/panel';
import { batchMessage } from '../../nodes/Feishu/operations/batchMessage';
import { chat } from '../../nodes/Feishu/operations/chat';
import { message } from '../../nodes/Feishu/operations/message';

const id = 'messageId!=={{ $json.message_id ?? $json }}';
const pace = 'requestsPerSecond=50 timeout=10000';
const receiver = 'list chatId openId userId unionId email';
const card =
	'cardSource=json(json template) cardJson! templateId! templateVersion templateVariables={}';
const content = `messageType=text(audio card file image other markdown text video) text! title markdown! ${card} fileSource=binary(binary key) binaryPropertyName!=data fileKey! otherType! otherContent!`;
const mentions = 'mention mentionEveryone=false';
const types =
	'audio interactive share_chat share_user share_calendar_event file folder image location merge_forward hongbao post sticker system todo text media video_chat vote';

/** Identities, the output for an item that names nothing, and the fields: `!` is required, `=` the default. */
const contract: Record<string, [identities: string, emptyOutput: object, fields: string]> = {
	'message.send': [
		'app user',
		{},
		`receiver!(${receiver}) ${content} simplify=true options(coverKey idempotencyKey ${mentions} ${pace})`,
	],
	'message.reply': [
		'app user',
		{ matched: 0 },
		`${id} ${content} simplify=true options(coverKey idempotencyKey ${mentions} replyInThread=false ${pace})`,
	],
	'message.forward': [
		'app',
		{ matched: 0 },
		`${id} receiver!(${receiver} threadId) simplify=true options(idempotencyKey ${pace})`,
	],
	'message.edit': [
		'app',
		{ matched: 0 },
		`${id} messageType=text(markdown text) text! title markdown! simplify=true options(${mentions} ${pace})`,
	],
	'message.updateCard': ['app user', { matched: 0 }, `${id} ${card} options(${pace})`],
	'message.get': ['app user', { matched: 0 }, `${id} simplify=true options(${pace})`],
	'message.getAll': [
		'app user',
		{},
		`chat!(list chatId threadId) returnAll=false limit=50 filters(contains includeRecalled=false sender=anyone(anyone people thisApp) sentAfter sentBefore types(${types})) simplify=true options(${pace})`,
	],
	'message.recall': [
		'app user',
		{ deleted: false, matched: 0 },
		`${id} options(${pace} verify=false whenAlreadyRecalled=fail(fail succeed))`,
	],
	'message.recallMany': [
		'app',
		{},
		`chat!(list chatId) sentAfter! sentBefore onlyList=false atMost=200 options(contains includeThreadReplies=false requestsPerSecond=50 sender=thisApp(anyone thisApp) timeout=10000 types(${types}) verify=false whenAlreadyRecalled=succeed(fail succeed))`,
	],
	'message.download': [
		'app user',
		{ matched: 0 },
		`${id} binaryPropertyName!=data options(fileKey ${pace})`,
	],
	'batchMessage.recall': [
		'app',
		{ deleted: false, matched: 0 },
		`batchMessageId!=={{ $json.data?.message_id ?? $json.batch_message_id ?? $json.message_id }} options(${pace} waitAtMost=60 waitForCompletion=false)`,
	],
	'chat.getAll': ['app user', {}, `search returnAll=false limit=50 options(${pace})`],
};

function outlineOf(
	field: INodeProperties | INodePropertyOptions | INodePropertyCollection,
): string {
	if (!('type' in field)) return 'value' in field ? `${field.value}` : field.name;
	const isSet = typeof field.default !== 'object' && field.default !== '';
	const inside = field.modes?.map(({ name }) => name) ?? field.options?.map(outlineOf) ?? [];
	const own = `${field.name}${field.required ? '!' : ''}${isSet ? `=${String(field.default)}` : ''}`;
	return inside.length > 0 ? `${own}(${inside.join(' ')})` : own;
}

const operations = [message, batchMessage, chat].flatMap(({ value, operations: its }) =>
	its.map((each) => [`${value}.${each.option.value}`, each] as const),
);

test('there are the operations that workflows depend on, and each of them has a row here', () => {
	expect(operations.map(([name]) => name).sort()).toEqual(Object.keys(contract).sort());
});

test.each(operations)('%s asks for what it always has', (name, operation) => {
	expect([
		operation.identities.join(' '),
		operation.emptyOutput,
		operation.fields.map(outlineOf).join(' '),
	]).toEqual(contract[name]);
});

test('the trigger asks for what it always has', () => {
	const shown = ofTrigger.filter(({ type }) => type !== 'hidden');
	expect(shown.map(outlineOf).join(' ')).toBe(
		`notice events!(cardAction messageRecalled messageReceived other) otherEvents! simplify=true options(chatIds ignoreBots=true messageTypes(${types}) onlyWhenMentioned=false toast)`,
	);
});
