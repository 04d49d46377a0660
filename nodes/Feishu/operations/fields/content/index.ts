import type { INodeProperties } from 'n8n-workflow';

import { withinLimits, type Content } from '../../../content/compose/Content';
import { fileContent, readFileKey, type FileKind } from '../../../content/compose/file';
import { markdownContent } from '../../../content/compose/markdown';
import { otherContent } from '../../../content/compose/other';
import { textContent, type Mentions } from '../../../content/compose/text';
import { succeeded, type Result } from '../../../errors/Failure';
import type { Item, ItemFile } from '../../Operation';
import { wrongOption } from '../options';
import { readItemFile } from './binaryField';
import { cardFields, readCard } from './card';
import { fileFields, fileKinds } from './file';
import { otherFields } from './other';
import { writtenFields } from './written';

/** What is to be said: ready to be sent, or with a file that has to be uploaded first. */
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

/** All that can be sent. */
export const contentFields: INodeProperties[] = [
	messageType(types),
	...writtenFields,
	...cardFields({ messageType: ['card'] }),
	...fileFields,
	...otherFields,
];

/** What Feishu lets be edited. */
export const editableFields: INodeProperties[] = [
	messageType(types.filter(({ value }) => value === 'text' || value === 'markdown')),
	...writtenFields,
];

/** What the fields say, or what is wrong with it. What is too large is refused here, too. */
export function readDraft(item: Item, mentions: Mentions, cover?: string): Result<Draft> {
	const { messageType: type, fileSource, fileKey, binaryPropertyName } = item.parameters;
	const kind = fileKinds.find((each) => each === type);
	if (kind && fileSource === 'key') {
		const key = readFileKey(kind, fileKey);
		return key.ok ? succeeded({ content: fileContent(kind, key.value, cover) }) : key;
	}
	if (kind) {
		const file = readItemFile(item, binaryPropertyName);
		return file.ok ? succeeded({ kind, file: file.value, cover }) : file;
	}
	const content = readContent(item.parameters, mentions);
	return content.ok ? succeeded({ content: content.value }) : content;
}

/** The same where it is no file. */
export function readContent(parameters: Item['parameters'], mentions: Mentions): Result<Content> {
	return withinLimits(contentOf(parameters, mentions));
}

function contentOf(parameters: Item['parameters'], mentions: Mentions): Result<Content> {
	switch (parameters.messageType) {
		case 'text':
			return textContent(parameters.text, mentions);
		case 'markdown':
			return markdownContent(parameters.title, parameters.markdown, mentions);
		case 'card':
			return readCard(parameters);
		case 'other':
			return otherContent(parameters.otherType, parameters.otherContent);
		default:
			return wrongOption('Message Type', 'one of its options');
	}
}
