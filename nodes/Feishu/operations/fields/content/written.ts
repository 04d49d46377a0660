import type { INodeProperties } from 'n8n-workflow';

/** The fields of plain text, and of rich text as Markdown. */
export const writtenFields: INodeProperties[] = [
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 4 },
		required: true,
		default: '',
		placeholder: 'e.g. The build is done',
		displayOptions: { show: { messageType: ['text'] } },
		description:
			'What the message says. To mention somebody within it, write &lt;at user_id="ou_…"&gt;&lt;/at&gt;. A text that somebody else wrote can hold such a tag too, even for everyone: replace each &lt; in it.',
	},
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: '',
		placeholder: 'e.g. Build report',
		displayOptions: { show: { messageType: ['markdown'] } },
		description: 'The line above the text, if any',
	},
	{
		displayName: 'Markdown',
		name: 'markdown',
		type: 'string',
		typeOptions: { rows: 6 },
		required: true,
		default: '',
		placeholder: 'e.g. **Done** in [12 minutes](https://example.com/builds/7)',
		displayOptions: { show: { messageType: ['markdown'] } },
		description:
			'Bold, italic, links, lists, quotes, and code. Feishu shows headings small, and images by their key only. A text that somebody else wrote can hold a tag that mentions everyone: replace each &lt; in it.',
	},
];
