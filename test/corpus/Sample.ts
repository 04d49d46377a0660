import type { FileInMessage } from '../../nodes/Feishu/content/read/filesIn';

/** A message as Feishu hands it out, and beside it what a person sees of it. Names and keys stand for real ones. */
export interface Sample {
	/** The title of the sample: the case that it is an example of. */
	of: string;
	/** The page or report that has it in this shape. */
	source: string;
	type: string;
	/** An object is handed out as its JSON, a text as it is. */
	content: object | string;
	/** As Feishu's answers have them, whose IDs are texts. */
	mentions?: Array<{ key: string; id: string; name?: string }>;
	text: string;
	/** The files that Download finds in the message. */
	files?: FileInMessage[];
}

export const contentOf = ({ content }: Sample) =>
	typeof content === 'string' ? content : JSON.stringify(content);

/** As Feishu's answers have it. */
export const inAnswer = (sample: Sample) => ({
	message_id: 'om_1',
	msg_type: sample.type,
	body: { content: contentOf(sample) },
	...(sample.mentions && {
		mentions: sample.mentions.map((each) => ({ ...each, id_type: 'open_id', tenant_key: 't1' })),
	}),
});

/** As its events have it. */
export const inEvent = (sample: Sample) => ({
	message_id: 'om_1',
	message_type: sample.type,
	content: contentOf(sample),
	...(sample.mentions && {
		mentions: sample.mentions.map(({ id, ...mention }) => ({
			...mention,
			id: { open_id: id, union_id: 'on_1', user_id: '' },
			mentioned_type: 'user',
			tenant_key: 't1',
		})),
	}),
});
