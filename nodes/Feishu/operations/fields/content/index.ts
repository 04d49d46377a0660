import type { INodeProperties } from 'n8n-workflow';

import { withinLimits, type Content } from '../../../content/compose/Content';
import { fileContent, readFileKey, type FileKind } from '../../../content/compose/file';
import { markdownContent } from '../../../content/compose/markdown';
import { otherContent } from '../../../content/compose/other';
import { textContent } from '../../../content/compose/text';
import { succeeded, type Result } from '../../../errors/Failure';
import type { Item, ItemFile } from '../../Operation';
import { mentionOptions, readMentionOptions } from '../mentions';
import { wrongField, type GivenOptions } from '../options';
import { readItemFile } from './binaryField';
import { cardFields, readCard } from './card';
import { coverKey, fileFields, fileKinds } from './file';
import { otherFields } from './other';
import { writtenFields } from './written';

/** The content of a message, or the file that has to be uploaded to make it. */
export type Draft = { content: Content } | { kind: FileKind; file: ItemFile; cover?: string };

const types = [
	{ name: 'Audio', value: 'audio', description: 'A voice message from an Opus file' },
	{ name: 'Card', value: 'card', description: 'A card from JSON or from a template' },
	{ name: 'File', value: 'file', description: 'Any file of up to 30 MB' },
	{ name: 'Image', value: 'image', description: 'An image of up to 10 MB' },
	{ name: 'Other', value: 'other', description: "Any of Feishu's types, with its content as JSON" },
	{ name: 'Rich Text (Markdown)', value: 'markdown', description: 'A title and formatted text' },
	{ name: 'Text', value: 'text', description: 'Plain text, exactly as written' },
	{ name: 'Video', value: 'video', description: 'A video from an MP4 file' },
];

function messageType(options: typeof types): INodeProperties {
	return {
		displayName: 'Message Type',
		name: 'messageType',
		type: 'options',
		noDataExpression: true,
		options,
		default: 'text',
		description: 'What kind of message it is',
	};
}

/** The fields of every type of message. */
export const contentFields: INodeProperties[] = [
	messageType(types),
	...writtenFields,
	...cardFields({ messageType: ['card'] }),
	...fileFields,
	...otherFields,
];

/** The options that only some types of message have. */
export const contentOptions: INodeProperties[] = [coverKey, ...mentionOptions];

/** The fields of the types that Feishu lets be edited. */
export const editableFields: INodeProperties[] = [
	messageType(types.filter(({ value }) => value === 'text' || value === 'markdown')),
	...writtenFields,
];

/**
 * The draft that the fields hold, or why it is refused, as content that is too large is. Options of another type are
 * ignored: the panel hides them and keeps their values.
 */
export function readDraft(item: Item, options: GivenOptions): Result<Draft> {
	const { messageType: type, fileSource, fileKey, binaryPropertyName } = item.parameters;
	const kind = fileKinds.find((each) => each === type);
	if (kind === undefined) {
		const content = readContent(item.parameters, options);
		return content.ok ? succeeded({ content: content.value }) : content;
	}
	const cover = kind === 'video' ? readCover(options) : succeeded(undefined);
	if (!cover.ok) return cover;
	if (fileSource === 'key') {
		const key = readFileKey(kind, fileKey);
		return key.ok ? succeeded({ content: fileContent(kind, key.value, cover.value) }) : key;
	}
	const file = readItemFile(item, binaryPropertyName);
	return file.ok ? succeeded({ kind, file: file.value, cover: cover.value }) : file;
}

function readCover({ coverKey: given }: GivenOptions): Result<string | undefined> {
	return given ? readFileKey('image', given, coverKey.displayName) : succeeded(undefined);
}

/** The content of a type without a file, or why it is refused. */
export function readContent(
	parameters: Item['parameters'],
	options: GivenOptions,
): Result<Content> {
	return withinLimits(contentOf(parameters, options));
}

function contentOf(parameters: Item['parameters'], options: GivenOptions): Result<Content> {
	const { messageType: type, text, title, markdown } = parameters;
	switch (type) {
		case 'text':
		case 'markdown': {
			const mentions = readMentionOptions(options);
			if (!mentions.ok) return mentions;
			return type === 'text'
				? textContent(text, mentions.value)
				: markdownContent(title, markdown, mentions.value);
		}
		case 'card':
			return readCard(parameters);
		case 'other':
			return otherContent(parameters.otherType, parameters.otherContent);
		default:
			return wrongField('Message Type', 'one of its options');
	}
}
