import { asRecord, textOf } from '../../client/http/record';
import { cardText } from './cardText';
import { withNames } from './mentions';
import { postText } from './postText';
import type { Reading } from './reading';
import { systemText } from './systemText';
import { isoTime } from './time';

type Fields = Readonly<Record<string, unknown>>;

/**
 * The text of a message of any type, as a person would read it, with a word in brackets for an image and the like.
 * Odd content gives an empty text and never a failure.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/im-v1/message/message_content
 */
export function plainText(type: string, content: unknown, reading: Reading): string {
	if (typeof content === 'string') return withNames(content, reading.mentions);
	if (content === undefined || content === null) return '';
	const fields = asRecord(content) ?? {};
	const read = readers.get(type);
	return read === undefined ? unknownText(type, fields, reading) : read(fields, reading);
}

type Reader = (fields: Fields, reading: Reading) => string;

/** In a Map, for the type comes from outside, and every object knows a "constructor". */
const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
	['text', ({ text }, { mentions }) => withNames(textOf(text), mentions)],
	['post', postText],
	['interactive', (fields, reading) => cardText(fields, reading) || reading.label('card')],
	['image', (_, { label }) => label('image')],
	['file', named('file', 'file_name')],
	['folder', named('folder', 'file_name')],
	['audio', audioText],
	['media', named('video', 'file_name')],
	['video', named('video', 'file_name')],
	['sticker', (_, { label }) => label('sticker')],
	['share_chat', (_, { label }) => label('chat')],
	['share_user', (_, { label }) => label('contact')],
	['merge_forward', ({ content }, { label }) => textOf(content) || label('merged messages')],
	['share_calendar_event', eventText],
	['calendar', eventText],
	['general_calendar', eventText],
	['location', named('location', 'name')],
	['todo', todoText],
	['vote', voteText],
	['video_chat', named('meeting', 'topic')],
	['hongbao', redPacketText],
	['system', systemText],
]);

function named(kind: string, key: string): Reader {
	return (fields, { label }) => label(kind, textOf(fields[key]));
}

function audioText({ duration }: Fields, { label }: Reading): string {
	const ms = typeof duration === 'number' ? duration : parseInt(textOf(duration), 10);
	const seconds = Math.round(ms / 1_000);
	return label(seconds >= 0 ? `audio ${seconds} s` : 'audio');
}

function eventText({ summary, start_time: start }: Fields, { label }: Reading): string {
	return joined(' ', [label('event', textOf(summary)), isoTime(start) ?? '']);
}

function todoText({ summary }: Fields, reading: Reading): string {
	const fields = asRecord(summary);
	return reading.label('task', fields === undefined ? textOf(summary) : postText(fields, reading));
}

function voteText({ topic, options }: Fields, { label }: Reading): string {
	const choices = Array.isArray(options) ? options.map(textOf) : [];
	return joined('\n', [label('vote', textOf(topic)), ...choices]);
}

/** Feishu hands out the word for it where nobody wrote a wish. */
function redPacketText({ text }: Fields, { label }: Reading): string {
	return label('red packet', textOf(text).replace(/^\[.{1,100}\]$/, ''));
}

function unknownText(type: string, { text }: Fields, { mentions, label }: Reading): string {
	const words = withNames(textOf(text), mentions);
	return words.trim() === '' && /^\w{1,64}$/.test(type) ? label(type) : words;
}

function joined(between: string, pieces: string[]): string {
	return pieces.filter((each) => each !== '').join(between);
}
