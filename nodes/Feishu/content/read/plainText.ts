import { asRecord, textOf } from '../../client/http/record';
import { cardText } from './cardText';
import { withNames, type Mention } from './mentions';
import { postText } from './postText';
import { asShown } from './reading';
import { isoTime } from './time';

type Fields = Readonly<Record<string, unknown>>;

/**
 * What a person would read, for every type of message; for what is no text, a word in brackets. Odd content gives
 * an empty text and never a failure.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/im-v1/message/message_content
 */
export function plainText(type: string, content: unknown, mentions: readonly Mention[]): string {
	const fields = asRecord(content);
	if (fields === undefined) return withNames(textOf(content), mentions);
	return (readers[type] ?? (({ text }) => textOf(text)))(fields, mentions);
}

const readers: Readonly<Record<string, (fields: Fields, mentions: readonly Mention[]) => string>> =
	{
		text: ({ text }, mentions) => withNames(textOf(text), mentions),
		post: (fields, mentions) => postText(fields, asShown(mentions)),
		interactive: (fields, mentions) => cardText(fields, mentions) || '[card]',
		image: () => '[image]',
		file: named('file', 'file_name'),
		folder: named('folder', 'file_name'),
		audio: ({ duration }) =>
			typeof duration === 'number' ? `[audio ${Math.round(duration / 1_000)} s]` : '[audio]',
		media: named('video', 'file_name'),
		sticker: () => '[sticker]',
		share_chat: () => '[chat]',
		share_user: () => '[contact]',
		merge_forward: ({ content }) => textOf(content) || '[merged messages]',
		share_calendar_event: event,
		calendar: event,
		general_calendar: event,
		location: named('location', 'name'),
		todo: ({ summary }) => label('task', postText(asRecord(summary) ?? {}, asShown([]))),
		vote: ({ topic, options }) =>
			[label('vote', topic), ...(Array.isArray(options) ? options.map(textOf) : [])].join('\n'),
		video_chat: named('meeting', 'topic'),
		hongbao: () => '[red packet]',
		system: systemText,
	};

function named(kind: string, key: string) {
	return (fields: Fields) => label(kind, fields[key]);
}

function label(kind: string, name: unknown): string {
	return textOf(name) === '' ? `[${kind}]` : `[${kind}: ${textOf(name)}]`;
}

function event({ summary, start_time: start }: Fields): string {
	const time = isoTime(start);
	return [label('event', summary), ...(time === undefined ? [] : [time])].join(' ');
}

/** "{from_user} invited {to_chatters} to the group" */
function systemText(fields: Fields): string {
	const divider = textOf(asRecord(asRecord(fields.divider_text))?.text);
	const filled = textOf(fields.template).replace(/\{(\w+)\}/g, (place, key: string) => {
		const value = fields[key];
		return Array.isArray(value) ? value.map(textOf).join(', ') : textOf(value) || place;
	});
	return filled || divider;
}
