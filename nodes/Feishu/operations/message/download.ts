import type { INodeProperties } from 'n8n-workflow';

import type { Feishu } from '../../client/FeishuClient';
import { textOf } from '../../client/http/record';
import { fileOfKey, filesIn, type FileInMessage } from '../../content/read/filesIn';
import { messageItem } from '../../content/read/messageItem';
import { failed, refusal, succeeded, type Result } from '../../errors/Failure';
import { messageId, readMessageIds } from '../fields/messageId';
import {
	optionsOf,
	optionsWith,
	readOptions,
	setOr,
	wrongOption,
	type GivenOptions,
	type RequestSettings,
} from '../fields/options';
import { outputBinaryField, readOutputBinaryField } from '../fields/outputBinaryField';
import { withInput } from '../fields/withInput';
import { operation, type Item, type Outcome } from '../Operation';
import { downloadFile } from './downloadFile';
import { getMessage, messagesIn } from './get';

const fileKey: INodeProperties = {
	displayName: 'File Key',
	name: 'fileKey',
	type: 'string',
	default: '',
	placeholder: 'e.g. img_v3_02ab_1f4a',
	description:
		'The key of one file of the message. When empty, it is every file that the message holds.',
};

interface Input {
	item: Item;
	field: string;
	givenKey?: string;
	settings: RequestSettings;
}

export const download = operation({
	option: {
		name: 'Download File',
		value: 'download',
		action: 'Download file from message',
		description: 'Get the file, image, audio, or video of a message, of up to 100 MB',
	},
	fields: [messageId, outputBinaryField, optionsWith(fileKey)],
	identities: ['app', 'user'],
	noun: 'file',
	done: 'downloaded',
	idKey: 'message_id',
	emptyOutput: { matched: 0 },
	// A file may have 100 MB: four at a time is what a machine can hold.
	read: (item) => withInput(readMessageIds(item), readDownload(item), (id) => `files ${lane(id)}`),

	async run(feishu, { id, item, field, givenKey, settings }, tell) {
		const files = givenKey
			? succeeded([fileOfKey(givenKey)])
			: await filesOf(feishu, id, item, settings);
		if (!files.ok) return [files];
		const outcomes: Outcome[] = [];
		for (const file of files.value) {
			const outcome = await downloadFile(feishu, id, file, item, field, settings);
			tell(outcome);
			outcomes.push(outcome);
		}
		return outcomes;
	},
});

const lane = (id: string) => (id.codePointAt(id.length - 1) ?? 0) % 4;

/** The files of a message, from the item if it is that message. Where the item names none, Feishu is asked. */
async function filesOf(
	feishu: Feishu,
	id: string,
	{ json }: Item,
	settings: RequestSettings,
): Promise<Result<FileInMessage[]>> {
	const told = json.message_id === id ? filesIn(textOf(json.msg_type), json.content) : [];
	if (told.length > 0) return succeeded(told);
	const answer = await getMessage(feishu, id, settings);
	if (!answer.ok) return answer;
	const [message] = messagesIn(answer);
	const { msg_type: type, content } = messageItem(message);
	const files = filesIn(textOf(type), content);
	return files.length > 0 ? succeeded(files) : failed(refusal('not_downloadable'));
}

function readDownload(item: Item): Result<Input> {
	const field = readOutputBinaryField(item.parameters.binaryPropertyName);
	if (!field.ok) return field;
	const options = readOptions(optionsOf(item.parameters), readFileKeyOption);
	if (!options.ok) return options;
	const { givenKey, ...settings } = options.value;
	return succeeded({ item, field: field.value, givenKey, settings });
}

/** The key of one file. An empty option means every file; an expression that finds nothing is refused. */
function readFileKeyOption(options: GivenOptions): Result<{ givenKey?: string }> {
	const given = setOr(options, 'fileKey', '');
	const key = typeof given === 'string' ? given.trim() : given;
	if (key === '') return succeeded({});
	return typeof key === 'string' && /^[\w-]{1,256}$/.test(key)
		? succeeded({ givenKey: key })
		: wrongOption('File Key', 'a key such as img_v3_02ab_1f4a');
}
